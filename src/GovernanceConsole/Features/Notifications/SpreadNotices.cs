using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>
/// Takes what stands in the outbox to the people it is for: a notice in each one's inbox and a delivery for each channel that takes it, and the row is gone, in one commit. A few rows an act, so that declarations come in between;
/// a row that fails is left out, tried alone, and put off.
/// </summary>
internal sealed class SpreadNotices(Database database, Work work, PolicyAuthors authors, ILogger<SpreadNotices> log)
{
    private const int InOneAct = 32;
    private const int InOneRun = 2048;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    public async Task Run(CancellationToken stop)
    {
        var now = work.Now();
        await using var db = database.Read();
        var due = await db.Outbox.Where(e => e.DueAt <= now).OrderBy(e => e.DueAt).ThenBy(e => e.Id).Take(InOneRun).Select(e => e.Id).ToListAsync(stop);
        foreach (var ids in due.Chunk(InOneAct))
            await Do(ids, stop);
    }

    private async Task Do(string[] ids, CancellationToken stop)
    {
        try
        {
            await work.Do<Done>(Actor.Console, act => Spread(act, ids), stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && ids.Length > 1)
        {
            log.LogError(fault, "{Count} entries of the outbox could not be spread together; each is tried alone", ids.Length);
            foreach (var id in ids)
                await Do([id], stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "The outbox entry {Entry} could not be spread; it is tried again", ids[0]);
            await work.Do<Done>(Actor.Console, async act =>
            {
                act.Ungoverned("it is only put off");
                await act.Db.Outbox.Where(e => e.Id == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, act.Now + Later));
                return new Done();
            }, stop);
        }
    }

    private async Task<Outcome<Done>> Spread(Act act, string[] ids)
    {
        act.Ungoverned("whom a question is put to was logged when it was put; this only tells them");
        var entries = await act.Db.Outbox.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync();
        var board = await act.Kept(EscalationBoard.Read);
        var agents = await act.Kept(Registry.Agents);
        var authorship = await authors.Of(act);
        var told = new Telling(act, await act.Kept(Channels.Read));
        var subjects = entries.Select(e => e.SubjectId).Distinct(StringComparer.Ordinal).ToList();
        var items = await act.Db.QueueItems.AsNoTracking().Where(q => subjects.Contains(q.IntentId) && q.State == QueueState.Open).ToDictionaryAsync(q => q.IntentId, StringComparer.Ordinal);
        var held = (await act.Db.Intents.Where(i => subjects.Contains(i.Id) && i.Held).Select(i => i.Id).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        await told.Know(items.Keys);

        IReadOnlyList<string>? operators = null;
        List<string> done = [], later = [];
        foreach (var entry in entries)
        {
            var item = items.GetValueOrDefault(entry.SubjectId);
            if (item is not null && held.Contains(entry.SubjectId))
            {
                later.Add(entry.Id);
                continue;
            }

            done.Add(entry.Id);
            switch (entry.Kind)
            {
                case OutboxKind.Question when item is not null:
                    foreach (var asked in Asked(entry.Targets, item))
                        told.Ask(asked.PersonId, item, asked.StandsIn.Count > 0 ? NoticeRoute.StandsIn : entry.Route);
                    told.Organisation(entry.Targets, Telling.About(item, entry.Route) with { ToOne = false });
                    break;
                case OutboxKind.Late when item is not null:
                    foreach (var id in operators ??= await Operators(act))
                        told.Tell(id, $"Nobody has answered in time: {item.Consequence}", Telling.About(item, NoticeRoute.Late));
                    told.Organisation(entry.Targets, Telling.About(item, NoticeRoute.Late) with { ToOne = false });
                    break;
                case OutboxKind.Absence:
                    foreach (var (waiting, away) in await WaitingFor(act, entry.SubjectId, told))
                        foreach (var asked in Asked(EscalationTarget.Person + away, waiting).Where(a => a.PersonId != away))
                            told.Ask(asked.PersonId, waiting, NoticeRoute.StandsIn);
                    break;
                case OutboxKind.Joined:
                    var (open, somethingHeld) = await WaitingAt(act, entry.Targets, told);
                    foreach (var waiting in open)
                        foreach (var asked in Asked(EscalationTarget.Person + entry.SubjectId, waiting).Where(a => a.PersonId == entry.SubjectId))
                            told.Ask(asked.PersonId, waiting, entry.Route);
                    // Asked again when it is let go; what was put to them by then is not put to them twice.
                    if (somethingHeld && done.Remove(entry.Id))
                        later.Add(entry.Id);
                    break;
                case OutboxKind.Notice when await act.Db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == entry.SubjectId) is { } notice:
                    told.Own(notice, new Message(notice.Route, notice.Path ?? Ui.Links.Inbox));
                    break;
                case OutboxKind.Announcement:
                    told.Organisation("", new Message(entry.Route, Page(entry), ToOne: false));
                    break;
            }
        }

        await act.Db.Outbox.Where(e => done.Contains(e.Id)).ExecuteDeleteAsync();
        if (later.Count > 0)
            await act.Db.Outbox.Where(e => later.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.DueAt, act.Now + Later));
        return new Done();

        IReadOnlyList<Asked> Asked(string targets, QueueItem item) =>
            AskedPeople.Of(new EscalationLevel(targets.Split(' '), EscalationClock.LeastSeconds, []), act.Now, board.At(act.Now, EscalateItemsSweep.Behind(item, agents, authorship))).Asked;
    }

    private static string Page(OutboxEntry announced) => announced.Route switch
    {
        NoticeRoute.BreakGlass => Ui.Links.Episode(announced.SubjectId),
        NoticeRoute.Incident => Ui.Links.Incident(announced.SubjectId),
        _ => Ui.Links.Stop(announced.SubjectId),
    };

    private static async Task<IReadOnlyList<string>> Operators(Act act) =>
        await act.Db.People.Where(p => p.SuspendedAt == null && act.Db.RoleHoldings.Any(h => h.PersonId == p.Id && h.Role == Role.Operator && h.FromAt <= act.Now && (h.UntilAt == null || h.UntilAt > act.Now))).Select(p => p.Id).ToListAsync();

    /// <summary>Open items that were put to one of these targets, and whether more of them are held.</summary>
    private static async Task<(IReadOnlyList<QueueItem> Open, bool SomethingHeld)> WaitingAt(Act act, string targets, Telling told)
    {
        var names = targets.Split(' ');
        var plain = (await act.Db.QueueItems.Where(q => q.State == QueueState.Open && !q.Target.StartsWith(EscalationTarget.Tree)).Select(q => new { q.IntentId, q.Target }).ToListAsync())
            .Where(item => item.Target.Split(' ').Intersect(names, StringComparer.Ordinal).Any()).Select(item => item.IntentId).ToList();
        var items = await (from q in act.Db.QueueItems.AsNoTracking()
                           join intent in act.Db.Intents on q.IntentId equals intent.Id
                           where q.State == QueueState.Open && (plain.Contains(q.IntentId) || act.Db.ItemAsks.Any(a => a.IntentId == q.IntentId && names.Contains(a.Target)))
                           select new { Item = q, intent.Held }).ToListAsync();
        var open = items.Where(found => !found.Held).Select(found => found.Item).ToList();
        await told.Know(open.Select(item => item.IntentId));
        return (open, open.Count < items.Count);
    }

    /// <summary>Open items that somebody who is away now was asked about.</summary>
    private static async Task<IReadOnlyList<(QueueItem Item, string Away)>> WaitingFor(Act act, string absenceId, Telling told)
    {
        if (await act.Db.Absences.AsNoTracking().SingleOrDefaultAsync(a => a.Id == absenceId && a.FromAt <= act.Now && a.UntilAt > act.Now) is not { } absence)
            return [];
        var items = await act.Db.QueueItems.AsNoTracking().Where(q => q.State == QueueState.Open && act.Db.Notices.Any(n => n.PersonId == absence.PersonId && n.IntentId == q.IntentId)).ToListAsync();
        await told.Know(items.Select(item => item.IntentId));
        return items.ConvertAll(item => (item, absence.PersonId));
    }
}
