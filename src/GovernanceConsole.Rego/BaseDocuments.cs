using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego;

/// <summary>
/// The base documents below <c>data</c>, merged member by member as OPA merges them: objects grow together, and where two files say different things at one place there is no right one. Then
/// <see cref="Add"/> throws, with the names of both files.
/// </summary>
public sealed class BaseDocuments
{
    private readonly List<(string File, ObjectValue Tree)> _files = [];

    /// <summary>Everything that was added so far.</summary>
    public ObjectValue Root { get; private set; } = ObjectValue.Empty;

    /// <param name="file">Named in errors.</param>
    /// <param name="folder">Where in the tree the document belongs.</param>
    /// <param name="document">An object.</param>
    public void Add(string file, IReadOnlyList<string> folder, Value document)
    {
        if (document is not ObjectValue tree)
            throw new RegoException(RegoErrorCodes.Merge, $"{file}: data is merged at its root, so it must be an object and not {document.TypeName}.");
        foreach (var name in folder.Reverse())
            tree = ObjectValue.Of((name, tree));
        Root = Merged(file, [], Root, tree);
        _files.Add((file, tree));
    }

    private ObjectValue Merged(string file, IReadOnlyList<Value> path, ObjectValue one, ObjectValue other)
    {
        if (one.Count == 0 || other.Count == 0)
            return one.Count == 0 ? other : one;
        var members = new ObjectBuilder(one);
        foreach (var (key, value) in other.AsEnumerable())
        {
            members.Set(key, (one.Find(key), value) switch
            {
                (null, _) => value,
                (ObjectValue here, ObjectValue there) => Merged(file, [.. path, key], here, there),
                ({ } here, _) when here.Equals(value) => here,
                _ => throw Conflict(file, [.. path, key]),
            });
        }
        return members.Build();
    }

    private RegoException Conflict(string file, IReadOnlyList<Value> path) =>
        new(RegoErrorCodes.Merge, $"{file}: merge error: {_files.First(earlier => Holds(earlier.Tree, path)).File} gives data{string.Concat(path.Select(key => $"[{key}]"))} a different value; keep one of them.");

    private static bool Holds(ObjectValue tree, IReadOnlyList<Value> path)
    {
        Value? at = tree;
        foreach (var key in path)
            at = (at as ObjectValue)?.Find(key);
        return at is not null;
    }
}
