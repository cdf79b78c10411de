using GovernanceConsole.Data;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>To whom an item was put so far.</summary>
internal static class ItemAsks
{
    private static readonly Func<GovernanceDb, string, IAsyncEnumerable<string>> Of = EF.CompileAsyncQuery(
        (GovernanceDb db, string id) => db.ItemAsks.AsNoTracking().Where(a => a.IntentId == id).OrderBy(a => a.At).Select(a => a.Target));

    /// <summary>The targets whose people may answer, with a blank between them: the item's own, or for a tree everything it was put to. Costs nothing for an item without a tree.</summary>
    public static async ValueTask<string> Targets(GovernanceDb db, QueueItem item)
    {
        if (!item.Target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal))
            return item.Target;
        var targets = new List<string>();
        await foreach (var target in Of(db, item.IntentId))
            targets.Add(target);
        return string.Join(' ', targets);
    }

    /// <summary>
    /// The targets whose signatures meet what a policy asks for now. What an item was put to counts where the policy still names the same tree, and of a list of steps what came from a step it still names; a tree that was not
    /// gone through names nobody.
    /// </summary>
    public static async ValueTask<string> Targets(GovernanceDb db, Intent intent, IReadOnlyList<EscalationStep> steps)
    {
        if (Questions.IsPlain(steps))
            return steps[0].To;
        var asks = await db.ItemAsks.AsNoTracking().Where(a => a.IntentId == intent.Id).ToListAsync();
        if (steps is [var only] && await db.QueueItems.AnyAsync(q => q.IntentId == intent.Id && q.Target == only.To))
            return string.Join(' ', asks.Select(ask => ask.Target));
        var named = steps.SelectMany(step => step.To.Split(' ')).Select(to => to == SafetyNet.Owner ? EscalationTarget.Person + intent.OwnerId : to).ToHashSet(StringComparer.Ordinal);
        return string.Join(' ', named.Where(Questions.IsPlain).Concat(asks.Where(ask => named.Contains(ask.Of)).Select(ask => ask.Target)));
    }
}
