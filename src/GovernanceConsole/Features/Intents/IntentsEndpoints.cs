using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.Intents;

/// <summary>The intents API in HTTP words (<c>api.md</c>, Intents).</summary>
internal static class IntentsEndpoints
{
    /// <summary>The longest a request may wait, seconds.</summary>
    private const int LongestWait = 60;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var intents = routes.MapGroup("/api/v1/intents").ForClients();
        intents.MapPost("", Declare).ForAgents();
        intents.MapGet("{id}", Get);
        intents.MapGet("{id}/events", IntentEvents.Stream);
        intents.MapPost("{id}/withdraw", Withdraw).ForAgents();
    }

    private static async Task<IResult> Declare(HttpContext http, DeclareIntent declare)
    {
        var actor = http.CallersToken().Client;
        if (!http.Request.HasJsonContentType())
            return new Refusal("malformed", "Send the intent as application/json. Nothing was stored.").Problem();
        var key = http.Request.Headers["Idempotency-Key"];
        if (key.Count != 1)
            return IntentsRefusals.KeyMissing.Problem();
        var body = await Bodies.Read(http.Request, IntentJson.MaxBytes);
        if (body is null)
            return IntentRefusals.TooLarge.Problem();
        var answer = await declare.Handle(actor, new DeclareIntentCommand(key.ToString(), body.Value), http.RequestAborted);
        if (answer.IsRefused)
            return answer.Refusal.Problem(retryAfterSeconds: answer.Refusal == IntentsRefusals.TooOften ? IntentsRefusals.TooOftenSeconds : 1);
        var view = IntentView.Of(answer.Value.Intent, answer.Value.Grant);
        return answer.Value.Created ? Json(view, StatusCodes.Status201Created, http, $"/api/v1/intents/{answer.Value.Intent.Id}") : Json(view, StatusCodes.Status200OK, http);
    }

    private static async Task<IResult> Get(string id, HttpContext http, ReadIntent read, ConsoleTokens tokens, ChangeFeed feed)
    {
        var errors = new List<FieldError>();
        var wait = Bodies.QueryInteger(http.Request, "wait", 0, LongestWait, errors);
        var after = Bodies.QueryInteger(http.Request, "after", 0, int.MaxValue, errors);
        if (errors.Count > 0)
            return (IntentRefusals.InvalidField with { Message = "The query is not valid. Nothing was changed.", Errors = errors }).Problem();
        var token = http.CallersToken();
        var state = wait is > 0 ? await Wait(id, after ?? 0, TimeSpan.FromSeconds(wait.Value), token, http, read, tokens, feed) : await read.Handle(token.Client, id, http.RequestAborted);
        // Asked again: the token may have ended, and its client been suspended, while it waited.
        if (!tokens.Counts(token))
            return Problems.Unauthenticated.Problem();
        return state is null ? IntentsRefusals.NotFound.Problem() : Json(IntentView.Of(state.Intent, state.Grant), StatusCodes.Status200OK, http);
    }

    /// <summary>Waits, and no longer than the token counts: who is suspended meanwhile is told so at once.</summary>
    private static async Task<IntentState?> Wait(string id, int after, TimeSpan wait, ConsoleToken token, HttpContext http, ReadIntent read, ConsoleTokens tokens, ChangeFeed feed)
    {
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        // The client directory listens to the same topic and did so first, so it knows by now.
        using var clients = feed.Subscribe(Topics.Agents, _ =>
        {
            if (!tokens.Counts(token))
                dead.Cancel();
        });
        try
        {
            return await read.Wait(token.Client, id, after, wait, dead.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<IResult> Withdraw(string id, HttpContext http, WithdrawIntent withdraw)
    {
        var answer = await withdraw.Handle(http.CallersToken().Client, id, http.RequestAborted);
        return answer.IsRefused ? answer.Refusal.Problem() : Json(IntentView.Of(answer.Value.Intent, answer.Value.Grant), StatusCodes.Status200OK, http);
    }

    private static IResult Json(JsonObject view, int status, HttpContext http, string? location = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (location is not null)
            http.Response.Headers.Location = location;
        return Results.Text(view.ToJsonString(), "application/json", statusCode: status);
    }
}
