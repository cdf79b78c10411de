using System.Runtime.InteropServices;

namespace GovernanceConsole.Rego.Values;

/// <summary>Distinct members, kept in Rego's order, so that iteration, comparison and output agree; membership is found in O(log n).</summary>
public sealed class SetValue : Value
{
    private readonly Value[] _members;
    private int _hash;
    private long _weight;

    private SetValue(Value[] sorted)
        : base(ValueKind.Set) => _members = sorted;

    public static SetValue Empty { get; } = new([]);

    /// <summary>The members in Rego's order.</summary>
    public ReadOnlySpan<Value> Members => _members;

    public override int Count => _members.Length;

    public override long Weight => _weight != 0 ? _weight : _weight = Values.Members.Weigh(_members);

    public static SetValue Of(params ReadOnlySpan<Value> members) => Owning(members.ToArray());

    public static SetValue From(IEnumerable<Value> members) => Owning(members.ToArray());

    /// <summary>Takes the array over, sorts it and removes doubles.</summary>
    public static SetValue Owning(Value[] members)
    {
        if (members.Length == 0) return Empty;
        var kept = Values.Members.SortDistinct(members, members.Length);
        return new(kept == members.Length ? members : members[..kept]);
    }

    /// <summary>Takes an array over that is known to be sorted and without doubles.</summary>
    internal static SetValue OwningSorted(Value[] sorted) => sorted.Length == 0 ? Empty : new(sorted);

    public bool Contains(Value member) => Values.Members.Find(_members, member) >= 0;

    public override Value? Find(Value key)
    {
        var position = Values.Members.Find(_members, key);
        return position < 0 ? null : _members[position];
    }

    public override Value KeyAt(int position) => _members[position];

    public override Value ValueAt(int position) => _members[position];

    public IEnumerable<Value> AsEnumerable() => ImmutableCollectionsMarshal.AsImmutableArray(_members);

    public SetValue Union(SetValue other) => Count == 0 ? other : other.Count == 0 ? this : Merge(other, onlyLeft: true, both: true, onlyRight: true);

    public SetValue Intersect(SetValue other) => Merge(other, onlyLeft: false, both: true, onlyRight: false);

    public SetValue Except(SetValue other) => other.Count == 0 ? this : Merge(other, onlyLeft: true, both: false, onlyRight: false);

    /// <summary>One pass over two sorted lists, keeping the members of the chosen regions of the Venn diagram.</summary>
    private SetValue Merge(SetValue other, bool onlyLeft, bool both, bool onlyRight)
    {
        var left = _members;
        var right = other._members;
        var kept = new List<Value>(Math.Max(left.Length, right.Length));
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            var order = i == left.Length ? 1 : j == right.Length ? -1 : left[i].CompareTo(right[j]);
            if (order == 0)
            {
                if (both) kept.Add(left[i]);
                i++;
                j++;
            }
            else if (order < 0)
            {
                if (onlyLeft) kept.Add(left[i]);
                i++;
            }
            else
            {
                if (onlyRight) kept.Add(right[j]);
                j++;
            }
        }

        return OwningSorted([.. kept]);
    }

    private protected override int CompareSameKind(Value other) => Values.Members.Compare(_members, ((SetValue)other)._members);

    private protected override bool EqualsSameKind(Value other) => Values.Members.Equal(_members, ((SetValue)other)._members);

    private protected override int HashOfContent() => _hash != 0 ? _hash : _hash = Values.Members.Hash(_members, 7);
}
