using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>Collects an object to which many rules contribute at any depth. Two different values at one place are a conflict; members of a set at one place unite.</summary>
internal sealed class DocumentBuilder
{
    private readonly Place _root = new() { Members = [] };

    public DocumentBuilder(ObjectValue? start)
    {
        if (start is null) return;
        foreach (var (key, value) in start.AsEnumerable()) _root.Members!.Add(key, new Place { Value = value });
    }

    /// <summary>How often something was put here.</summary>
    public long Count { get; private set; }

    public Value? Build() => _root.Build();

    public void PutMembers(Value[] path, Value members, SourcePosition? position)
    {
        if (members.Count == 0) At(path, position).Set ??= new SetBuilder();
        for (var i = 0; i < members.Count; i++) Put(path, members.ValueAt(i), isMember: true, position);
    }

    public void Put(Value[] path, Value value, bool isMember, SourcePosition? position)
    {
        if (path.Length == 0 && !isMember)
        {
            if (value is not ObjectValue members) throw Conflicts.Complete(position!);
            foreach (var (key, inner) in members.AsEnumerable()) Put([key], inner, isMember: false, position);
            return;
        }
        Count++;
        var place = At(path, position);
        if (isMember)
        {
            if (place.Value is not null || place.Members is not null) throw Conflicts.Keys(position);
            (place.Set ??= new SetBuilder()).Add(value);
            return;
        }
        if (place.Set is not null || place.Members is not null || (place.Value is not null && !place.Value.Equals(value))) throw Conflicts.Keys(position);
        place.Value = value;
    }

    private Place At(Value[] path, SourcePosition? position)
    {
        var place = _root;
        foreach (var key in path)
        {
            place.OpenObject(position);
            if (!place.Members!.TryGetValue(key, out var next)) place.Members.Add(key, next = new Place());
            place = next;
        }
        return place;
    }

    private sealed class Place
    {
        public Value? Value { get; set; }
        public SetBuilder? Set { get; set; }
        public Dictionary<Value, Place>? Members { get; set; }

        /// <summary>Makes the members of an object that was put here as a whole addressable one by one.</summary>
        public void OpenObject(SourcePosition? position)
        {
            if (Set is not null) throw Conflicts.Keys(position);
            if (Members is not null) return;
            Members = [];
            if (Value is null) return;
            if (Value is not ObjectValue whole) throw Conflicts.Keys(position);
            foreach (var (key, value) in whole.AsEnumerable()) Members.Add(key, new Place { Value = value });
            Value = null;
        }

        public Value? Build()
        {
            if (Value is not null) return Value;
            if (Set is not null) return Set.Build();
            if (Members is null) return null;
            var members = new ObjectBuilder(Members.Count);
            foreach (var (key, place) in Members)
                if (place.Build() is { } value) members.Set(key, value);
            return members.Build();
        }
    }
}
