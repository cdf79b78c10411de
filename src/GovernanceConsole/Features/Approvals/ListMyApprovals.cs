using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A signature of one's own and what became of its intent.</summary>
internal sealed record MyApproval(string IntentId, string Consequence, Risk Risk, ApprovalVerdict Verdict, DateTime SignedAt, bool Practice, IntentStatus Status, bool Drill);

/// <summary>A page of them, newest first, and where the next begins.</summary>
internal sealed record MyApprovals(IReadOnlyList<MyApproval> Items, string? Next);

/// <summary>Lists what the actor has signed, and nobody else's. By keyset: an old page costs what a new one does. A place that cannot be read is the beginning.</summary>
internal sealed class ListMyApprovals(Database database, Work work)
{
    private const int PageSize = 50;

    public async Task<Outcome<MyApprovals>> Handle(Actor actor, string? after, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.DecideIntent, work.Now()) is { } refusal)
            return refusal;
        var signed = db.SignedApprovals.Where(a => a.PersonId == actor.Id);
        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253_402_300_799_000)
        {
            var before = DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime;
            signed = signed.Where(a => a.SignedAt < before);
        }
        var rows = await signed.OrderByDescending(a => a.SignedAt).Take(PageSize + 1)
            .Join(db.Intents, a => a.IntentId, i => i.Id, (a, i) => new { a.IntentId, i.Consequence, i.Risk, a.Verdict, a.SignedAt, a.Practice, i.Status, Drill = i.IsDrill && i.Status != IntentStatus.Pending })
            .OrderByDescending(row => row.SignedAt).ToListAsync(cancel);
        var items = rows.Take(PageSize).Select(row => new MyApproval(row.IntentId, row.Consequence, row.Risk, row.Verdict, row.SignedAt, row.Practice, row.Status, row.Drill)).ToList();
        return new MyApprovals(items, rows.Count > PageSize ? new DateTimeOffset(items[^1].SignedAt).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : null);
    }
}
