using System.Text;
using GovernanceConsole.Verify;

namespace GovernanceConsole.Domain.Tests.Evidence;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gc-verify").FullName;
    private readonly ReceiptStory _story = new() { Demo = true, Practice = true };
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _story.Dispose();
        _output.Dispose();
        _errors.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void GoodReceipt_AnswersNoughtAndSaysWhatItIs()
    {
        var file = Write("good.json", _story.Tell().Write());

        Assert.Equal(0, Run("receipt", "--vkey", _story.LogKey.ToString(), file));
        Assert.Contains("HOLDS", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("! DEMO.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("! PRACTICE KEY.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("WebAuthn L3 §7.2 step 17", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ForgedReceiptAmongGoodOnes_AnswersOne()
    {
        var good = _story.Tell().Write();
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("Mei Tan", "Mei\\u202E\\u001b[2JTan", StringComparison.Ordinal));

        Assert.Equal(1, Run("receipt", "--brief", Write("good.json", good), Write("forged.json", forged)));
        Assert.Contains("DOES NOT HOLD", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Mei⟦U+202E⟧⟦U+001B⟧[2JTan", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTrustedKey_AnswersOne()
    {
        using var another = new ReceiptStory { Demo = true };

        Assert.Equal(1, Run("receipt", "--vkey", Write("log.vkey", Encoding.UTF8.GetBytes(another.LogKey + "\n")), Write("good.json", _story.Tell().Write())));
    }

    [Theory]
    [InlineData]
    [InlineData("receipt")]
    [InlineData("recipe", "x")]
    [InlineData("receipt", "--what", "x")]
    [InlineData("receipt", "--vkey", "nonsense", "x")]
    [InlineData("receipt", "/there/is/no/such/file")]
    public void WrongCall_AnswersTwo(params string[] args) => Assert.Equal(2, Run(args));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"v\":1,\"v\":1}")]
    public void FileThatIsNoReceipt_AnswersTwo(string text)
    {
        Assert.Equal(2, Run("receipt", Write("none.json", Encoding.UTF8.GetBytes(text))));
        Assert.Contains("This is no receipt", _errors.ToString(), StringComparison.Ordinal);
    }

    private int Run(params string[] args) => CommandLine.Run(args, _output, _errors);

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
