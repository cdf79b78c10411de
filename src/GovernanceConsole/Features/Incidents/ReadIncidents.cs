using System.Globalization;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Incidents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Incidents;

/// <summary>Something in the log that might be an incident, and belongs to none yet.</summary>
public sealed record IncidentSignal(long Index, DateTime At, string Words, string About);

/// <summary>Incidents and the signals of the last week.</summary>
public sealed record IncidentsView(IReadOnlyList<Incident> Open, IReadOnlyList<Incident> Closed, IReadOnlyList<IncidentSignal> Signals, bool ReaderManages);

/// <summary>One incident with all that is known of it.</summary>
public sealed record IncidentFile(Incident Incident, IReadOnlyList<IncidentStep> Steps, IReadOnlyList<IncidentLink> Links, IReadOnlyDictionary<string, string> Names, IReadOnlyList<(string Id, string Name)> People, bool ReaderManages);

/// <summary>Reads incidents for people. Changes nothing. A signal is an entry of the log, so nothing that was noticed can be quietly dropped.</summary>
internal sealed class ReadIncidents(Database database, Work work)
{
    private const int Most = 50;
    private static readonly string[] Telling = [AuditTypes.EscalationBreached, AuditTypes.BreakGlassReviewLate, AuditTypes.PasskeyRefused, AuditTypes.AnomalyNoted];

    public async Task<Outcome<IncidentsView>> List(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadIncidents, now) is { } refusal)
            return refusal;
        var manages = await db.Lacks(actor, Permission.ManageIncidents, now) is null;
        return new IncidentsView(
            await db.Incidents.Where(i => i.ClosedAt == null).OrderByDescending(i => i.OpenedAt).ToListAsync(cancel),
            await db.Incidents.Where(i => i.ClosedAt != null).OrderByDescending(i => i.OpenedAt).Take(Most).ToListAsync(cancel),
            manages ? await Signals(db, now, cancel) : [], manages);
    }

    public async Task<Outcome<IncidentFile>> One(Actor actor, string id, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadIncidents, now) is { } refusal)
            return refusal;
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } incident)
            return IncidentRefusals.NotFound;
        var steps = await db.IncidentSteps.Where(s => s.IncidentId == id).OrderBy(s => s.Stage).ToListAsync(cancel);
        var links = await db.IncidentLinks.Where(l => l.IncidentId == id).OrderBy(l => l.At).ToListAsync(cancel);
        var names = await db.NamesOf(steps.SelectMany(s => new[] { s.OwnerId, s.DoneById ?? "" }).Concat(links.Select(l => l.Reference)).Append(incident.OpenedById).Append(incident.ClosedById ?? ""), cancel);
        var people = await db.People.Where(p => p.SuspendedAt == null && p.EnrolledAt != null).OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(cancel);
        return new IncidentFile(incident, steps, links, names, [.. people.Select(p => (p.Id, p.Name))], await db.Lacks(actor, Permission.ManageIncidents, now) is null);
    }

    private static async Task<IReadOnlyList<IncidentSignal>> Signals(GovernanceDb db, DateTime now, CancellationToken cancel)
    {
        var since = now.AddDays(-7);
        var rows = await db.LogEntries.Where(e => Telling.Contains(e.Type) && e.At >= since).OrderByDescending(e => e.Index).Take(Most).Select(e => new { e.Index, e.At, e.Type, e.SubjectId }).ToListAsync(cancel);
        var taken = (await db.IncidentLinks.Where(l => l.Kind == IncidentLinkKind.Entry).Select(l => l.Reference).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var names = await db.NamesOf(rows.Select(r => r.SubjectId), cancel);
        return [.. rows.Where(r => !taken.Contains(r.Index.ToString(CultureInfo.InvariantCulture))).Select(r => new IncidentSignal(r.Index, r.At, Words(r.Type), names.GetValueOrDefault(r.SubjectId, r.SubjectId)))];
    }

    private static string Words(string type) => type switch
    {
        AuditTypes.EscalationBreached => "Nobody answered in time",
        AuditTypes.BreakGlassReviewLate => "A break-glass review is overdue",
        AuditTypes.PasskeyRefused => "A passkey was refused",
        _ => "A tool sent other parameters than those that were approved",
    };
}
