using GovernanceConsole.Data;
using GovernanceConsole.Platform;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace GovernanceConsole.Features.People;

/// <summary>
/// The authentication state of a circuit. Every half minute the session row is asked again; a session that ended, ran out, or whose person was suspended makes the
/// circuit anonymous. Acts do not rely on it: they read standing themselves.
/// </summary>
internal sealed class SessionState(ILoggerFactory logs, Database database, Work work)
    : RevalidatingServerAuthenticationStateProvider(logs), IHostEnvironmentAuthenticationStateProvider, ISessionState
{
    public bool IsKnown { get; private set; }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        IsKnown = true;
        SetAuthenticationState(authenticationStateTask);
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (SignedIn.Of(authenticationState.User) is not { } signedIn)
            return false;
        await using var db = database.Read();
        return await Sessions.IsAlive(db, signedIn, work.Now());
    }
}
