namespace GovernanceConsole.Demo.Stories;

/// <summary>
/// Chance for stories, never for secrets: the same seed rolls the same numbers (SplitMix64), so that every installation of the demo has the same plausible past.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public long Between(long least, long most) => least + (long)(Next() % (ulong)(most - least + 1));

    public int Between(int least, int most) => (int)Between((long)least, most);

    public bool Chance(int percent) => Between(1, 100) <= percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Between(0, from.Count - 1)];

    /// <summary>One of <paramref name="from"/>, each as often as its weight says; there must be one above zero.</summary>
    public T Pick<T>(IReadOnlyList<T> from, Func<T, int> weight)
    {
        var left = Between(1, from.Sum(weight));
        foreach (var item in from)
        {
            left -= weight(item);
            if (left <= 0)
                return item;
        }
        throw new ArgumentException("No item has a weight.", nameof(from));
    }

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
