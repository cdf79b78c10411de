namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Collects members of one object and sorts them once. Doubles are found by a scan while there are few and by a hash index beyond,
/// so that building n members costs O(n log n) for any order of arrival.
/// </summary>
public sealed class ObjectBuilder
{
    private const int Few = 12;
    private Value[] _keys;
    private Value[] _values;
    private Dictionary<Value, int>? _index;
    private bool _sorted = true;

    public ObjectBuilder(int capacity = 4)
    {
        _keys = new Value[Math.Max(capacity, 1)];
        _values = new Value[_keys.Length];
    }

    public ObjectBuilder(ObjectValue start, int extra = 4)
        : this(start.Count + extra)
    {
        start.Keys.CopyTo(_keys);
        start.Values.CopyTo(_values);
        Count = start.Count;
        if (Count > Few) BuildIndex();
    }

    public int Count { get; private set; }

    /// <summary>An object of keys and values side by side; of a key given twice the last value counts. A few members are sorted as they come.</summary>
    public static ObjectValue Build(ReadOnlySpan<Value> keys, ReadOnlySpan<Value> values)
    {
        if (keys.Length > Few)
        {
            var builder = new ObjectBuilder(keys.Length);
            for (var i = 0; i < keys.Length; i++) builder.Set(keys[i], values[i]);
            return builder.Build();
        }

        var sorted = keys.Length == 0 ? [] : new Value[keys.Length];
        var behind = keys.Length == 0 ? [] : new Value[keys.Length];
        var count = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var place = count;
            var order = -1;
            while (place > 0 && (order = sorted[place - 1].CompareTo(keys[i])) > 0) place--;
            if (place > 0 && order == 0)
            {
                behind[place - 1] = values[i];
                continue;
            }

            Array.Copy(sorted, place, sorted, place + 1, count - place);
            Array.Copy(behind, place, behind, place + 1, count - place);
            (sorted[place], behind[place]) = (keys[i], values[i]);
            count++;
        }

        return ObjectValue.OwningSorted(count == sorted.Length ? sorted : sorted[..count], count == behind.Length ? behind : behind[..count]);
    }

    public Value? Find(Value key)
    {
        var position = PositionOf(key);
        return position < 0 ? null : _values[position];
    }

    /// <summary>Adds a member; a member of the same key is replaced.</summary>
    public void Set(Value key, Value value)
    {
        var position = PositionOf(key);
        if (position < 0) Append(key, value);
        else _values[position] = value;
    }

    /// <summary>Adds a member; false when the key is there with another value (Rego's object conflict).</summary>
    public bool TryAdd(Value key, Value value)
    {
        var position = PositionOf(key);
        if (position >= 0) return _values[position].Equals(value);
        Append(key, value);
        return true;
    }

    /// <summary>Makes the object; the builder must not be used afterwards.</summary>
    public ObjectValue Build()
    {
        if (Count == 0) return ObjectValue.Empty;
        if (_keys.Length != Count)
        {
            Array.Resize(ref _keys, Count);
            Array.Resize(ref _values, Count);
        }

        if (!_sorted) Array.Sort(_keys, _values);
        return ObjectValue.OwningSorted(_keys, _values);
    }

    private void Append(Value key, Value value)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        if (_sorted && Count > 0 && _keys[Count - 1].CompareTo(key) > 0) _sorted = false;
        _keys[Count] = key;
        _values[Count] = value;
        _index?.Add(key, Count);
        Count++;
        if (_index is null && Count > Few) BuildIndex();
    }

    private int PositionOf(Value key)
    {
        if (_index is not null) return _index.TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < Count; i++)
            if (_keys[i].Equals(key)) return i;
        return -1;
    }

    private void BuildIndex()
    {
        _index = new Dictionary<Value, int>(Count * 2);
        for (var i = 0; i < Count; i++) _index.Add(_keys[i], i);
    }
}
