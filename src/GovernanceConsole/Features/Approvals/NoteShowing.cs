using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Notes that a card was put before an approver, and when: the page says it from the server's side, once for each document. The start of what is measured when they sign; it changes nothing else.</summary>
internal sealed class NoteShowing(Work work, ReadIntent read)
{
    public async Task<Outcome<Done>> Handle(Actor actor, string intentId, string displayDigest, CancellationToken cancel = default)
    {
        if (!IntentDigest.IsWellFormed(displayDigest) || await read.Handle(actor, intentId, cancel) is not { Intent.Status: IntentStatus.Pending })
            return Domain.Approvals.ApprovalRefusals.NotFound;
        return await work.Do<Done>(actor, async act =>
        {
            if (await act.Lacks(Permission.DecideIntent) is { } lacking)
                return lacking;
            act.Ungoverned("when a card was shown is a measurement; the entry of the signature carries what came of it");
            await act.Db.Statements.Run("INSERT INTO card_showings (\"IntentId\", \"PersonId\", \"DisplayDigest\", \"FirstAt\", \"LastAt\") VALUES (@p0, @p1, @p2, @p3, @p3) "
                + "ON CONFLICT (\"IntentId\", \"PersonId\", \"DisplayDigest\") DO UPDATE SET \"LastAt\" = excluded.\"LastAt\"", intentId, actor.Id, displayDigest, UtcMilliseconds.Of(act.Now));
            return new Done();
        }, cancel);
    }
}
