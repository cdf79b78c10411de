using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Ui;

namespace GovernanceConsole.Features.Evidence;

/// <summary>Receipts in HTTP words (<c>api.md</c>, Receipts and log): for clients with a token, and as a file for people who are signed in. The page that verifies them is static and for everybody.</summary>
internal static class EvidenceEndpoints
{
    private const string VerifyPage = "/verify/index.html";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/intents/{id}/receipt", ForClient).ForClients();
        routes.MapGet("/intents/{id}/receipt.json", ForPerson).AllowAnonymous();
        routes.MapGet(Links.Verify, () => TypedResults.LocalRedirect(VerifyPage)).AllowAnonymous();
    }

    private static async Task<IResult> ForClient(string id, HttpContext http, PrintReceipt print) => await Answer(http, print, http.CallersToken().Client, id);

    // Open to all so that being signed out is answered as a problem document; nobody sees nothing.
    private static async Task<IResult> ForPerson(string id, HttpContext http, PrintReceipt print, CurrentPerson person)
    {
        var actor = await person.Actor();
        if (actor.Kind != ActorKind.Person)
            return PeopleRefusals.SignedOut.Problem();
        http.Response.Headers.ContentDisposition = "attachment; filename=\"receipt.json\"";
        return await Answer(http, print, actor, id);
    }

    private static async Task<IResult> Answer(HttpContext http, PrintReceipt print, Actor actor, string id)
    {
        var receipt = await print.Handle(actor, id, http.RequestAborted);
        if (receipt.IsRefused)
        {
            http.Response.Headers.Remove("Content-Disposition");
            return receipt.Refusal.Problem();
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Bytes(receipt.Value.Write(), "application/json");
    }
}
