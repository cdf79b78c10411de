using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>
/// The kill switch in HTTP words: what enforcement points ask and confirm, with their own console token; and the signatures of operators, as small JSON bodies by <c>fetch</c> from our own pages.
/// </summary>
internal static class StopsEndpoints
{
    internal sealed record StopAsked(string? Reach, string? Value, string? Reason);

    internal sealed record ReleaseAsked(string? Stop, string? Stage, string? Reason);

    internal sealed record Answered(string? Ceremony, string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var stops = routes.MapGroup("/api/v1/stops").ForPoints();
        stops.MapGet("", Get);
        stops.MapGet("events", StopEvents.Stream);
        stops.MapPost("{id}/confirm", Confirm);
        routes.MapHub<StopsHub>(StopsHub.Path).ForPoints();

        var ceremonies = routes.MapGroup("/ceremonies/stops").AddEndpointFilter<SameOrigin>().AddEndpointFilter(new CeremonyPace()).RequireAuthorization();
        ceremonies.MapPost("/begin", async (StopAsked body, PlaceStop act, CurrentPerson me) => Said(await act.Open(await me.Actor(), new StopOrder(body.Reach, body.Value, body.Reason)), asked => asked));
        ceremonies.MapPost("/finish", async (Answered body, PlaceStop act, CurrentPerson me) => Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), stop => new { stop = stop.Id }));
        ceremonies.MapPost("/release/begin", async (ReleaseAsked body, ReleaseStop act, CurrentPerson me) => Said(await act.Open(await me.Actor(), new ReleaseOrder(body.Stop, body.Stage, body.Reason)), asked => asked));
        ceremonies.MapPost("/release/finish", async (Answered body, ReleaseStop act, CurrentPerson me) =>
            Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), stage => new { stage = StopRules.Name(stage) }));
    }

    /// <summary>What a confirming point is answered.</summary>
    public static JsonObject Confirmed(StopConfirmation confirmation) => new()
    {
        ["id"] = confirmation.StopId,
        ["requested_at"] = DisplayZone.Record(confirmation.RequestedAt),
        ["confirmed_at"] = DisplayZone.Record(confirmation.ConfirmedAt!.Value),
    };

    private static async Task<IResult> Get(HttpContext http, ReadPointStops read) => Json(http, (await read.Handle(http.CallersToken().Client, http.RequestAborted)).Json);

    private static async Task<IResult> Confirm(string id, HttpContext http, ConfirmStop confirm)
    {
        var confirmed = await confirm.Handle(http.CallersToken().Client, id, http.RequestAborted);
        return confirmed.IsRefused ? confirmed.Refusal.Problem() : Json(http, Confirmed(confirmed.Value));
    }

    private static IResult Json(HttpContext http, JsonObject body)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(body.ToJsonString(), "application/json");
    }

    private static IResult Said<T>(Outcome<T> outcome, Func<T, object> words) => outcome.IsRefused ? outcome.Refusal.Problem() : Results.Json(words(outcome.Value));
}
