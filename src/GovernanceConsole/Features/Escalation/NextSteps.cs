using GovernanceConsole.Data;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Policy;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>When a question goes on to others if nobody answers, and to whom, in words.</summary>
public sealed record NextStep(DateTime At, string Whom);

/// <summary>Foresees the next step of open items with the very rule that will take it: people as they stand now, calendars as they will be then. Costs nothing for items whose question goes nowhere.</summary>
internal static class NextSteps
{
    private const int Named = 3;

    /// <summary>By intent; an item that nobody new is asked about is missing.</summary>
    public static async Task<IReadOnlyDictionary<string, NextStep>> Of(GovernanceDb db, IReadOnlyCollection<string> intentIds, Authorship authorship, DateTime now)
    {
        var waiting = await (from escalation in db.ItemEscalations.AsNoTracking()
                             join intent in db.Intents on escalation.IntentId equals intent.Id
                             join item in db.QueueItems.AsNoTracking() on escalation.IntentId equals item.IntentId
                             where intentIds.Contains(escalation.IntentId) && escalation.NextAt != null && escalation.LookAt != null && !intent.Held
                             select new { escalation, item }).ToListAsync();
        if (waiting.Count == 0)
            return new Dictionary<string, NextStep>();
        var board = await EscalationBoard.Read(db);
        var agents = await Registry.Agents(db);
        var names = await db.People.Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal);
        var steps = new Dictionary<string, NextStep>(StringComparer.Ordinal);
        foreach (var one in waiting)
        {
            var (tree, due) = (EscalationTree.Parse(one.escalation.Tree), one.escalation.NextAt!.Value);
            var stage = EscalationClock.Next(tree, one.escalation.Position, due, one.escalation.DeadlineAt, board.At(now, EscalateItemsSweep.Behind(one.item, agents, authorship)));
            if (stage is not null)
                steps[one.escalation.IntentId] = new NextStep(due, Whom(stage.People, names));
        }

        return steps;
    }

    private static string Whom(AskedPeople people, Dictionary<string, string> names)
    {
        var all = people.Asked.Select(asked => asked.Why switch
        {
            AskReason.Everybody => "every approver",
            AskReason.GroupMember => $"the group {EscalationTarget.Name(asked.Target, EscalationTarget.Group)}",
            AskReason.OnCall => $"{names.GetValueOrDefault(asked.PersonId, "somebody unknown")} (on call)",
            _ => names.GetValueOrDefault(asked.PersonId, "somebody unknown"),
        }).Distinct(StringComparer.Ordinal).ToList();
        return all.Count switch
        {
            0 => "nobody, as things stand",
            <= Named => string.Join(", ", all),
            _ => $"{string.Join(", ", all.Take(Named))} and {all.Count - Named} more",
        };
    }
}
