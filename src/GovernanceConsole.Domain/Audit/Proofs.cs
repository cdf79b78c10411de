using System.Numerics;
using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// Inclusion and consistency proofs (RFC 9162 §2.1.3, §2.1.4). A proof is a plan first (which ranges of leaves it needs the hash of) and bytes second: the plan names the tiles
/// to load, so that a caller reads a few rows of a database once and never a whole level. Verification is iterative, takes nothing on trust and answers false to whatever does not fit.
/// </summary>
public static class Proofs
{
    /// <summary>The ranges of leaves whose roots prove that leaf <paramref name="index"/> is in the tree of <paramref name="size"/> leaves, leaf's sibling first (§2.1.3.1).</summary>
    public static ProofPlan PlanInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);

        var ranges = new List<(long Start, long End)>();
        long start = 0, end = size;
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                ranges.Add((middle, end));
                end = middle;
            }
            else
            {
                ranges.Add((start, middle));
                start = middle;
            }
        }

        ranges.Reverse();
        return new ProofPlan(size, ranges);
    }

    /// <summary>The ranges of leaves whose roots prove that the tree of <paramref name="size"/> leaves begins with the tree of <paramref name="oldSize"/> (§2.1.4.1).</summary>
    public static ProofPlan PlanConsistency(long oldSize, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);

        var ranges = new List<(long Start, long End)>();
        if (oldSize > 0 && oldSize < size)
        {
            long start = 0, end = size;
            while (end != oldSize)
            {
                var middle = start + Split(end - start);
                if (oldSize <= middle)
                {
                    ranges.Add((middle, end));
                    end = middle;
                }
                else
                {
                    ranges.Add((start, middle));
                    start = middle;
                }
            }

            // SUBPROOF's flag b: the verifier knows the old root, so it is sent only when it is not the whole left edge.
            if (start > 0)
                ranges.Add((start, end));
        }

        ranges.Reverse();
        return new ProofPlan(size, ranges);
    }

    /// <summary>RFC 9162 §2.1.3.2.</summary>
    public static bool VerifyInclusion(ReadOnlySpan<byte> leafHash, long index, long size, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (leafHash.Length != MerkleTree.HashLength || index < 0 || index >= size)
            return false;

        long fn = index, sn = size - 1;
        Span<byte> r = stackalloc byte[MerkleTree.HashLength];
        leafHash.CopyTo(r);
        foreach (var p in proof)
        {
            if (sn == 0 || p.Length != MerkleTree.HashLength)
                return false;

            if ((fn & 1) == 1 || fn == sn)
            {
                MerkleTree.HashNode(p, r, r);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                MerkleTree.HashNode(r, p, r);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && CryptographicOperations.FixedTimeEquals(r, root);
    }

    /// <summary>RFC 9162 §2.1.4.2, and the two cases it leaves out: equal sizes need no proof but equal roots, and every tree extends the empty one.</summary>
    public static bool VerifyConsistency(long oldSize, ReadOnlySpan<byte> oldRoot, long size, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (oldSize < 0 || oldSize > size || root.Length != MerkleTree.HashLength)
            return false;
        if (oldSize == 0)
            return proof.Count == 0 && oldRoot.SequenceEqual(MerkleTree.EmptyRoot()) && (size > 0 || root.SequenceEqual(oldRoot));
        if (oldSize == size)
            return proof.Count == 0 && oldRoot.SequenceEqual(root);

        var wholeLeftEdge = BitOperations.IsPow2(oldSize);
        if (oldRoot.Length != MerkleTree.HashLength || proof.Any(p => p.Length != MerkleTree.HashLength) || (proof.Count == 0 && !wholeLeftEdge))
            return false;

        long fn = oldSize - 1, sn = size - 1;
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);

        var first = wholeLeftEdge ? oldRoot : proof[0];
        Span<byte> fr = stackalloc byte[MerkleTree.HashLength];
        Span<byte> sr = stackalloc byte[MerkleTree.HashLength];
        first.CopyTo(fr);
        first.CopyTo(sr);
        foreach (var c in proof.Skip(wholeLeftEdge ? 0 : 1))
        {
            if (sn == 0)
                return false;

            if ((fn & 1) == 1 || fn == sn)
            {
                MerkleTree.HashNode(c, fr, fr);
                MerkleTree.HashNode(c, sr, sr);
                while ((fn & 1) == 0 && fn != 0)
                    (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                MerkleTree.HashNode(sr, c, sr);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && CryptographicOperations.FixedTimeEquals(fr, oldRoot) && CryptographicOperations.FixedTimeEquals(sr, root);
    }

    /// <summary>The largest power of two below <paramref name="n"/>.</summary>
    private static long Split(long n) => (long)BitOperations.RoundUpToPowerOf2((ulong)n) >> 1;
}
