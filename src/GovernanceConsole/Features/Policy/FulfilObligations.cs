using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy;

/// <summary>
/// Does what a decision obliges the console to, within the act that carries the decision: both are durable, or neither is. At redemption what was done at declaration is not done twice. An obligation that cannot be
/// honoured, because nobody is there to be told, does not keep the others from it.
/// </summary>
internal static class FulfilObligations
{
    /// <returns>The obligations that are honoured, and of the first that is not, why.</returns>
    public static async Task<(IReadOnlyList<Obligation> Honoured, string? Unmet)> Handle(Act act, string intentId, string ownerId, IReadOnlyList<Obligation> obligations)
    {
        if (obligations.Count == 0)
            return ([], null);
        var done = await Done(act, intentId);
        var honoured = new List<Obligation>(obligations.Count);
        foreach (var obligation in obligations)
            if (done.Contains(obligation) || Tell(act, intentId, await People(act, ownerId, obligation.To), obligation.Body))
                honoured.Add(obligation);
        return (honoured, obligations.Except(honoured).FirstOrDefault() is { } unmet ? $"its obligation '{unmet.Id}' tells '{unmet.To}', and nobody is there" : null);
    }

    private static bool Tell(Act act, string intentId, List<string> people, string body)
    {
        // What a policy says may repeat what an agent said.
        foreach (var personId in people)
            Notices.Tell(act, personId, $"Policy lets you know, about the intent {intentId}: {TextSafety.Show(body, TextUse.Line).Plain}", NoticeRoute.Policy, Links.Intent(intentId));
        return people.Count > 0;
    }

    /// <summary>What earlier decisions on the intent obliged to.</summary>
    private static async Task<HashSet<Obligation>> Done(Act act, string intentId) =>
        [.. (await act.Db.PolicyDecisions.AsNoTracking().Where(d => d.IntentId == intentId).Select(d => d.Document).ToListAsync()).SelectMany(document => DecisionDocument.Read(document).Obligations)];

    private static Task<List<string>> People(Act act, string ownerId, string to)
    {
        var (now, active) = (act.Now, act.Db.People.AsNoTracking().Where(p => p.SuspendedAt == null && p.EnrolledAt != null).Select(p => p.Id));
        var named = to switch
        {
            Obligation.Owner => active.Where(id => id == ownerId),
            SafetyNet.EveryApprover => active.Where(id => act.Db.RoleHoldings.Any(h => h.PersonId == id && h.Role == Role.Approver && h.FromAt <= now && (h.UntilAt == null || h.UntilAt > now))),
            _ when to.StartsWith(Obligation.PersonPrefix, StringComparison.Ordinal) => One(active, to[Obligation.PersonPrefix.Length..]),
            _ => Members(act, active, to[SeparationOfDuties.GroupPrefix.Length..]),
        };
        return named.ToListAsync();
    }

    private static IQueryable<string> One(IQueryable<string> active, string personId) => active.Where(id => id == personId);

    private static IQueryable<string> Members(Act act, IQueryable<string> active, string group)
    {
        var now = act.Now;
        return active.Where(id => act.Db.GroupMemberships.Any(m => m.PersonId == id && m.Group == group && m.FromAt <= now && (m.UntilAt == null || m.UntilAt > now)));
    }
}
