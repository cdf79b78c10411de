using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.Policy;

/// <summary>HTTP words of the signature that lets a bundle decide: small JSON bodies by <c>fetch</c> from our own pages. <c>Answer</c> is what the browser's authenticator said, as a JSON string.</summary>
internal static class PolicyEndpoints
{
    internal sealed record ActivationNamed(string? Activation);

    internal sealed record ActivationAnswered(string? Activation, string? Ceremony, string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var ceremonies = routes.MapGroup("/ceremonies/policy").AddEndpointFilter<SameOrigin>().AddEndpointFilter(new CeremonyPace()).RequireAuthorization();

        ceremonies.MapPost("/begin", async (ActivationNamed body, SignActivation act, CurrentPerson me) => Said(await act.Open(await me.Actor(), body.Activation), asked => asked));
        ceremonies.MapPost("/finish", async (ActivationAnswered body, SignActivation act, CurrentPerson me) =>
            Said(await act.Handle(await me.Actor(), body.Activation, body.Ceremony, body.Answer ?? ""), activation => new { policy = activation.BundleDigest }));
    }

    private static IResult Said<T>(Outcome<T> outcome, Func<T, object> words) => outcome.IsRefused ? outcome.Refusal.Problem() : Results.Json(words(outcome.Value));
}
