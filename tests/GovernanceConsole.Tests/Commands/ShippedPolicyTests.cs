using GovernanceConsole.Commands;
using GovernanceConsole.Tests.House;

namespace GovernanceConsole.Tests.Commands;

/// <summary>The policy that ships holds what we ask of others: no finding, no red test, no line that no test reaches.</summary>
public sealed class ShippedPolicyTests
{
    private static readonly string Folder = Path.Combine(Source.Root, "assets", "policies", "sample");

    [Fact]
    public void Check_FindsNothing() => Assert.Contains("0 warnings", Run("check"), StringComparison.Ordinal);

    [Fact]
    public void Tests_AreGreenAndReachEveryLine() => Assert.Contains(" 100%  of all lines", Run("test"), StringComparison.Ordinal);

    private static string Run(string command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = PolicyCommand.Run([command, Folder], new CommandStreams(Stream.Null, output, error, TimeProvider.System));

        Assert.Equal((0, ""), (code, error.ToString()));
        return output.ToString();
    }
}
