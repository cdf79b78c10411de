using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Every minute: publishes the next signing key in time, drops keys whose last token is dead, each with an audit entry, and forgets spent assertions and revoked tokens that have ended anyway.
/// A failed round is logged and tried again a minute later; the keys in use do not depend on it.
/// </summary>
internal sealed class RotateTokenKeysSweep(TokenKeys keys, Work work, TimeProvider clock, ILogger<RotateTokenKeysSweep> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Round(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Token keys were not looked after; it is tried again in a minute");
            }
        }
    }

    /// <summary>One round, as often as anybody likes.</summary>
    public async Task Round(CancellationToken cancel)
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
                return Task.FromResult<Domain.Outcome<bool>>(true);
            }, cancel);
        await work.Do<bool>(Actor.Console, async act =>
        {
            act.Ungoverned("What has ended anyway need not be remembered.");
            await act.Db.UsedAssertions.Where(a => a.ExpiresAt < act.Now).ExecuteDeleteAsync();
            if (await act.Db.RevokedTokens.Where(t => t.ExpiresAt < act.Now).ExecuteDeleteAsync() > 0)
                act.Signal(DeadTokens.Topic);
            return true;
        }, cancel);
    }
}
