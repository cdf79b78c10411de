namespace GovernanceConsole.Commands;

/// <summary>The words behind <c>policy eval</c> and its siblings. Fails with exit code 2 on an option that is unknown, lacks its value or came twice.</summary>
internal sealed class CommandLine
{
    private readonly List<string> _arguments = [];
    private readonly List<string> _queries = [];
    private readonly List<string> _data = [];

    private CommandLine()
    {
    }

    public IReadOnlyList<string> Arguments => _arguments;
    public IReadOnlyList<string> Queries => _queries;
    public IReadOnlyList<string> Data => _data;
    public string? Input { get; private set; }
    public bool Strict { get; private set; }
    public bool Mutate { get; private set; }
    public bool WantsHelp { get; private set; }

    public static CommandLine Read(IReadOnlyList<string> words)
    {
        var line = new CommandLine();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "--")
            {
                line._arguments.AddRange(words.Skip(i + 1));
                break;
            }
            if (IsOption(words[i]))
                line.Option(words, ref i);
            else
                line._arguments.Add(words[i]);
        }
        return line;
    }

    /// <summary>The one folder that check and test take.</summary>
    public string Folder(string command)
    {
        if (_queries.Count + _data.Count > 0 || Input is not null || Strict)
            throw CommandFailed.Misused($"--query, --input, --data and --strict-builtin-errors belong to policy eval, not to policy {command}.");
        if (Mutate && command != "test")
            throw CommandFailed.Misused("--mutate belongs to policy test.");
        if (_arguments is not [var folder])
            throw CommandFailed.Misused($"policy {command} takes one folder.");
        return Directory.Exists(folder) ? folder : throw CommandFailed.Misused($"'{folder}' is no folder.");
    }

    /// <summary>A minus before a number begins a query (<c>-1 + 2</c>), and a minus alone is standard input.</summary>
    private static bool IsOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];

    private void Option(IReadOnlyList<string> words, ref int i)
    {
        var word = words[i];
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
        var name = equals < 0 ? word : word[..equals];
        switch (name)
        {
            case "--input" or "-i" when Input is not null:
                throw CommandFailed.Misused("--input can be given once.");
            case "--input" or "-i":
                Input = Value(words, ref i, equals);
                break;
            case "--data" or "-d":
                _data.Add(Value(words, ref i, equals));
                break;
            case "--query" or "-q":
                _queries.Add(Value(words, ref i, equals));
                break;
            case "--strict-builtin-errors" when equals < 0:
                Strict = true;
                break;
            case "--mutate" when equals < 0:
                Mutate = true;
                break;
            case "--help" or "-h" when equals < 0:
                WantsHelp = true;
                break;
            default:
                throw CommandFailed.Misused($"'{name}' is no option.");
        }
    }

    private static string Value(IReadOnlyList<string> words, ref int i, int equals)
    {
        if (equals >= 0)
            return words[i][(equals + 1)..];
        return ++i < words.Count ? words[i] : throw CommandFailed.Misused($"'{words[i - 1]}' needs a value.");
    }
}
