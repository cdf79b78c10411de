using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Publishes the next signing key in time, drops keys whose last token is dead, each with an audit entry, and forgets spent assertions and revoked tokens that have ended anyway. The keys in use do
/// not depend on it: when it fails, the current key signs on.
/// </summary>
internal sealed class RotateTokenKeysSweep(TokenKeys keys, Work work) : ISweep
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(CancellationToken stop)
    {
        var next = keys.PublishNext();
        var dead = keys.RetireDead();
        if (next is not null || dead.Count > 0)
            await work.Do<bool>(Actor.Console, act =>
            {
                if (next is not null)
                    act.Audit(AuditTypes.TokenKeyPublished, next.Kid);
                foreach (var key in dead)
                    act.Audit(AuditTypes.TokenKeyRetired, key.Kid);
                return Task.FromResult<Outcome<bool>>(true);
            }, stop);
        await work.Do<bool>(Actor.Console, async act =>
        {
            act.Ungoverned("What has ended anyway need not be remembered.");
            await act.Db.UsedAssertions.Where(a => a.ExpiresAt < act.Now).ExecuteDeleteAsync();
            if (await act.Db.RevokedTokens.Where(t => t.ExpiresAt < act.Now).ExecuteDeleteAsync() > 0)
                act.Signal(DeadTokens.Topic);
            return true;
        }, stop);
    }
}
