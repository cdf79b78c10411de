using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Incidents;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Incidents;

/// <summary>What happened, in a line, and what it is about where that is known.</summary>
internal sealed record IncidentOrder(string? Title, IncidentLinkKind? Kind, string? Reference);

/// <summary>An operator opens an incident: by hand, or from a signal, a stop or an episode. It has been detected by that; the other steps are the opener's until somebody else takes them.</summary>
internal sealed class OpenIncident(Work work)
{
    public Task<Outcome<Incident>> Handle(Actor actor, IncidentOrder order) => work.Do<Incident>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManageIncidents) is { } lacking)
            return lacking;
        if (IncidentRules.Words("/title", order.Title, IncidentRules.LongestTitle) is { } wrong)
            return wrong;
        // Nor is what nobody knows left out in silence.
        if (!string.IsNullOrEmpty(order.Reference) && (order.Kind is not { } kind || !await IncidentThings.Exist(act.Db, kind, order.Reference)))
            return IncidentRefusals.NoSuchThing;
        var incident = new Incident { Id = act.Ids.New(Ids.Incident), Title = order.Title!.Trim(), OpenedAt = act.Now, OpenedById = actor.Id };
        act.Insert(incident);
        foreach (var stage in Enum.GetValues<IncidentStage>())
        {
            var done = stage == IncidentStage.Detect;
            act.Insert(new IncidentStep { IncidentId = incident.Id, Stage = stage, OwnerId = actor.Id, DoneAt = done ? act.Now : null, DoneById = done ? actor.Id : null });
        }
        var ids = new Dictionary<string, string>();
        if (order is { Kind: { } about, Reference.Length: > 0 })
        {
            act.Insert(new IncidentLink { IncidentId = incident.Id, Kind = about, Reference = order.Reference!, At = act.Now, ById = actor.Id });
            ids[IncidentThings.Name(about)] = order.Reference!;
        }
        act.Audit(AuditTypes.IncidentOpened, incident.Id, ids, new JsonObject { ["title"] = incident.Title });
        await Notices.TellOperators(act, actor.Id, name => $"{name} opened an incident: {incident.Title}", NoticeRoute.Incident, Links.Incident(incident.Id));
        Outgoing.Announce(act, NoticeRoute.Incident, incident.Id);
        act.Signal(Topics.Incidents);
        return incident;
    });
}

/// <summary>The things an incident may be about.</summary>
internal static class IncidentThings
{
    public static async Task<bool> Exist(GovernanceDb db, IncidentLinkKind kind, string? reference) => kind switch
    {
        IncidentLinkKind.Entry => long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index.ToString(CultureInfo.InvariantCulture) == reference && await db.LogEntries.AnyAsync(e => e.Index == index),
        IncidentLinkKind.Intent => await db.Intents.AnyAsync(i => i.Id == reference),
        IncidentLinkKind.Stop => await db.Stops.AnyAsync(s => s.Id == reference),
        IncidentLinkKind.Episode => await db.Episodes.AnyAsync(e => e.Id == reference),
        _ => false,
    };

    /// <summary>The kind of an identifier as people paste it; null when it is none.</summary>
    public static IncidentLinkKind? KindOf(string? reference) =>
        reference is null ? null
        : reference.StartsWith(Ids.Intent, StringComparison.Ordinal) ? IncidentLinkKind.Intent
        : reference.StartsWith(Ids.Stop, StringComparison.Ordinal) ? IncidentLinkKind.Stop
        : reference.StartsWith(Ids.Episode, StringComparison.Ordinal) ? IncidentLinkKind.Episode
        : long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? IncidentLinkKind.Entry : null;

    public static string Name(IncidentLinkKind kind) => kind.ToString().ToLowerInvariant();
}
