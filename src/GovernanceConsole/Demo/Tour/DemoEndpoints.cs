using GovernanceConsole.Demo.Removal;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;

namespace GovernanceConsole.Demo.Tour;

/// <summary>The demo's own addresses. Forms of our own pages only; none of them exists outside demo mode.</summary>
internal static class DemoEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ours = routes.MapGroup(Links.Demo).AddEndpointFilter<SameOrigin>();
        ours.MapPost("/personas/{key}", async (string key, InvitePersona invite, Place place) =>
        {
            var link = await invite.Handle(key);
            // The secret stands in the fragment, which a browser sends to nobody.
            return link.IsRefused ? link.Refusal.Problem() : Results.Redirect(link.Value.Url(place, Domain.People.InvitationKind.Invite));
        }).AllowAnonymous();
        ours.MapPost("/remove", async (DemoRemoval removal, CurrentPerson me) =>
            await removal.Ask(await me.Actor()) is { } refusal ? refusal.Problem() : Results.Redirect(Links.DemoRemoved));
    }
}
