using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Tests.Features.Tokens;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>openid-client gets our tokens and jose verifies them: two implementations that are not ours.</summary>
public sealed class TokenCounterpartTests(TokenWorld world) : IClassFixture<TokenWorld>
{
    [Fact]
    public async Task OpenIdClientAndJose_GetAndVerifyEveryToken()
    {
        var input = new JsonObject
        {
            ["issuer"] = world.Issuer,
            ["tool"] = TokenWorld.Tool,
            ["agent"] = Describe(world.Clerk),
            ["point"] = Describe(world.Bank),
            ["granted"] = (await world.AddIntent(world.Clerk)).IntentId,
            ["pending"] = (await world.AddIntent(world.Clerk, IntentStatus.Pending)).IntentId,
            ["denied"] = (await world.AddIntent(world.Clerk, IntentStatus.Denied)).IntentId,
        };

        var output = await Node.Run("tokens.mjs", input.ToJsonString());

        Assert.True((bool)JsonNode.Parse(output)!["ok"]!);
    }

    private static JsonObject Describe(TestClient client) => new()
    {
        ["id"] = client.Id, ["pem"] = client.Key.ExportPkcs8PrivateKeyPem(), ["thumbprint"] = PublicJwk.Of(client.Key).Thumbprint,
    };
}
