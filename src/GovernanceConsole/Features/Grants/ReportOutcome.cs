using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Grants;

/// <summary>How it went: <c>succeeded</c>, <c>failed</c> or <c>ambiguous</c>, and a digest of the result where the point has one.</summary>
internal sealed record ReportOutcomeCommand(string GrantId, string Outcome, string? ResultDigest);

/// <summary>The point that redeemed a grant says, once, how the action went. Saying the same again is answered as done.</summary>
internal sealed class ReportOutcome(Work work)
{
    public static readonly IReadOnlyList<string> Outcomes = ["succeeded", "failed", "ambiguous"];

    public Task<Outcome<Done>> Handle(Actor actor, ReportOutcomeCommand command, CancellationToken cancel = default) => work.Do<Done>(actor, async act =>
    {
        var grant = await act.Db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == command.GrantId);
        if (act.Actor.Kind != ActorKind.Point || grant?.RedeemedAt is null || grant.RedeemedById != act.Actor.Id)
            return GrantsRefusals.NotRedeemer;
        if (grant.Outcome is not null)
            return grant.Outcome == command.Outcome && grant.OutcomeDigest == command.ResultDigest ? new Done() : GrantsRefusals.OutcomeTold;
        var told = await act.Db.Grants.Where(g => g.Id == command.GrantId && g.Outcome == null).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.Outcome, command.Outcome)
            .SetProperty(g => g.OutcomeDigest, command.ResultDigest)
            .SetProperty(g => g.OutcomeAt, (DateTime?)act.Now));
        if (told != 1)
            return GrantsRefusals.OutcomeTold;
        act.Audit(AuditTypes.GrantOutcome, grant.Id, new Dictionary<string, string> { ["intent"] = grant.IntentId, ["outcome"] = command.Outcome },
            digests: command.ResultDigest is { } digest ? new Dictionary<string, string> { ["result"] = digest } : null);
        act.Signal(Topics.Intent(grant.IntentId));
        return new Done();
    }, cancel);
}
