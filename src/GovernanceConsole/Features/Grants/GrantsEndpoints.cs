using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.Grants;

/// <summary>The tool's side in HTTP words (<c>api.md</c>, Grants). Bodies follow the same strict profile as intents.</summary>
internal static class GrantsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var grants = routes.MapGroup("/api/v1/grants").ForPoints();
        grants.MapPost("{id}/redeem", Redeem);
        grants.MapPost("{id}/outcome", Outcome);
    }

    private static async Task<IResult> Redeem(string id, HttpContext http, RedeemGrant redeem, NoteMismatch anomaly, IssuedTokens tokens)
    {
        var key = http.Request.Headers["Idempotency-Key"];
        if (key.Count != 1 || key[0] is not { Length: > 0 and <= 200 } text || text.Any(c => c is < '!' or > '~'))
            return GrantsRefusals.KeyMissing.Problem();
        var body = await Body(http);
        if (body.IsRefused)
            return body.Refusal.Problem();
        var root = body.Value.Root;
        var errors = Strangers(root, "action_token", "parameters");
        if (!root.TryGetProperty("action_token", out var token) || token.ValueKind != JsonValueKind.String)
            errors.Add(new FieldError("/action_token", "Send the action token the agent handed you."));
        if (!root.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
            errors.Add(new FieldError("/parameters", "Send the parameters you are about to execute, as an object."));
        if (errors.Count > 0)
            return GrantsRefusals.BadBody([.. errors]).Problem();
        // A token that is not alive names nothing: enough to get a stored answer again, not enough to spend.
        var named = (await tokens.Read(token.GetString()))?.String("jti");
        var answer = await redeem.Handle(http.CallersToken().Client, new RedeemGrantCommand(id, text, BodyDigest(body.Value), named, parameters), http.RequestAborted);
        if (answer.IsRefused)
        {
            if (answer.Refusal.Code == GrantsRefusals.ParametersMismatch.Code)
                await anomaly.Handle(http.CallersToken().Client, id);
            return answer.Refusal.Problem();
        }
        if (answer.Value.Refused is { } refused)
            return refused.Problem();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(answer.Value.Answer.ToJsonString(), "application/json");
    }

    private static async Task<IResult> Outcome(string id, HttpContext http, ReportOutcome report)
    {
        var body = await Body(http);
        if (body.IsRefused)
            return body.Refusal.Problem();
        var root = body.Value.Root;
        var errors = Strangers(root, "outcome", "result_digest");
        var outcome = root.TryGetProperty("outcome", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString() : null;
        if (outcome is null || !ReportOutcome.Outcomes.Contains(outcome))
            errors.Add(new FieldError("/outcome", "Must be succeeded, failed or ambiguous."));
        var digest = root.TryGetProperty("result_digest", out var result) && result.ValueKind == JsonValueKind.String ? result.GetString() : null;
        if (digest is null ? root.TryGetProperty("result_digest", out _) : !IntentDigest.IsWellFormed(digest))
            errors.Add(new FieldError("/result_digest", "Must be sha256: and 64 lower-case hex digits, or be left out."));
        if (errors.Count > 0)
            return GrantsRefusals.BadBody([.. errors]).Problem();
        var answer = await report.Handle(http.CallersToken().Client, new ReportOutcomeCommand(id, outcome!, digest), http.RequestAborted);
        return answer.IsRefused ? answer.Refusal.Problem() : Results.Text(new JsonObject { ["grant_id"] = id, ["outcome"] = outcome }.ToJsonString(), "application/json");
    }

    private static async Task<Outcome<IntentDocument>> Body(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
            return new Refusal("malformed", "Send application/json. Nothing was changed.");
        return await Bodies.Read(http.Request, IntentJson.MaxBytes) is { } bytes ? IntentJson.Parse(bytes.Span) : IntentRefusals.TooLarge;
    }

    private static List<FieldError> Strangers(JsonElement root, params string[] known) =>
        [.. root.EnumerateObject().Where(m => !known.Contains(m.Name)).Select(m => new FieldError("/" + m.Name, "Is not known here."))];

    private static string BodyDigest(IntentDocument body) => Convert.ToHexStringLower(SHA256.HashData(body.Canonical));
}
