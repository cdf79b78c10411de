using System.Text.Json;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Tokens;

namespace GovernanceConsole.Features.Grants;

/// <summary>
/// Token exchange (RFC 8693) as the way to <see cref="ClaimGrant"/>: the subject token is the agent's own living console token, the client is that agent, and <c>authorization_details</c> names one intent.
/// Nobody exchanges another's token, an action token, or on behalf of a third: an actor token is refused, and chains grow nowhere.
/// </summary>
internal sealed class TokenExchange(ConsoleTokens consoleTokens, ClaimGrant claim) : IGrantType
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    public string Name => TokenTypes.ExchangeGrant;

    public async Task<Outcome<TokenAnswer>> Answer(Client client, OAuthForm form, CancellationToken cancel)
    {
        if (client.Kind != ActorKind.Agent)
            return TokenRefusals.UnauthorizedClient;
        if (form["subject_token"] is not { } subject || form["subject_token_type"] is not { } type)
            return TokenRefusals.InvalidRequest("subject_token and subject_token_type are needed.");
        if (type is not (TokenTypes.AccessToken or TokenTypes.Jwt) || form["actor_token"] is not null || form["actor_token_type"] is not null)
            return TokenRefusals.InvalidRequest("Only the agent's own console token is exchanged here, without an actor token.");
        if (form["requested_token_type"] is not (null or TokenTypes.AccessToken or TokenTypes.Jwt))
            return TokenRefusals.InvalidRequest("Only access tokens are issued.");
        if (form["scope"] is not null)
            return TokenRefusals.InvalidScope;
        if (await consoleTokens.Verify(subject) is not { } token || token.Client != client.Actor || !token.May(ConsoleToken.Intents))
            return TokenRefusals.InvalidSubjectToken;
        var intentId = IntentOf(form["authorization_details"]);
        if (intentId.IsRefused)
            return intentId.Refusal;
        return await claim.Handle(client.Id, intentId.Value, form["resource"] ?? form["audience"], token.EndsAt, cancel);
    }

    /// <summary>RFC 9396 §5: an unknown type, member or shape is refused, never skipped.</summary>
    private static Outcome<string> IntentOf(string? details)
    {
        if (details is null)
            return TokenRefusals.InvalidRequest("authorization_details is needed.");
        try
        {
            using var document = JsonDocument.Parse(details, Strict);
            if (document.RootElement is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() != 1 || list[0].ValueKind != JsonValueKind.Object)
                return Shape;
            string? type = null, intentId = null;
            foreach (var member in list[0].EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.String)
                    return Shape;
                switch (member.Name)
                {
                    case "type":
                        type = member.Value.GetString();
                        break;
                    case "intent_id":
                        intentId = member.Value.GetString();
                        break;
                    default:
                        return Shape;
                }
            }

            return type == TokenTypes.IntentDetails && Ids.Is(Ids.Intent, intentId) ? intentId! : Shape;
        }
        catch (JsonException)
        {
            return Shape;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate in a string.
            return Shape;
        }
    }

    private static Refusal Shape => TokenRefusals.InvalidAuthorizationDetails("authorization_details must be one object of type urn:governance-console:intent with intent_id of an intent of this agent.");
}
