using System.IO.Enumeration;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Commands;

/// <summary>
/// Policies and documents by their paths, read as OPA reads them: a folder gives its <c>*.rego</c> and each <c>data.json</c> at the path of its folder; a file given by name is taken for what its ending says.
/// The same file counts once. Fails with every parse error of all files at once.
/// </summary>
internal sealed class PolicySources
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true };

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<RegoModule> _modules = [];
    private readonly List<RegoException> _errors = [];
    private readonly BaseDocuments _data = new();

    private PolicySources()
    {
    }

    public IReadOnlyList<RegoModule> Modules => _modules;

    public ObjectValue Data => _data.Root;

    public static PolicySources Read(IEnumerable<string> paths)
    {
        var sources = new PolicySources();
        foreach (var path in paths)
            sources.Add(path);
        return sources._errors.Count == 0 ? sources : throw CommandFailed.By(sources._errors);
    }

    /// <summary>Compiles what was read. Fails with every mistake the compiler found.</summary>
    public RegoPolicy Compile()
    {
        try
        {
            return RegoPolicy.Compile(_modules, Data);
        }
        catch (RegoException error)
        {
            throw CommandFailed.By([error]);
        }
    }

    private void Add(string path)
    {
        if (Directory.Exists(path))
            AddFolder(path);
        else if (path.EndsWith(".rego", StringComparison.Ordinal))
            AddModule(path);
        else if (Document.HasDocumentEnding(path))
            AddData(path, []);
        else if (File.Exists(path))
            throw CommandFailed.Misused($"'{path}' is neither a folder nor a .rego, .json, .yaml or .yml file.");
        else
            throw CommandFailed.Misused($"'{path}' does not exist.");
    }

    private void AddFolder(string folder)
    {
        foreach (var path in FilesBelow(folder).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
            if (path.EndsWith(".rego", StringComparison.Ordinal))
                AddModule(path);
            else
                AddData(path, relative[..^1]);
        }
    }

    /// <summary>Links to files are followed, links to folders are not: they may lead in a circle.</summary>
    private static List<string> FilesBelow(string folder)
    {
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), Everything)
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && (entry.FileName.EndsWith(".rego", StringComparison.Ordinal) || entry.FileName is "data.json" or "data.yaml" or "data.yml"),
                    ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
                },
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandFailed.Misused($"'{folder}' cannot be read: {fault.Message}");
        }
    }

    private void AddModule(string path)
    {
        if (!_seen.Add(Path.GetFullPath(path)))
            return;
        try
        {
            _modules.Add(RegoModule.Parse(path, Document.ReadText(path)));
        }
        catch (RegoException error)
        {
            _errors.Add(error);
        }
    }

    private void AddData(string path, IReadOnlyList<string> folder)
    {
        if (!_seen.Add(Path.GetFullPath(path)))
            return;
        try
        {
            _data.Add(path, folder, Document.Read(path));
        }
        catch (RegoException error)
        {
            throw new CommandFailed(CommandFailed.Fault, error.Reason);
        }
    }
}
