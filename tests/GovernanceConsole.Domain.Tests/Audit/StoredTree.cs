using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

/// <summary>What a log keeps of its tree (leaf hashes and the nodes its frontier reports), read tile by tile as a database would.</summary>
internal sealed class StoredTree
{
    private readonly byte[][] _leaves;
    private readonly Dictionary<(int Level, long Index), byte[]> _nodes = [];

    public StoredTree(int size)
    {
        _leaves = [.. Enumerable.Range(0, size).Select(i => NaiveTree.Leaf([(byte)i, (byte)(i >> 8)]))];
        var frontier = new MerkleFrontier();
        var completed = new List<MerkleNode>();
        foreach (var leaf in _leaves)
            frontier.Append(leaf, completed);
        foreach (var (level, index, hash) in completed)
            _nodes.Add((level, index), hash);
    }

    public byte[] Leaf(int index) => _leaves[index];

    public ReadOnlySpan<byte[]> First(int size) => _leaves.AsSpan(0, size);

    public byte[] Read(Tile tile) =>
        [.. Enumerable.Range(0, tile.Width).SelectMany(i => tile.Level == 0 ? _leaves[tile.First + i] : _nodes[(tile.Level * Tile.Height, tile.First + i)])];
}
