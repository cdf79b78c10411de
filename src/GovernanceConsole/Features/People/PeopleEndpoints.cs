using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Authentication;

namespace GovernanceConsole.Features.People;

/// <summary>HTTP words of ceremonies: small JSON bodies by <c>fetch</c> from our own pages. <c>Answer</c> is what the browser's authenticator said, as a JSON string.</summary>
internal static class PeopleEndpoints
{
    internal sealed record Answered(string? Ceremony, string? Answer);

    internal sealed record LinkHeld(string? Secret, string? Name, string? Zone);

    internal sealed record LinkAnswered(string? Secret, string? Ceremony, string? Label, string? Answer);

    internal sealed record PasskeyMade(string? Ceremony, string? Label, string? Answer);

    internal sealed record ChangeNamed(string? Change);

    internal sealed record ChangeAnswered(string? Change, string? Ceremony, string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var ours = routes.MapGroup("").AddEndpointFilter<SameOrigin>();
        var ceremonies = ours.MapGroup("/ceremonies").AddEndpointFilter(new CeremonyPace());
        var open = ceremonies.MapGroup("").AllowAnonymous();

        open.MapPost("/sign-in/begin", async (OpenSignIn act) => Said(await act.Handle()));
        open.MapPost("/sign-in/finish", async (Answered body, SignIn act, HttpContext http) => await Enter(http, await act.Handle(body.Ceremony, body.Answer ?? "")));
        open.MapPost("/enrolment/look", async (LinkHeld body, OpenEnrolment act) => Said(await act.Look(body.Secret), news => new { kind = Word(news.Kind), news.Name, news.ExpiresAt }));
        open.MapPost("/enrolment/begin", async (LinkHeld body, OpenEnrolment act) => Said(await act.Handle(body.Secret, body.Name, body.Zone)));
        open.MapPost("/enrolment/finish", async (LinkAnswered body, EnrolFirstPasskey act, HttpContext http) =>
            await Enter(http, await act.Handle(body.Ceremony, body.Secret, body.Label, body.Answer ?? "")));

        ceremonies.MapPost("/passkeys/begin", async (AddPasskey act, CurrentPerson me) => Said(await act.Open(await me.Actor())));
        ceremonies.MapPost("/passkeys/made", async (PasskeyMade body, AddPasskey act, CurrentPerson me) => Said(await act.Present(await me.Actor(), body.Ceremony, body.Label, body.Answer ?? "")));
        ceremonies.MapPost("/passkeys/finish", async (Answered body, AddPasskey act, CurrentPerson me) => Said(await act.Handle(await me.Actor(), body.Ceremony, body.Answer ?? ""), _ => new { }));
        ceremonies.MapPost("/standing/begin", async (ChangeNamed body, SignChange act, CurrentPerson me) => Said(await act.Open(await me.Actor(), body.Change)));
        ceremonies.MapPost("/standing/finish", async (ChangeAnswered body, SignChange act, CurrentPerson me, Place place) =>
            Said(await act.Handle(await me.Actor(), body.Change, body.Ceremony, body.Answer ?? ""), signed => new { link = signed.Link?.Url(place, InvitationKind.Recovery), signed.Link?.ExpiresAt }));

        ours.MapPost(Links.SignOut, async (SignOut act, CurrentPerson me, HttpContext http) =>
        {
            if (await me.SignedIn() is { } signedIn)
                await act.Handle(signedIn.Actor, signedIn.SessionId);
            await http.SignOutAsync(SessionCookie.Scheme);
            return Results.Redirect(Links.SignIn);
        }).AllowAnonymous();
    }

    private static IResult Said<T>(Outcome<T> outcome) => Said(outcome, static value => (object)value!);

    private static IResult Said<T>(Outcome<T> outcome, Func<T, object> words) => outcome.IsRefused ? outcome.Refusal.Problem() : Results.Json(words(outcome.Value));

    private static async Task<IResult> Enter(HttpContext http, Outcome<StartedSession> outcome)
    {
        if (outcome.IsRefused)
            return outcome.Refusal.Problem();
        await SessionCookie.Write(http, outcome.Value);
        return Results.Json(new { person = outcome.Value.SignedIn.PersonId });
    }

    private static string Word(InvitationKind kind) => kind switch
    {
        InvitationKind.SetUp => "set-up",
        InvitationKind.Invite => "invitation",
        _ => "recovery",
    };
}
