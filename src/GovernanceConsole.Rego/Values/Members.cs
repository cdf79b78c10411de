namespace GovernanceConsole.Rego.Values;

/// <summary>The arithmetic of member lists that arrays, objects and sets share: comparing, hashing, finding.</summary>
internal static class Members
{
    /// <summary>Up to here a scan beats the binary search.</summary>
    private const int Few = 8;

    /// <summary>One for the list, and what its members weigh; stops counting where it would overflow.</summary>
    public static long Weigh(ReadOnlySpan<Value> members)
    {
        long weight = 1;
        foreach (var member in members) weight = Math.Min(weight + member.Weight, long.MaxValue >> 2);
        return weight;
    }

    public static int Compare(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right)
    {
        var shared = Math.Min(left.Length, right.Length);
        for (var i = 0; i < shared; i++)
        {
            var order = left[i].CompareTo(right[i]);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    public static bool Equal(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right)
    {
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
            if (!left[i].Equals(right[i])) return false;
        return true;
    }

    public static int Hash(ReadOnlySpan<Value> items, int seed)
    {
        var hash = new HashCode();
        hash.Add(seed);
        foreach (var item in items) hash.Add(item.GetHashCode());
        return hash.ToHashCode() | 1;
    }

    /// <summary>The position of a member in a sorted list, or -1.</summary>
    public static int Find(Value[] sorted, Value wanted)
    {
        if (sorted.Length > Few)
        {
            var position = Array.BinarySearch(sorted, wanted, Comparer<Value>.Default);
            return position < 0 ? -1 : position;
        }

        for (var i = 0; i < sorted.Length; i++)
            if (sorted[i].Equals(wanted)) return i;
        return -1;
    }

    /// <summary>Sorts and removes doubles in place; returns how many members remain at the front.</summary>
    public static int SortDistinct(Value[] members, int count)
    {
        Array.Sort(members, 0, count);
        var kept = 0;
        for (var i = 0; i < count; i++)
            if (kept == 0 || members[kept - 1].CompareTo(members[i]) != 0) members[kept++] = members[i];
        return kept;
    }
}
