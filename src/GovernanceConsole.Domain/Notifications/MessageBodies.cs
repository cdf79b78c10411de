using System.Globalization;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>A message in the words of each kind of channel. Everything that is not ours went through <see cref="PlainWord"/>; nothing here is markup but the link, which is our own address.</summary>
public static class MessageBodies
{
    private const string Promise = "This message decides nothing. Opening the link shows the card; deciding takes signing in and a signature there.";

    /// <summary>One line of a mail's header: no words of anybody's but ours.</summary>
    public static string Subject(Message message)
    {
        var risk = message.Risk is { } r && NoticeRoutes.Asks(message.Route) ? $" ({Policy.SafetyNet.Name(r)}{(message.EndsAt is { } ends ? $", ends {Message.Instant(ends)}" : "")})" : "";
        return $"Governance Console: {message.Headline.TrimEnd('.')}{risk}";
    }

    public static string Mail(Message message, Uri origin) => string.Join("\r\n", [
        message.Headline, "", .. message.Facts().Select(fact => $"{fact.Label + ":",-7}{fact.Value}"), "", new Uri(origin, message.Path).AbsoluteUri, "", Promise, ""]);

    /// <summary>Slack's incoming webhook, and what understands the same (Mattermost, Rocket.Chat): one text without formatting, mentions or previews.</summary>
    public static JsonObject Slack(Message message, Uri origin) => new()
    {
        ["text"] = Escape(string.Join('\n', [message.Headline, .. message.Facts().Select(fact => $"{fact.Label}: {fact.Value}")])) + "\n" + new Uri(origin, message.Path).AbsoluteUri,
        ["mrkdwn"] = false,
        ["parse"] = "none",
        ["link_names"] = false,
        ["unfurl_links"] = false,
        ["unfurl_media"] = false,
    };

    /// <summary>An Adaptive Card as Teams' incoming webhooks and workflows take it.</summary>
    public static JsonObject Teams(Message message, Uri origin) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["contentUrl"] = null,
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                ["type"] = "AdaptiveCard",
                ["version"] = "1.4",
                ["body"] = new JsonArray(
                    new JsonObject { ["type"] = "TextBlock", ["text"] = message.Headline, ["wrap"] = true, ["weight"] = "Bolder" },
                    new JsonObject { ["type"] = "FactSet", ["facts"] = new JsonArray([.. message.Facts().Select(fact => (JsonNode)new JsonObject { ["title"] = fact.Label, ["value"] = fact.Value })]) }),
                ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Look at it", ["url"] = new Uri(origin, message.Path).AbsoluteUri }),
            },
        }),
    };

    /// <summary>CloudEvents 1.0 in structured mode; its id is the delivery's, as is <c>webhook-id</c>.</summary>
    public static JsonObject CloudEvent(Message message, Uri origin, string issuer, string deliveryId, DateTime madeAt)
    {
        var data = new JsonObject { ["message"] = message.Headline, ["url"] = new Uri(origin, message.Path).AbsoluteUri };
        if (message.IntentId is not null)
            data["intent_id"] = message.IntentId;
        if (message.IntentType is not null)
            data["intent_type"] = PlainWord.OfType(message.IntentType);
        if (message.Risk is { } risk)
            data["risk"] = Policy.SafetyNet.Name(risk);
        if (message.Agent is not null)
            data["agent"] = new JsonObject { ["id"] = message.AgentId, ["name"] = PlainWord.Of(message.Agent) };
        if (message.EndsAt is { } ends)
            data["ends_at"] = Instant(ends);
        var written = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = deliveryId,
            ["source"] = issuer,
            ["type"] = message.EventType,
            ["time"] = Instant(madeAt),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        if (message.IntentId is not null)
            written["subject"] = message.IntentId;
        return written;
    }

    /// <summary>The three characters that are markup to Slack.</summary>
    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
