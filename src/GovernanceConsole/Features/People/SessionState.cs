using System.Security.Claims;
using GovernanceConsole.Data;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace GovernanceConsole.Features.People;

/// <summary>
/// The authentication state of a circuit. It asks the session row again whenever something about the person changed, and every half minute besides: a session that ended, ran out, or whose person was
/// suspended makes the circuit anonymous; changed roles change what it shows. Acts do not rely on it: they read standing themselves.
/// </summary>
internal sealed class SessionState(ILoggerFactory logs, Database database, Work work, ChangeFeed feed)
    : RevalidatingServerAuthenticationStateProvider(logs), IHostEnvironmentAuthenticationStateProvider, ISessionState
{
    private readonly ILogger _log = logs.CreateLogger<SessionState>();
    private IDisposable? _subscription;

    public bool IsKnown { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        IsKnown = true;
        SetAuthenticationState(authenticationStateTask);
        _ = Follow(authenticationStateTask);
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        SignedIn.Of(authenticationState.User) is { } signedIn && await Read(signedIn) is not null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private async Task Follow(Task<AuthenticationState> state)
    {
        if (SignedIn.Of((await state).User) is { } signedIn)
            _subscription = feed.Subscribe(PeopleTopics.Of(signedIn.PersonId), changed => _ = Task.Run(() => Refresh(signedIn)));
    }

    private async Task Refresh(SignedIn signedIn)
    {
        try
        {
            var now = await Read(signedIn);
            var user = now?.ToPrincipal(SessionCookie.Scheme) ?? new ClaimsPrincipal(new ClaimsIdentity());
            SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The half-minute check asks again; a missed signal only delays.
            _log.LogError(fault, "A session's state could not be read again");
        }
    }

    private async Task<SignedIn?> Read(SignedIn signedIn)
    {
        await using var db = database.Read();
        return await Sessions.Read(db, signedIn, work.Now());
    }
}
