using System.Numerics;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// What a proof about the tree of <paramref name="Size"/> leaves is made of: the roots of these ranges of leaves. <see cref="Tiles"/> says what to load,
/// <see cref="Build"/> hashes it together. A tile of the wrong length is a bug of the reader and throws.
/// </summary>
public sealed record ProofPlan(long Size, IReadOnlyList<(long Start, long End)> Ranges)
{
    /// <summary>The root of the whole tree, from the same tiles as proofs.</summary>
    public static ProofPlan Root(long size) => new(size, size > 0 ? [(0, size)] : []);

    /// <summary>Every tile the proof reads, once.</summary>
    public IReadOnlyList<Tile> Tiles() => [.. Ranges.SelectMany(r => Subtrees(r.Start, r.End)).Select(s => Locate(s).Tile).Distinct()];

    /// <summary>The hashes of the proof; <paramref name="read"/> gives the bytes of a tile named by <see cref="Tiles"/>.</summary>
    public IReadOnlyList<byte[]> Build(Func<Tile, byte[]> read) => [.. Ranges.Select(r => RangeRoot(r.Start, r.End, read))];

    private byte[] RangeRoot(long start, long end, Func<Tile, byte[]> read)
    {
        var subtrees = Subtrees(start, end).ToList();
        var root = SubtreeRoot(subtrees[^1], read);
        for (var i = subtrees.Count - 2; i >= 0; i--)
            MerkleTree.HashNode(SubtreeRoot(subtrees[i], read), root, root);
        return root;
    }

    private byte[] SubtreeRoot((int Level, long Index) subtree, Func<Tile, byte[]> read)
    {
        var (tile, offset, count) = Locate(subtree);
        var bytes = read(tile);
        if (bytes.Length != tile.Width * MerkleTree.HashLength)
            throw new InvalidDataException($"{tile} has {bytes.Length} bytes instead of {tile.Width * MerkleTree.HashLength}.");

        // The levels between two levels of tiles are not stored: hash pairs in place until one is left.
        var hashes = bytes.AsSpan(offset * MerkleTree.HashLength, count * MerkleTree.HashLength).ToArray();
        for (; count > 1; count /= 2)
            for (var i = 0; i < count / 2; i++)
                MerkleTree.HashNode(Slot(2 * i), Slot(2 * i + 1), Slot(i));
        return Slot(0).ToArray();

        Span<byte> Slot(int i) => hashes.AsSpan(i * MerkleTree.HashLength, MerkleTree.HashLength);
    }

    private (Tile Tile, int Offset, int Count) Locate((int Level, long Index) subtree)
    {
        var height = subtree.Level % Tile.Height;
        var first = subtree.Index << height;
        var tile = Tile.In(Size, subtree.Level / Tile.Height, first / Tile.FullWidth)
            ?? throw new InvalidOperationException("The subtree lies outside of its tree.");
        return (tile, (int)(first % Tile.FullWidth), 1 << height);
    }

    /// <summary>The complete subtrees that make up a range, left to right. A range begins where a subtree of its own size begins, so the largest always fits.</summary>
    private static IEnumerable<(int Level, long Index)> Subtrees(long start, long end)
    {
        while (start < end)
        {
            var level = BitOperations.Log2((ulong)(end - start));
            yield return (level, start >> level);
            start += 1L << level;
        }
    }
}
