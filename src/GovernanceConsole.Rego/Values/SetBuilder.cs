namespace GovernanceConsole.Rego.Values;

/// <summary>Collects members of one set, in any order and with doubles, and sorts them once.</summary>
public sealed class SetBuilder
{
    private const int Few = 12;
    private readonly List<Value> _members = [];
    private HashSet<Value>? _index;

    public int Count => _members.Count;

    /// <summary>Adds a member; false when it was there.</summary>
    public bool Add(Value member)
    {
        if (Contains(member)) return false;
        _members.Add(member);
        _index?.Add(member);
        if (_index is null && _members.Count > Few) _index = [.. _members];
        return true;
    }

    public bool Contains(Value member) => _index is not null ? _index.Contains(member) : _members.Contains(member);

    public SetValue Build() => SetValue.Owning([.. _members]);
}
