using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.People;

/// <summary>
/// Until the first operator exists, every start makes a new one-time set-up link and withdraws the one before. The secret goes to the terminal and nowhere else: not to the log, not into a URL that is
/// sent. A demo brings its people along and prints none.
/// </summary>
internal sealed class SetUpLink(Work work, Database database, Place place, Terminal terminal, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (place.Demo || !await Started(stoppingToken))
            return;
        await work.Ready.WaitAsync(stoppingToken);
        await using (var db = database.Read())
        {
            if (await Operators.EverExisted(db))
                return;
        }

        var link = await work.Do<IssuedLink>(Actor.Console, async act =>
        {
            if (await Operators.EverExisted(act.Db))
                return PersonRefusals.SetUpDone;
            var issued = await Invitations.Issue(act, InvitationKind.SetUp, personId: null, Actor.Console.Id);
            act.Audit(AuditTypes.SetUpLinkIssued, issued.InvitationId);
            return issued;
        }, stoppingToken);
        if (link.Refusal == PersonRefusals.SetUpDone)
            return;
        await terminal.Say(link.IsRefused
            ? $"No operator exists yet, and no set-up link could be made: {link.Refusal.Message}"
            : $"""

               No operator exists yet. Whoever opens this link becomes the first one.
               It works once, for 30 minutes; start the console again for a new one.

                 {link.Value.Url(place, InvitationKind.SetUp)}

               """);
    }

    /// <summary>Waits until the server listens, so that a printed link can be opened.</summary>
    private async Task<bool> Started(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var onStop = stop.Register(() => started.TrySetCanceled(stop));
        try
        {
            await started.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
