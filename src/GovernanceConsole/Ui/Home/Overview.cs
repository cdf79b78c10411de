using GovernanceConsole.Data;
using GovernanceConsole.Demo.Tour;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Features.Queue.Pages;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui.Parts;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Ui.Home;

/// <summary>Reads what the overview says to one visitor. Costs the same whatever waits: counts are capped, lists short.</summary>
internal sealed class Overview(Database database, Work work, Place place, ListQueue list, ReadQueueItems items, PolicyAuthors authors, DemoTour? tour = null)
{
    private const int Shown = 5;
    private const int MostCounted = 5000;

    /// <summary>Null for nobody.</summary>
    /// <param name="steps">Which of the demo's last two steps this browser has taken.</param>
    public async Task<HomeFacts?> For(Standing? standing, IReadOnlyCollection<string> steps, CancellationToken cancel)
    {
        if (standing is null)
            return null;
        var me = standing.Person.Id;
        var actor = Actor.Person(me);
        var approver = standing.Roles.Contains(Role.Approver);
        var page = await list.Handle(actor, new QueueQuery(approver ? QueueView.Mine : QueueView.All, Take: Shown), cancel);
        var counts = await list.Count(actor, cancel);
        await using var db = database.Read();
        var rows = page.IsRefused ? [] : await Rows(actor, [.. page.Value.Items.Select(item => item.IntentId)], cancel);
        return new HomeFacts
        {
            Name = standing.Person.Name,
            IsApprover = approver,
            NeedYou = rows,
            NeedYouInAll = counts.IsRefused ? rows.Count : approver ? counts.Value.Mine : counts.Value.Open,
            DueSoon = counts.IsRefused || !approver ? 0 : counts.Value.MineSoon,
            Troubles = [.. await Troubles(db, standing, cancel), .. await FewOperators(db, standing)],
            Notices = [.. (await db.Notices.Where(n => n.PersonId == me && n.ReadAt == null && n.IntentId == null).OrderByDescending(n => n.At).Take(5).ToListAsync(cancel)).Select(n => new HomeNotice(n.Id, n.Text, n.At))],
            Today = await Today(db, cancel),
            LogSize = await db.LogStates.Select(s => s.Size).FirstOrDefaultAsync(cancel),
            LogSealedAt = await db.LogEntries.OrderByDescending(e => e.Index).Select(e => (DateTime?)e.At).FirstOrDefaultAsync(cancel),
            LogTrouble = work.ReadOnlyBecause,
            MayReadLog = standing.Allows(Permission.ReadAudit),
            Steps = tour is null ? null : (await tour.Of(me, steps, cancel)).Steps,
        };
    }

    private async Task<List<QueueRow>> Rows(Actor actor, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var standing = await items.Handle(actor, ids, cancel);
        return standing.IsRefused ? [] : [.. standing.Value.OrderBy(item => ids.ToList().IndexOf(item.Item.IntentId)).Select(QueueRow.Of)];
    }

    /// <summary>Whom to invite, before an agent is refused because nobody could ever sign.</summary>
    private async Task<List<HomeTrouble>> Troubles(GovernanceDb db, Standing standing, CancellationToken cancel)
    {
        var mends = standing.Allows(Permission.ManagePeople);
        var (words, href) = mends ? ("Invite somebody", Links.Invite) : ((string?)null, (string?)null);
        var people = await Candidates.All(db, work.Now());
        if (people.Count == 0)
            return [new HomeTrouble("Nobody can sign yet.", "No approver has enrolled a passkey, so whatever policy wants a person to decide is refused at once. Invite two approvers at least: nobody signs for an agent of their own.", words, href)];
        var owners = await (from agent in db.Agents join person in db.People on agent.OwnerId equals person.Id where agent.SuspendedAt == null select new { person.Id, person.Name }).Distinct().Take(200).ToListAsync(cancel);
        var made = await authors.Of(db);
        var alone = owners.Where(owner => !SeparationOfDuties.CanMeet(new ApprovalGate(SafetyNet.EveryApprover, Requirement.Default, new RequesterChain([owner.Id], made.Now)), people)).Select(owner => owner.Name).Order(StringComparer.Ordinal).ToList();
        return alone.Count == 0 ? [] : [new HomeTrouble($"Nobody can sign for agents of {string.Join(", ", alone)}.",
            "The owner does not count, nor whoever made the policy in force, nor a passkey that came with the owner's invitation. What those agents declare is refused when it needs a person. Invite another approver.", words, href)];
    }

    /// <summary>Told early, because once it has happened nobody can help: recovery takes one operator who proposes and another who signs. A demo's people are made up.</summary>
    private async Task<HomeTrouble[]> FewOperators(GovernanceDb db, Standing standing) => place.Demo || !standing.Allows(Permission.ManagePeople) ? [] : await Operators.Active(db, work.Now()) switch
    {
        1 => [new HomeTrouble("You are the only operator.", "If you lose every passkey, nobody can let you back in. Invite two more people and give them the operator's role; enrol a second passkey of your own meanwhile.", "Invite an operator", Links.Invite, NoticeKind.Note)],
        2 => [new HomeTrouble("Two operators are one too few.", "If one of you loses every passkey, nobody can let them back in: that takes two other operators, one who proposes it and one who signs. Invite a third.", "Invite a third", Links.Invite, NoticeKind.Note)],
        _ => [],
    };

    private async Task<IReadOnlyList<(string, long, string?)>> Today(GovernanceDb db, CancellationToken cancel)
    {
        var since = work.Now().AddHours(-24);
        var byStatus = await db.Intents.OrderByDescending(i => i.Sequence).Take(MostCounted).Where(i => i.DeclaredAt >= since && !(i.IsDrill && i.Status != IntentStatus.Pending)).GroupBy(i => i.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        long Of(params IntentStatus[] which) => byStatus.Where(s => which.Contains(s.Key)).Sum(s => s.Count);
        return
        [
            ("Declared by agents", byStatus.Sum(s => s.Count), null),
            ("Waiting for people", Of(IntentStatus.Pending), Links.Queue + "?tab=all"),
            ("Granted, not used yet", Of(IntentStatus.Granted), null),
            ("Redeemed by a tool", Of(IntentStatus.Redeemed), null),
            ("Denied", Of(IntentStatus.Denied), Links.Queue + "?tab=history"),
            ("Ended without a decision or unused", Of(IntentStatus.Expired, IntentStatus.Withdrawn, IntentStatus.Revoked), null),
        ];
    }
}
