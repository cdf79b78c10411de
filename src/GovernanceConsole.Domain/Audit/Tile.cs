using System.Globalization;
using System.Runtime.InteropServices;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// A tile of the tree (C2SP tlog-tiles v0.1.0): <see cref="Width"/> consecutive hashes of tree height 8 × <see cref="Level"/>, beginning at 256 × <see cref="Index"/>.
/// Level 0 holds leaf hashes, each level above the roots of full tiles below. Level <see cref="Entries"/> stands for the bundle of the entries themselves.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Tile(int Level, long Index, int Width)
{
    public const int Height = 8;
    public const int FullWidth = 1 << Height;

    /// <summary>The level of entry bundles, written <c>entries</c> in a path.</summary>
    public const int Entries = -1;

    private const int MaxLevel = 63;

    /// <summary>The index within its level of the first hash.</summary>
    public long First => Index * FullWidth;

    public bool IsFull => Width == FullWidth;

    /// <summary>The tile at this place in a tree of <paramref name="size"/> leaves, as wide as that tree makes it; null when it would be empty.</summary>
    public static Tile? In(long size, int level, long index)
    {
        var shift = Math.Max(level, 0) * Height;
        var hashes = shift > 62 ? 0 : size >> shift;
        var width = index > hashes / FullWidth ? 0 : Math.Min(FullWidth, hashes - index * FullWidth);
        return width > 0 ? new Tile(level, index, (int)width) : null;
    }

    /// <summary>The path below the log's prefix: <c>tile/0/x001/x234/067</c>, with <c>.p/W</c> when partial.</summary>
    public override string ToString()
    {
        var number = Part(Index % 1000);
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
            number = $"x{Part(rest % 1000)}/{number}";
        var level = Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        return IsFull ? $"tile/{level}/{number}" : string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{number}.p/{Width}");
    }

    /// <summary>Reads a path as <see cref="ToString"/> writes it, and no other spelling: every tile has one address, so that caches hold it once.</summary>
    public static Tile? Parse(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts.Length > 12 || parts[0] != "tile")
            return null;

        var level = Entries;
        if (parts[1] != "entries" && (!TryNumber(parts[1], out level) || level > MaxLevel))
            return null;

        var last = parts.Length - 1;
        var width = FullWidth;
        if (parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!TryNumber(parts[last], out width))
                return null;
            parts[--last] = parts[last][..^2];
        }

        if (width is < 1 or > FullWidth || last < 2 || last > 7)
            return null;

        long index = 0;
        for (var i = 2; i <= last; i++)
        {
            var digits = i < last && parts[i].StartsWith('x') ? parts[i][1..] : parts[i];
            if (digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return null;
            index = index * 1000 + part;
        }

        var tile = new Tile(level, index, width);
        return tile.ToString() == path ? tile : null;
    }

    private static string Part(long value) => value.ToString("000", CultureInfo.InvariantCulture);

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value.ToString(CultureInfo.InvariantCulture) == text;
}
