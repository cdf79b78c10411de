using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Verify;

/// <summary>
/// The verifier's words: <c>receipt FILE…</c>, with <c>--vkey</c> to pin the log's key and <c>--brief</c> for the result alone. Exit code 0 when everything holds, 1 when a check failed, 2 when it was
/// called wrongly or a file cannot be read. Opens no connection.
/// </summary>
public static class CommandLine
{
    private const int AllHold = 0;
    private const int SomethingFailed = 1;
    private const int Unreadable = 2;

    private const string Usage = """
        usage: GovernanceConsole.Verify receipt [--vkey KEY] [--brief] FILE…

          Checks receipts of Governance Console offline: digests, statements, passkey signatures (WebAuthn L3 §7.2), quorum, grant, log entries and proofs.

          --vkey KEY   the log's verifier key, as you got it from elsewhere: name+id+base64 (C2SP signed-note), or a file that holds it
          --brief      only what failed, and the result

          exit code    0 everything holds · 1 a check failed · 2 wrong call, or a file that cannot be read
        """;

    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        if (args.Count == 0 || args[0] != "receipt")
            return Fail(Usage);
        NoteKey? trusted = null;
        var brief = false;
        List<string> files = [];
        for (var at = 1; at < args.Count; at++)
        {
            switch (args[at])
            {
                case "--brief":
                    brief = true;
                    break;
                case "--vkey" when at + 1 < args.Count:
                    var key = NoteKey.Parse(ReadKey(args[++at]));
                    if (key.IsRefused)
                        return Fail(key.Refusal.Message);
                    trusted = key.Value;
                    break;
                case var option when option.StartsWith('-'):
                    return Fail(Usage);
                default:
                    files.Add(args[at]);
                    break;
            }
        }

        return files.Count == 0 ? Fail(Usage) : files.Max(file => new ReceiptReport(output, errors, brief).Check(file, trusted));

        int Fail(string message)
        {
            errors.WriteLine(message);
            return Unreadable;
        }
    }

    internal static int CodeFor(bool? holds) => holds switch { true => AllHold, false => SomethingFailed, null => Unreadable };

    private static string ReadKey(string keyOrFile)
    {
        try
        {
            return File.Exists(keyOrFile) ? File.ReadAllText(keyOrFile) : keyOrFile;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return keyOrFile;
        }
    }
}
