using System.Text;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// An entry with all there is about it. <see cref="Entry"/> is read from the leaf, not from columns; null when the leaf cannot be read. <see cref="HashHolds"/>, <see cref="DetailHolds"/> and
/// <see cref="Proof"/> are checked as the page is made: the proof is null when it does not lead to the signed head.
/// </summary>
public sealed record EntryView(long Index, string Leaf, string LeafHash, AuditEntry? Entry, string? Detail, bool HashHolds, bool DetailHolds, TlogProof? Proof, long Size, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>True when the leaf commits to a detail that is no longer there.</summary>
    public bool DetailErased => Detail is null && Entry?.Digests.ContainsKey(AuditEntry.DetailDigest) == true;
}

/// <summary>Shows one entry and proves it against the head of this moment.</summary>
internal sealed class ShowEntry(Database database, LogKey key, Work work)
{
    public async Task<Outcome<EntryView>> Do(Actor actor, long index, CancellationToken stop = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAudit, work.Now()) is { } refusal)
            return refusal;
        if (await db.LogEntries.SingleOrDefaultAsync(e => e.Index == index, stop) is not { } row)
            return AuditFeatureRefusals.NoEntry;

        var parsed = EntryV1.Parse(row.Leaf, index);
        var entry = parsed.IsRefused ? null : parsed.Value;
        var stored = await db.AuditDetails.SingleOrDefaultAsync(d => d.Index == index, stop);
        var detail = stored is { Salt: { } salt, Detail: { } json } ? new SaltedDetail(salt, json) : null;
        var proof = await db.Head(stop) is { } head ? await db.Prove(index, head, stop) : null;
        var proven = proof?.Verify(row.Leaf, key.Public);
        var ids = entry is null ? [] : entry.Ids.Values.Append(entry.ActorId).Append(entry.SubjectId);

        return new EntryView(index, Encoding.UTF8.GetString(row.Leaf), Convert.ToHexStringLower(row.LeafHash), entry,
            detail is null ? null : Encoding.UTF8.GetString(detail.Json),
            HashHolds: MerkleTree.HashLeaf(row.Leaf).AsSpan().SequenceEqual(row.LeafHash),
            DetailHolds: detail is null || detail.Digest == entry?.Digests.GetValueOrDefault(AuditEntry.DetailDigest),
            Proof: proven is { IsRefused: false } ? proof : null,
            Size: proven is { IsRefused: false } ? proven.Value.Size : 0,
            await db.NamesOf(ids, stop));
    }
}
