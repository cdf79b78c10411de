using System.Text;

namespace GovernanceConsole.Commands;

/// <summary>What a command reads, where it writes, and its clock; tests hand in their own. Output is UTF-8 without a mark, whatever the terminal is set to.</summary>
internal sealed record CommandStreams(Stream In, TextWriter Out, TextWriter Error, TimeProvider Clock)
{
    public static CommandStreams OfProcess() => new(Console.OpenStandardInput(), Writer(Console.OpenStandardOutput()), Writer(Console.OpenStandardError()), TimeProvider.System);

    /// <summary>A line for people. Names and texts come from files that may be hostile: what would steer a terminal is not passed on.</summary>
    public void Complain(string line) => Error.WriteLine(Harmless(line));

    public static string Harmless(string line) => string.Concat(line.Select(c => c is '\n' or '\t' || !char.IsControl(c) ? c : '\uFFFD'));

    /// <summary>Writes out what is left; false where nobody takes it (a full disk).</summary>
    public bool Close()
    {
        try
        {
            Error.Flush();
            Out.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" };
}
