using System.Buffers;
using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// The two hashes of an RFC 6962 tree (§2.1; RFC 9162 §2.1.1): a leaf is SHA-256(0x00 ‖ data), a node SHA-256(0x01 ‖ left ‖ right), the empty tree SHA-256("").
/// The prefixes keep a leaf from passing for a node. Nothing here fails but on a hash of the wrong length, which is a bug and throws.
/// </summary>
public static class MerkleTree
{
    public const int HashLength = SHA256.HashSizeInBytes;

    private const int OnStack = 1024;

    /// <summary>The root of the tree without entries.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    public static byte[] HashLeaf(ReadOnlySpan<byte> data)
    {
        var hash = new byte[HashLength];
        HashLeaf(data, hash);
        return hash;
    }

    public static void HashLeaf(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var length = data.Length + 1;
        byte[]? rented = null;
        var input = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        input[0] = 0x00;
        data.CopyTo(input[1..]);
        SHA256.HashData(input[..length], destination);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    public static byte[] HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashLength];
        HashNode(left, right, hash);
        return hash;
    }

    /// <summary>Writes the node above <paramref name="left"/> and <paramref name="right"/>; <paramref name="destination"/> may be either of them.</summary>
    public static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, HashLength, nameof(left));
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, HashLength, nameof(right));

        Span<byte> input = stackalloc byte[1 + 2 * HashLength];
        input[0] = 0x01;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashLength)..]);
        SHA256.HashData(input, destination);
    }
}
