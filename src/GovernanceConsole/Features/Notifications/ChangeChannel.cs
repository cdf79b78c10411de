using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Keys;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Says anew what a channel takes. Its address stays: another address is another channel.</summary>
internal sealed class ChangeChannel(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id, Risk atLeast, bool questionsOnly) => work.Do<Done>(actor, async act =>
    {
        var found = await Channels.Find(act, id);
        if (found.IsRefused)
            return found.Refusal;
        if (!Enum.IsDefined(atLeast))
            return NotificationRefusals.InvalidField.At(new FieldError("/at_least", "Choose one of the four steps of risk."));
        var channel = found.Value;
        (channel.AtLeast, channel.QuestionsOnly) = (atLeast, questionsOnly);
        act.Audit(AuditTypes.ChannelChanged, id, Channels.Owner(channel), new JsonObject { ["at_least"] = SafetyNet.Name(atLeast), ["questions_only"] = questionsOnly });
        act.Signal(NotificationTopics.Channels);
        return new Done();
    });
}

/// <summary>Replaces a webhook's secret. The former one signs beside it for a day, so that the receiver can change over without losing a message; then it counts no more.</summary>
internal sealed class ReplaceSecret(Work work, Sealing sealing)
{
    public static readonly TimeSpan Both = TimeSpan.FromHours(24);

    public Task<Outcome<IssuedChannel>> Handle(Actor actor, string id) => work.Do<IssuedChannel>(actor, async act =>
    {
        var found = await Channels.Find(act, id);
        if (found.IsRefused)
            return found.Refusal;
        var channel = found.Value;
        if (channel.Kind != ChannelKind.Webhook)
            return NotificationRefusals.NoSecret;
        var secret = StandardWebhook.Secret(act.Ids.Bytes(StandardWebhook.SecretBytes));
        (channel.SealedFormer, channel.FormerUntil) = (channel.SealedSecret, act.Now + Both);
        channel.SealedSecret = sealing.Seal(secret, ChannelPlaces.Secret(id));
        act.Audit(AuditTypes.ChannelSecretReplaced, id, Channels.Owner(channel));
        act.Signal(NotificationTopics.Channels);
        return new IssuedChannel(id, secret);
    });
}

/// <summary>Switches a channel off, or on again. Off, it is told nothing, and what waited for it is given up.</summary>
internal sealed class SwitchChannel(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id, bool on) => work.Do<Done>(actor, async act =>
    {
        var found = await Channels.Find(act, id, orManager: !on);
        if (found.IsRefused)
            return found.Refusal;
        var channel = found.Value;
        if (channel.IsOn == on)
            return new Done();
        (channel.DisabledAt, channel.DisabledBecause) = (on ? null : act.Now, on ? null : "somebody switched it off");
        act.Audit(on ? AuditTypes.ChannelEnabled : AuditTypes.ChannelDisabled, id, Channels.Owner(channel));
        if (!on)
            await Channels.GiveUp(act, id, "The channel was switched off.");
        act.Signal(NotificationTopics.Channels);
        act.Signal(NotificationTopics.Deliveries);
        return new Done();
    });
}

/// <summary>Removes a channel for good: its address and secrets are wiped, its name stays beside its deliveries.</summary>
internal sealed class RemoveChannel(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string id) => work.Do<Done>(actor, async act =>
    {
        var found = await Channels.Find(act, id, orManager: true);
        if (found.IsRefused)
            return found.Refusal;
        var channel = found.Value;
        channel.RemovedAt = act.Now;
        (channel.SealedAddress, channel.SealedSecret, channel.SealedFormer) = ([], null, null);
        act.Audit(AuditTypes.ChannelRemoved, id, Channels.Owner(channel));
        await Channels.GiveUp(act, id, "The channel was removed.");
        act.Signal(NotificationTopics.Channels);
        act.Signal(NotificationTopics.Deliveries);
        return new Done();
    });
}
