using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>Break-glass in HTTP words: the signatures, as small JSON bodies by <c>fetch</c> from our own pages, and an episode's whole story as a file.</summary>
internal static class BreakGlassEndpoints
{
    internal sealed record Asked(string[]? Agents, string[]? IntentTypes, string[]? Tools, int Acts, Dictionary<string, string>? Amounts, int Minutes, string? Reason, bool Drill);

    internal sealed record Named(string? Episode);

    internal sealed record Found(string? Intent, bool? Justified, string? Remark);

    internal sealed record Reviewed(string? Episode, string? Conclusion, Found[]? Acts);

    internal sealed record Answered(string? Ceremony, string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var ceremonies = routes.MapGroup("/ceremonies/break-glass").AddEndpointFilter<SameOrigin>().AddEndpointFilter(new CeremonyPace()).RequireAuthorization();
        ceremonies.MapPost("/begin", async (Asked body, AskEpisode act, CurrentPerson me) => Said(await act.Open(await me.Actor(), Order(body)), asked => asked));
        ceremonies.MapPost("/finish", async (Answered body, AskEpisode act, CurrentPerson me) => Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), State));
        ceremonies.MapPost("/sign/begin", async (Named body, SignEpisode act, CurrentPerson me) => Said(await act.Open(await me.Actor(), body.Episode), asked => asked));
        ceremonies.MapPost("/sign/finish", async (Answered body, SignEpisode act, CurrentPerson me) => Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), State));
        ceremonies.MapPost("/review/begin", async (Reviewed body, ReviewEpisode act, CurrentPerson me) => Said(await act.Open(await me.Actor(), Order(body)), asked => asked));
        ceremonies.MapPost("/review/finish", async (Answered body, ReviewEpisode act, CurrentPerson me) => Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), _ => new { done = true }));

        routes.MapGet("/break-glass/{id}/timeline.json", (string id, TellEpisode tell, CurrentPerson me, HttpContext http) => File(id, "json", tell, me, http)).RequireAuthorization();
        routes.MapGet("/break-glass/{id}/timeline.csv", (string id, TellEpisode tell, CurrentPerson me, HttpContext http) => File(id, "csv", tell, me, http)).RequireAuthorization();
    }

    private static EpisodeOrder Order(Asked body) => new(body.Agents, body.IntentTypes, body.Tools, body.Acts, body.Amounts, body.Minutes, body.Reason, body.Drill);

    // An act without a yes or a no is left out, and so found missing.
    private static ReviewOrder Order(Reviewed body) => new(body.Episode, body.Conclusion,
        [.. (body.Acts ?? []).Where(a => a is { Intent: not null, Justified: not null }).Select(a => new ActFinding(a.Intent!, a.Justified!.Value, a.Remark))]);

    private static object State(Episode episode) => new { episode = episode.Id, state = EpisodeWords.Name(episode.Standing) };

    private static async Task<IResult> File(string id, string kind, TellEpisode tell, CurrentPerson me, HttpContext http)
    {
        var story = await tell.Handle(await me.Actor(), id, proofs: kind == "json", cancel: http.RequestAborted);
        if (story.IsRefused)
            return story.Refusal.Problem();
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"break-glass-{story.Value.Episode.Id}.{kind}\"";
        return kind == "csv" ? Results.Text(EpisodeFile.Csv(story.Value), "text/csv") : Results.Bytes(EpisodeFile.Json(story.Value), "application/json");
    }

    private static IResult Said<T>(Outcome<T> outcome, Func<T, object> words) => outcome.IsRefused ? outcome.Refusal.Problem() : Results.Json(words(outcome.Value));
}
