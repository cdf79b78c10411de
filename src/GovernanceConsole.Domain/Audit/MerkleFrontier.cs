using System.Buffers.Binary;
using System.Numerics;

namespace GovernanceConsole.Domain.Audit;

/// <summary>A complete subtree of 2^<paramref name="Level"/> leaves, the <paramref name="Index"/>-th of its level.</summary>
public sealed record MerkleNode(int Level, long Index, byte[] Hash);

/// <summary>
/// The right edge of a growing tree: its size and the hashes of its complete subtrees, largest first. It is all that is needed to append and to know the root;
/// both cost O(log n) and, but for the nodes reported, allocate nothing. <see cref="Copy"/> gives a batch something to fall back to. Not safe for two threads.
/// </summary>
public sealed class MerkleFrontier
{
    private const int MaxSubtrees = 63;
    private const int Prefix = sizeof(long);

    private readonly byte[] _hashes = new byte[MaxSubtrees * MerkleTree.HashLength];
    private int _count;

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>
    /// Appends a leaf. Each subtree of height 8, 16, 24 … it completes (the root of a full tile, C2SP tlog-tiles) is added to <paramref name="completed"/>:
    /// together with the leaf hashes those nodes are what a log has to keep to prove anything.
    /// </summary>
    public void Append(ReadOnlySpan<byte> leafHash, ICollection<MerkleNode>? completed = null)
    {
        if (leafHash.Length != MerkleTree.HashLength)
            throw new ArgumentException("A leaf hash has 32 bytes.", nameof(leafHash));

        leafHash.CopyTo(At(_count++));
        // Every 1 at the low end of the old size is a subtree that the new leaf pairs up with.
        var level = 0;
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            level++;
            var left = At(_count - 2);
            MerkleTree.HashNode(left, At(_count - 1), left);
            _count--;
            if (level % Tile.Height == 0)
                completed?.Add(new MerkleNode(level, Size >> level, left.ToArray()));
        }

        Size++;
    }

    /// <summary>The root of the tree as it is now (RFC 6962 §2.1).</summary>
    public byte[] Root()
    {
        if (_count == 0)
            return MerkleTree.EmptyRoot();

        var root = At(_count - 1).ToArray();
        for (var i = _count - 2; i >= 0; i--)
            MerkleTree.HashNode(At(i), root, root);
        return root;
    }

    public MerkleFrontier Copy()
    {
        var copy = new MerkleFrontier { Size = Size, _count = _count };
        _hashes.AsSpan(0, _count * MerkleTree.HashLength).CopyTo(copy._hashes);
        return copy;
    }

    /// <summary>Big-endian size (8 bytes), then the hashes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Prefix + _count * MerkleTree.HashLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        _hashes.AsSpan(0, _count * MerkleTree.HashLength).CopyTo(bytes.AsSpan(Prefix));
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; anything else throws <see cref="FormatException"/>, since a log that lost its edge must not go on.</summary>
    public static MerkleFrontier Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Prefix)
            throw new FormatException("A frontier begins with the size of its tree.");

        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var count = BitOperations.PopCount((ulong)size);
        if (size < 0 || bytes.Length != Prefix + count * MerkleTree.HashLength)
            throw new FormatException("The hashes of a frontier do not fit its size.");

        var frontier = new MerkleFrontier { Size = size, _count = count };
        bytes[Prefix..].CopyTo(frontier._hashes);
        return frontier;
    }

    private Span<byte> At(int subtree) => _hashes.AsSpan(subtree * MerkleTree.HashLength, MerkleTree.HashLength);
}
