using GovernanceConsole.Data;
using GovernanceConsole.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// The tree as it is stored, read tile by tile. What is not stored yet, or no longer whole, is null: a tile is given complete or not at all. Everything else about
/// the tree is computed from tiles, so one proof costs a handful of queries however long the log is.
/// </summary>
internal static class LogTiles
{
    /// <summary>The last signed tree head; null while the log is empty.</summary>
    public static Task<string?> Head(this GovernanceDb db, CancellationToken stop = default) =>
        db.LogCheckpoints.OrderByDescending(c => c.Size).Select(c => c.Note).FirstOrDefaultAsync(stop);

    /// <summary>The hashes of a tile, 32 bytes each.</summary>
    public static async Task<byte[]?> Hashes(this GovernanceDb db, Tile tile, CancellationToken stop = default)
    {
        var (first, end) = (tile.First, tile.First + tile.Width);
        var level = tile.Level * Tile.Height;
        var hashes = tile.Level == 0
            ? await db.LogEntries.Where(e => e.Index >= first && e.Index < end).OrderBy(e => e.Index).Select(e => e.LeafHash).ToListAsync(stop)
            : await db.LogNodes.Where(n => n.Level == level && n.Index >= first && n.Index < end).OrderBy(n => n.Index).Select(n => n.Hash).ToListAsync(stop);
        return hashes.Count == tile.Width && hashes.TrueForAll(h => h.Length == MerkleTree.HashLength) ? [.. hashes.SelectMany(h => h)] : null;
    }

    /// <summary>The entries under a tile of level 0, as tlog-tiles bundles them.</summary>
    public static async Task<byte[]?> Bundle(this GovernanceDb db, Tile tile, CancellationToken stop = default)
    {
        var (first, end) = (tile.First, tile.First + tile.Width);
        var leaves = await db.LogEntries.Where(e => e.Index >= first && e.Index < end).OrderBy(e => e.Index).Select(e => e.Leaf).ToListAsync(stop);
        return leaves.Count == tile.Width ? EntryBundle.Encode(leaves) : null;
    }

    /// <summary>The root of the first <paramref name="size"/> entries as the stored hashes have it; null when some are missing.</summary>
    public static async Task<byte[]?> RootAt(this GovernanceDb db, long size, CancellationToken stop = default) =>
        size == 0 ? MerkleTree.EmptyRoot() : (await db.Build(ProofPlan.Root(size), stop))?[0];

    /// <summary>The proof that an entry stands under a signed tree head; null when it does not, or not with the hashes that are stored.</summary>
    public static async Task<TlogProof?> Prove(this GovernanceDb db, long index, string head, CancellationToken stop = default)
    {
        var note = SignedNote.Parse(head);
        if (note.IsRefused || Checkpoint.Parse(note.Value.Text) is not { IsRefused: false } checkpoint || index < 0 || index >= checkpoint.Value.Size)
            return null;
        var hashes = await db.Build(Proofs.PlanInclusion(index, checkpoint.Value.Size), stop);
        return hashes is null ? null : new TlogProof(index, hashes, head);
    }

    private static async Task<IReadOnlyList<byte[]>?> Build(this GovernanceDb db, ProofPlan plan, CancellationToken stop)
    {
        var tiles = new Dictionary<Tile, byte[]>();
        foreach (var tile in plan.Tiles())
        {
            if (await db.Hashes(tile, stop) is not { } hashes)
                return null;
            tiles.Add(tile, hashes);
        }

        return plan.Build(tile => tiles[tile]);
    }
}
