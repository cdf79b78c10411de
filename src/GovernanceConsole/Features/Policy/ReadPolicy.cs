using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>A rule as it stands, how often it decided in the last thirty days, and how many people could answer it.</summary>
internal sealed record RuleView(ThresholdTable.Rule Rule, int Decided, int? Eligible);

/// <summary>The active policy: which bundle, and its rules by intent type.</summary>
internal sealed record PolicyView(PolicyBundleId Bundle, string Engine, IReadOnlyList<(string Type, IReadOnlyList<RuleView> Rules)> Types, DateTime Since);

/// <summary>Reads the active policy for whoever may see policies. Changes nothing.</summary>
internal sealed class ReadPolicy(PolicyBundle bundle, Database database, Work work)
{
    public async Task<Outcome<PolicyView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var since = now.AddDays(-30);
        var counts = await db.PolicyDecisions.Where(d => d.EvaluatedAt >= since && d.Phase == "declared").GroupBy(d => d.Rules).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var decided = counts.SelectMany(c => c.Key.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(rule => (rule, c.Count)))
            .GroupBy(p => p.rule, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(p => p.Count), StringComparer.Ordinal);
        var approvers = await (from holding in db.RoleHoldings
                               where holding.Role == Role.Approver && holding.UntilAt == null && db.People.Any(p => p.Id == holding.PersonId && p.SuspendedAt == null && p.EnrolledAt != null)
                               select holding.PersonId).Distinct().ToListAsync(cancel);
        var members = (await db.GroupMemberships.Where(m => m.UntilAt == null).Select(m => new { m.PersonId, m.Group }).ToListAsync(cancel)).ToLookup(m => m.PersonId, m => m.Group, StringComparer.Ordinal);
        int Eligible(string? target) => approvers.Count(id => SeparationOfDuties.Targets(target ?? SafetyNet.EveryApprover, members[id].ToHashSet(StringComparer.Ordinal)));
        return new PolicyView(bundle.Engine.Bundle, bundle.Engine.EngineId,
            [.. bundle.Table.Types.Select(t => (t.Key, (IReadOnlyList<RuleView>)[.. t.Value.Select(rule => new RuleView(rule, decided.GetValueOrDefault(rule.Id), rule.Effect == Effect.Escalate ? Eligible(rule.To) : null))]))], since);
    }
}
