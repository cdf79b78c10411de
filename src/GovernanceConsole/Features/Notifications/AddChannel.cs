using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Notifications;

/// <summary>A channel as its maker sees it once: afterwards its secret only signs.</summary>
internal sealed record IssuedChannel(string Id, string? Secret);

/// <summary>Makes a channel: one's own, by anybody with a role; the organisation's, by who manages those.</summary>
internal sealed class AddChannel(Work work, Sealing sealing, IOptions<NotificationsOptions> options)
{
    public Task<Outcome<IssuedChannel>> Handle(Actor actor, ChannelSheet sheet) => work.Do<IssuedChannel>(actor, async act =>
    {
        var own = sheet.Scope is null;
        if (await act.Lacks(own ? Permission.ReadPeople : Permission.ManageChannels) is { } refusal)
            return refusal;
        if (sheet.Kind == ChannelKind.Email && options.Value.SmtpHost is null)
            return NotificationRefusals.NoMailServer;
        var check = ChannelRules.Check(sheet, options.Value.ToRules(), options.Value.MailDomains);
        if (check.IsRefused)
            return check.Refusal;
        if (await act.Db.Channels.CountAsync(c => c.RemovedAt == null && (own ? c.PersonId == actor.Id : c.PersonId == null)) >= (own ? ChannelRules.MostOwn : ChannelRules.MostOfAll))
            return NotificationRefusals.TooMany;

        var (tidy, hint) = check.Value;
        var id = act.Ids.New(Ids.Channel);
        var secret = tidy.Kind == ChannelKind.Webhook ? StandardWebhook.Secret(act.Ids.Bytes(StandardWebhook.SecretBytes)) : null;
        var channel = new Channel
        {
            Id = id,
            Kind = tidy.Kind,
            PersonId = own ? actor.Id : null,
            Scope = tidy.Scope ?? Channel.Mine,
            Name = tidy.Name,
            Hint = hint,
            SealedAddress = sealing.Seal(tidy.Address, ChannelPlaces.Address(id)),
            SealedSecret = secret is null ? null : sealing.Seal(secret, ChannelPlaces.Secret(id)),
            AtLeast = tidy.AtLeast,
            QuestionsOnly = tidy.QuestionsOnly,
            MadeAt = act.Now,
            MadeById = actor.Id,
        };
        act.Db.Channels.Add(channel);
        act.Audit(AuditTypes.ChannelAdded, id, Channels.Owner(channel), new JsonObject { ["kind"] = tidy.Kind.ToString().ToLowerInvariant(), ["scope"] = channel.Scope, ["name"] = tidy.Name, ["to"] = hint });
        act.Signal(NotificationTopics.Channels);
        return new IssuedChannel(id, secret);
    });
}

/// <summary>What sealed things of a channel are bound to.</summary>
internal static class ChannelPlaces
{
    public static string Address(string id) => $"channels/{id}/address";

    public static string Secret(string id) => $"channels/{id}/secret";
}
