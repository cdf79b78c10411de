using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Commands;

/// <summary>The base documents below <c>data</c>, merged member by member as OPA merges them. Where two documents say different things at one place there is no right one: exit code 1.</summary>
internal sealed class DataTree
{
    public ObjectValue Root { get; private set; } = ObjectValue.Empty;

    /// <param name="file">Named in errors.</param>
    /// <param name="folder">Where in the tree the document belongs.</param>
    /// <param name="document">An object.</param>
    public void Merge(string file, IReadOnlyList<string> folder, Value document)
    {
        if (document is not ObjectValue)
            throw new CommandFailed(CommandFailed.Fault, $"{file}: data is merged at its root, so it must be an object and not {document.TypeName}.");
        foreach (var name in folder.Reverse())
            document = ObjectValue.Of((name, document));
        Root = Merged(file, "data", Root, (ObjectValue)document);
    }

    private static ObjectValue Merged(string file, string path, ObjectValue one, ObjectValue other)
    {
        if (one.Count == 0 || other.Count == 0)
            return one.Count == 0 ? other : one;
        var members = new ObjectBuilder(one);
        foreach (var (key, value) in other.AsEnumerable())
        {
            members.Set(key, (one.Find(key), value) switch
            {
                (null, _) => value,
                (ObjectValue here, ObjectValue there) => Merged(file, $"{path}.{key}", here, there),
                ({ } here, _) when here.Equals(value) => here,
                _ => throw new CommandFailed(CommandFailed.Fault, $"{file}: merge error: another file gives {path}[{key}] a different value; keep one of them."),
            });
        }
        return members.Build();
    }
}
