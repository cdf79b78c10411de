using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Notifications;

/// <summary>A channel as it is shown, and how its last delivery went. Neither address nor secret is among it.</summary>
public sealed record ShownChannel(string Id, ChannelKind Kind, string Scope, string Name, string Hint, Domain.Policy.Risk AtLeast, bool QuestionsOnly, DateTime? DisabledAt, string? DisabledBecause, DateTime? FormerUntil,
    DeliveryState? LastState, DateTime? LastAt, string? LastSays, int Waiting);

/// <summary>One's own channels; for who manages them, the organisation's too, and what they may follow.</summary>
internal sealed record ChannelsView(IReadOnlyList<ShownChannel> Own, IReadOnlyList<ShownChannel> Organisation, bool MayManage, bool HasMail, IReadOnlyList<string> Scopes);

/// <summary>Reads the channels that somebody may see.</summary>
internal sealed class ReadChannels(Database database, Work work, IOptions<NotificationsOptions> options)
{
    public async Task<Outcome<ChannelsView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPeople, now) is { } refusal)
            return refusal;
        var mayManage = await db.Lacks(actor, Permission.ManageChannels, now) is null;
        var scopes = new List<string> { Channel.Everything };
        if (mayManage)
        {
            scopes.AddRange((await db.GroupMemberships.Where(m => m.UntilAt == null || m.UntilAt > now).Select(m => m.Group).Distinct().ToListAsync(cancel)).Order(StringComparer.Ordinal).Select(name => "group:" + name));
            foreach (var tree in (await db.EscalationTrees.Where(t => t.UntilAt == null).ToListAsync(cancel)).OrderBy(t => t.Name, StringComparer.Ordinal))
                scopes.AddRange(Enumerable.Range(1, Domain.Escalation.EscalationTree.Parse(tree.Document).Levels.Count).Select(level => $"tree:{tree.Name}/{level}").Prepend("tree:" + tree.Name));
        }

        return new ChannelsView(
            await Shown(db, db.Channels.Where(c => c.PersonId == actor.Id), cancel),
            mayManage ? await Shown(db, db.Channels.Where(c => c.PersonId == null), cancel) : [],
            mayManage, options.Value.SmtpHost is not null, scopes);
    }

    private static async Task<IReadOnlyList<ShownChannel>> Shown(GovernanceDb db, IQueryable<Channel> channels, CancellationToken cancel)
    {
        var shown = new List<ShownChannel>();
        var waiting = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting).GroupBy(d => d.ChannelId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancel);
        foreach (var c in await channels.Where(c => c.RemovedAt == null).OrderBy(c => c.MadeAt).ToListAsync(cancel))
        {
            var last = await db.Deliveries.Where(d => d.ChannelId == c.Id).OrderByDescending(d => d.MadeAt).ThenByDescending(d => d.Id).FirstOrDefaultAsync(cancel);
            shown.Add(new ShownChannel(c.Id, c.Kind, c.Scope, c.Name, c.Hint, c.AtLeast, c.QuestionsOnly, c.DisabledAt, c.DisabledBecause, c.FormerUntil, last?.State, last?.EndedAt ?? last?.MadeAt, last?.LastSays, waiting.GetValueOrDefault(c.Id)));
        }

        return shown;
    }
}
