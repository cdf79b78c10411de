using System.Text;
using GovernanceConsole.Commands;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Commands;

/// <summary>A folder of its own with policy files in it, where commands are run; gone at the end.</summary>
internal sealed class PolicyDesk : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policy-").FullName;

    public PolicyDesk(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
            Put(name, Encoding.UTF8.GetBytes(text));
    }

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    public PolicyDesk Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllBytes(Path(name), bytes);
        return this;
    }

    /// <summary>Runs a command line. <c>@name</c> stands for a file of the desk, <c>@</c> for its folder; in what comes back they read so again.</summary>
    public (int Code, string Out, string Error) Run(string[] words, string standardInput = "")
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(standardInput));
        var code = PolicyCommand.Run([.. words.Select(Expanded)], new CommandStreams(input, output, error, new FakeClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero))));
        return (code, Shortened(output.ToString()), Shortened(error.ToString()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Expanded(string word) => word == "@" ? _folder : word.Replace("@", _folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private string Shortened(string text) => text.Replace(_folder + System.IO.Path.DirectorySeparatorChar, "@", StringComparison.Ordinal).Replace(_folder, "@", StringComparison.Ordinal);
}
