using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>The reference library of Standard Webhooks verifies what the console sent, with the secret it showed once; also while a secret is being replaced, and not when a byte is changed.</summary>
public sealed class WebhookCounterpartTests
{
    [Fact]
    public async Task Standardwebhooks_VerifiesWhatArrived()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var town = await Town.Open(endpoint.Allowed);
        var first = (await town.World.Get<AddChannel>().Handle(town.World.Olga.Actor, new ChannelSheet(ChannelKind.Webhook, Channel.Everything, "Desk", endpoint.Url))).Value;
        await town.Pending();
        await town.World.FastForward(TimeSpan.FromSeconds(3));
        var second = (await town.World.Get<ReplaceSecret>().Handle(town.World.Olga.Actor, first.Id)).Value;
        await town.World.Get<TestChannel>().Handle(town.World.Olga.Actor, first.Id);
        Assert.Equal(2, endpoint.Received.Count);

        var cases = new JsonArray([.. endpoint.Received.SelectMany<Received, JsonNode>((got, at) => at == 0
            ? new[] { Case(got, first.Secret!, true), Case(got, second.Secret!, false), Case(got with { Body = got.Body.Replace("critical", "routine ", StringComparison.Ordinal).Replace("high", "low ", StringComparison.Ordinal) + " " }, first.Secret!, false) }
            : [Case(got, first.Secret!, true), Case(got, second.Secret!, true)])]);

        Assert.Equal("5 as expected", (await Node.Run("webhooks.mjs", new JsonObject { ["now"] = town.World.Clock.GetUtcNow().ToUnixTimeMilliseconds(), ["cases"] = cases }.ToJsonString())).Trim());
    }

    private static JsonObject Case(Received got, string secret, bool holds) => new JsonObject
    {
        ["secret"] = secret,
        ["body"] = got.Body,
        ["headers"] = new JsonObject([.. got.Headers.Where(h => h.Key.StartsWith("webhook-", StringComparison.Ordinal)).Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, h.Value))]),
        ["holds"] = holds,
    };
}
