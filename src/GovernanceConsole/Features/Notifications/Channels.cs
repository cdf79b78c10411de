using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Notifications;

/// <summary>What the acts about channels share: which there are, whose they are, and what becomes of their deliveries.</summary>
internal static class Channels
{
    /// <summary>Channels that were not removed, for acts that ask again and again.</summary>
    public static async Task<IReadOnlyList<Channel>> Read(GovernanceDb db) => await db.Channels.AsNoTracking().Where(c => c.RemovedAt == null).ToListAsync();

    /// <summary>The channel, tracked, for its owner or, of the organisation's, for who manages those.</summary>
    /// <param name="act">In which.</param>
    /// <param name="id">Of the channel.</param>
    /// <param name="orManager">True where who manages channels may do it to a person's own too: whatever gives nobody anything.</param>
    public static async Task<Outcome<Channel>> Find(Act act, string id, bool orManager = false)
    {
        if (await act.Lacks(Permission.ReadPeople) is { } refusal)
            return refusal;
        var channel = await act.Db.Channels.AsTracking().SingleOrDefaultAsync(c => c.Id == id && c.RemovedAt == null);
        if (channel is null)
            return NotificationRefusals.Unknown;
        if (channel.PersonId == act.Actor.Id)
            return channel;
        // Who may not manage any is not told whether there is such a one.
        if (await act.Lacks(Permission.ManageChannels) is { } lacking)
            return channel.PersonId is null ? lacking : NotificationRefusals.Unknown;
        return channel.PersonId is null || orManager ? channel : NotificationRefusals.Unknown;
    }

    /// <summary>What still waited for a channel that is off now is given up.</summary>
    public static Task GiveUp(Act act, string channelId, string says) =>
        act.Db.Deliveries.Where(d => d.ChannelId == channelId && d.State == DeliveryState.Waiting).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Dead).SetProperty(d => d.EndedAt, (DateTime?)act.Now).SetProperty(d => d.NextAt, (DateTime?)null).SetProperty(d => d.LastSays, says));

    public static Dictionary<string, string>? Owner(Channel channel) => channel.PersonId is { } person ? new Dictionary<string, string> { ["person"] = person } : null;
}

/// <summary>What people do about channels is told under this.</summary>
internal static class NotificationTopics
{
    public const string Channels = "channels";
    public const string Deliveries = "deliveries";
}
