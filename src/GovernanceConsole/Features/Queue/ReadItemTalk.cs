using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Queue;

/// <summary>What stands beside a card: who is asked next, to whom it was passed, what people asked and answered, and for whoever may do that, to whom it could be passed and who could be asked.</summary>
/// <param name="IsOpen">It waits for people.</param>
/// <param name="Next">Who is asked next, and when; null when nobody new is.</param>
/// <param name="IsHeld">A stop holds it: its levels' clocks stand still.</param>
/// <param name="Handovers">First to last.</param>
/// <param name="Questions">First to last.</param>
/// <param name="MayAct">The reader may pass it on, and ask.</param>
/// <param name="Takers">Targets and names it could be passed to.</param>
/// <param name="Askable">People and names who could be asked.</param>
public sealed record ItemTalk(
    bool IsOpen, NextStep? Next, bool IsHeld, IReadOnlyList<ItemHandover> Handovers, IReadOnlyList<ItemQuestion> Questions, bool MayAct, IReadOnlyList<(string Target, string Name)> Takers,
    IReadOnlyList<(string Id, string Name)> Askable);

/// <summary>Reads it for whoever may see the queue and was shown the card. Changes nothing.</summary>
internal sealed class ReadItemTalk(Database database, Work work, PolicyAuthors authors)
{
    public async Task<Outcome<ItemTalk>> Handle(Actor actor, string intentId, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadQueue, now) is { } refusal)
            return refusal;
        if (await db.QueueItems.SingleOrDefaultAsync(q => q.IntentId == intentId, cancel) is not { } item || await Standing.Of(db, actor.Id, now) is not { } standing)
            return ItemRefusals.NotFound;
        var asked = (await AnswersFor.At(db, actor.Id, now, cancel)).Holds(await ItemAsks.Targets(db, item));
        var reads = standing.Roles.Contains(Role.Operator) || standing.Roles.Contains(Role.Auditor) || asked || await db.SignedApprovals.AnyAsync(a => a.IntentId == intentId && a.PersonId == actor.Id, cancel);
        if (!reads)
            return ItemRefusals.NotFound;

        var isOpen = item.State == QueueState.Open;
        var mayAct = isOpen && item.DueAt > now && standing.Allows(Permission.PassOnItem) && (asked || standing.Allows(Permission.ManagePolicy));
        var held = isOpen && await db.Intents.AnyAsync(i => i.Id == intentId && i.Held, cancel);
        var handovers = await db.ItemHandovers.Where(h => h.IntentId == intentId).OrderBy(h => h.At).ToListAsync(cancel);
        var questions = await db.ItemQuestions.Where(q => q.IntentId == intentId).OrderBy(q => q.AskedAt).ToListAsync(cancel);
        var next = isOpen && !held ? (await NextSteps.Of(db, [intentId], await authors.Of(db), now)).GetValueOrDefault(intentId) : null;
        if (!mayAct)
            return new ItemTalk(isOpen, next, held, handovers, questions, false, [], []);

        var chain = await ItemReach.Behind(db, item, await Registry.Agents(db), await authors.Of(db));
        var everybody = await ItemReach.Everybody(db, item, (await EscalationBoard.Read(db)).At(now, ItemReach.Unaskable(item, chain)));
        var eligible = await ItemReach.Eligible(db, item, await Candidates.Read(db), everybody, chain, now);
        var names = await db.People.Where(p => p.EnrolledAt != null && p.SuspendedAt == null).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).Take(500).ToListAsync(cancel);
        var able = eligible.Where(c => c.PersonId != actor.Id).Select(c => c.PersonId).ToHashSet(StringComparer.Ordinal);
        var groups = everybody.Select(reached => EscalationTarget.Name(reached.Target, EscalationTarget.Group)).OfType<string>().Where(group => eligible.Any(c => c.PersonId != actor.Id && c.Groups.Contains(group)));
        return new ItemTalk(isOpen, next, held, handovers, questions, true,
            [.. names.Where(n => able.Contains(n.Id)).Select(n => (EscalationTarget.Person + n.Id, n.Name)), .. groups.Order(StringComparer.Ordinal).Select(g => (EscalationTarget.Group + g, $"the group {g}"))],
            [.. names.Where(n => n.Id != actor.Id).Select(n => (n.Id, n.Name))]);
    }
}
