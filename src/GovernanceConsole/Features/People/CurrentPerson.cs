using System.Security.Claims;
using GovernanceConsole.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Who signed in, in which session, with which passkey. The cookie holds these three only; <see cref="Name"/> and <see cref="Roles"/> are read anew with every request
/// and are for display. What somebody may do is read where it is done.
/// </summary>
internal sealed record SignedIn(string PersonId, string SessionId, string CredentialId)
{
    public string? Name { get; init; }

    public IReadOnlyList<Role> Roles { get; init; } = [];

    public Actor Actor => Actor.Person(PersonId);

    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var claims = new List<Claim> { new(PersonClaim, PersonId), new(SessionClaim, SessionId), new(CredentialClaim, CredentialId) };
        if (Name is not null)
            claims.Add(new Claim(ClaimTypes.Name, Name));
        claims.AddRange(Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, ClaimTypes.Name, ClaimTypes.Role));
    }

    /// <summary>Null when nobody is signed in or a claim is missing.</summary>
    public static SignedIn? Of(ClaimsPrincipal? principal) =>
        principal?.Identity is { IsAuthenticated: true } && principal.FindFirstValue(PersonClaim) is { } person
        && principal.FindFirstValue(SessionClaim) is { } session && principal.FindFirstValue(CredentialClaim) is { } credential
            ? new SignedIn(person, session, credential)
            {
                Name = principal.FindFirstValue(ClaimTypes.Name),
                Roles = [.. principal.FindAll(ClaimTypes.Role).Select(claim => Enum.TryParse<Role>(claim.Value, out var role) ? role : default).Where(Enum.IsDefined)],
            }
            : null;

    private const string PersonClaim = "sub";
    private const string SessionClaim = "sid";
    private const string CredentialClaim = "cred";
}

/// <summary>
/// The person at the other end: of the circuit where there is one, else of the request. Scoped. Nobody signed in is <see cref="Actor.Nobody"/>, whom every act refuses.
/// </summary>
internal sealed class CurrentPerson(AuthenticationStateProvider circuit, IHttpContextAccessor request)
{
    /// <summary>Who is signed in, or null.</summary>
    public async Task<SignedIn?> SignedIn()
    {
        // A circuit outlives the request that opened it, so its own state wins; an endpoint has no such state.
        if (circuit is ISessionState { IsKnown: false })
            return People.SignedIn.Of(request.HttpContext?.User);
        return People.SignedIn.Of((await circuit.GetAuthenticationStateAsync()).User);
    }

    /// <summary>As whom acts are done.</summary>
    public async Task<Actor> Actor() => (await SignedIn())?.Actor ?? Domain.People.Actor.Nobody;
}

/// <summary>Tells whether a page's authentication state was handed over, which is so in circuits and static pages, and never in endpoints.</summary>
internal interface ISessionState
{
    bool IsKnown { get; }
}
