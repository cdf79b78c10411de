using System.Runtime.InteropServices;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// Distinct keys with a value each, kept in the order of the keys. Objects compare key by key and, where the keys agree, value by value,
/// then by size. A key is found by a scan in a small object and by binary search in a large one.
/// </summary>
public sealed class ObjectValue : Value
{
    private readonly Value[] _keys;
    private readonly Value[] _values;
    private int _hash;
    private long _weight;

    private ObjectValue(Value[] sortedKeys, Value[] values)
        : base(ValueKind.Object)
    {
        _keys = sortedKeys;
        _values = values;
    }

    public static ObjectValue Empty { get; } = new([], []);

    /// <summary>The keys in Rego's order.</summary>
    public ReadOnlySpan<Value> Keys => _keys;

    /// <summary>The values in the order of their keys.</summary>
    public ReadOnlySpan<Value> Values => _values;

    public override int Count => _keys.Length;

    public override long Weight => _weight != 0 ? _weight : _weight = Members.Weigh(_keys) + Members.Weigh(_values);

    public Value? this[string key] => FindText(key);

    public static ObjectValue Of(params ReadOnlySpan<(string Key, Value Value)> members)
    {
        var builder = new ObjectBuilder(members.Length);
        foreach (var (key, value) in members) builder.Set(StringValue.Of(key), value);
        return builder.Build();
    }

    /// <summary>Takes arrays over whose keys are known to be sorted and distinct.</summary>
    internal static ObjectValue OwningSorted(Value[] sortedKeys, Value[] values) => sortedKeys.Length == 0 ? Empty : new(sortedKeys, values);

    public bool ContainsKey(Value key) => Members.Find(_keys, key) >= 0;

    public override Value? Find(Value key)
    {
        var position = Members.Find(_keys, key);
        return position < 0 ? null : _values[position];
    }

    public override Value KeyAt(int position) => _keys[position];

    public override Value ValueAt(int position) => _values[position];

    public IEnumerable<KeyValuePair<Value, Value>> AsEnumerable()
    {
        for (var i = 0; i < _keys.Length; i++) yield return new(_keys[i], _values[i]);
    }

    /// <summary>The keys as a set, without sorting them again.</summary>
    public SetValue KeySet() => SetValue.OwningSorted(_keys);

    private Value? FindText(string key)
    {
        for (int low = 0, high = _keys.Length - 1; low <= high;)
        {
            var middle = (low + high) >>> 1;
            var order = _keys[middle] is StringValue text ? StringValue.Compare(text.Text, key) : _keys[middle].Kind.CompareTo(ValueKind.String);
            if (order == 0) return _values[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    private protected override int CompareSameKind(Value other)
    {
        var right = (ObjectValue)other;
        var shared = Math.Min(Count, right.Count);
        for (var i = 0; i < shared; i++)
        {
            var order = _keys[i].CompareTo(right._keys[i]);
            if (order == 0) order = _values[i].CompareTo(right._values[i]);
            if (order != 0) return order;
        }

        return Count.CompareTo(right.Count);
    }

    private protected override bool EqualsSameKind(Value other)
    {
        var right = (ObjectValue)other;
        return Members.Equal(_keys, right._keys) && Members.Equal(_values, right._values);
    }

    private protected override int HashOfContent() => _hash != 0 ? _hash : _hash = HashCode.Combine(Members.Hash(_keys, 6), Members.Hash(_values, 6)) | 1;
}
