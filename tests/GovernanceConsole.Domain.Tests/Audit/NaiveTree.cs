using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Tests.Audit;

/// <summary>RFC 6962 §2.1 word for word: recursive, over all leaves, slow. What the console's tree is measured against; shares no code with it.</summary>
internal static class NaiveTree
{
    public static byte[] Leaf(byte[] data) => SHA256.HashData([0, .. data]);

    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        var n => Node(Root(leaves[..Split(n)]), Root(leaves[Split(n)..])),
    };

    public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> d)
    {
        if (d.Length == 1)
            return [];
        var k = Split(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    public static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> d) => SubProof(m, d, true);

    private static List<byte[]> SubProof(int m, ReadOnlySpan<byte[]> d, bool b)
    {
        if (m == d.Length)
            return b ? [] : [Root(d)];
        var k = Split(d.Length);
        return m <= k ? [.. SubProof(m, d[..k], b), Root(d[k..])] : [.. SubProof(m - k, d[k..], false), Root(d[..k])];
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
