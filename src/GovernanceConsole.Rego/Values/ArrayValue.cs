using System.Runtime.InteropServices;

namespace GovernanceConsole.Rego.Values;

/// <summary>An ordered list of values; arrays compare element by element, then by length.</summary>
public sealed class ArrayValue : Value
{
    private readonly Value[] _items;
    private int _hash;
    private long _weight;

    private ArrayValue(Value[] items)
        : base(ValueKind.Array) => _items = items;

    public static ArrayValue Empty { get; } = new([]);

    public ReadOnlySpan<Value> Items => _items;

    public override int Count => _items.Length;

    public override long Weight => _weight != 0 ? _weight : _weight = Members.Weigh(_items);

    public Value this[int index] => _items[index];

    /// <summary>Takes the array over: the caller must not write to it afterwards.</summary>
    public static ArrayValue Owning(Value[] items) => items.Length == 0 ? Empty : new(items);

    public static ArrayValue Of(params ReadOnlySpan<Value> items) => Owning(items.ToArray());

    public static ArrayValue From(IEnumerable<Value> items) => Owning(items.ToArray());

    public static ArrayValue OfStrings(IEnumerable<string> texts) => Owning(texts.Select(Value (text) => StringValue.Of(text)).ToArray());

    public override Value? Find(Value key) =>
        key is NumberValue number && number.TryGetPlainInteger(out var index) && index >= 0 && index < _items.Length ? _items[index] : null;

    public override Value KeyAt(int position) => NumberValue.Of(position);

    public override Value ValueAt(int position) => _items[position];

    public IEnumerable<Value> AsEnumerable() => ImmutableCollectionsMarshal.AsImmutableArray(_items);

    private protected override int CompareSameKind(Value other) => Members.Compare(_items, ((ArrayValue)other)._items);

    private protected override bool EqualsSameKind(Value other) => Members.Equal(_items, ((ArrayValue)other)._items);

    private protected override int HashOfContent() => _hash != 0 ? _hash : _hash = Members.Hash(_items, 5);
}
