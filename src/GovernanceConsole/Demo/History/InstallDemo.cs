using GovernanceConsole.Data;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Demo.Stories;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.History;

/// <summary>
/// Fills an empty demo database before the server listens: cast, then sixty days of history, marked <c>demo.installed</c> in the log at both ends. Broken off in the middle, the next start refuses and
/// says how to begin anew. Does nothing when the console opened read-only.
/// </summary>
internal sealed class InstallDemo(Work work, Database database, Place place, IdSource ids, InstallPolicy policy, InstallCast installCast, PlayHistory play, Storybook book, DemoCast cast, Terminal terminal) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await work.Ready.WaitAsync(cancellationToken);
        if (!place.Demo || work.ReadOnlyBecause is not null)
            return;
        await using (var db = database.Read())
        {
            var marks = await db.LogEntries.CountAsync(e => e.Type == AuditTypes.DemoInstalled, cancellationToken);
            if (marks == 1)
                throw new StartRefused(["The demo was stopped while its history was being made. Remove it (--demo --remove-demo) and start it again."]);
            if (marks > 1)
                return;
        }
        await Install(work.Now(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Install(DateTime now, CancellationToken stop)
    {
        await terminal.Say("Preparing sixty days of history for the demo. This happens once and takes some seconds.");
        var keys = cast.People.ToDictionary(p => p.Key, _ => new HistoryAuthenticator(ids), StringComparer.Ordinal);
        try
        {
            var first = now.Date.AddDays(-Calendar.Days - 1).AddHours(8);
            await work.DoAt(first, () => Mark("cast", stop));
            await work.DoAt(first, async () =>
            {
                await policy.Handle(stop);
                return new Done();
            });
            var who = await work.DoAt(first, () => installCast.Handle(keys, stop));
            var told = 0;
            await play.Handle(who, keys, Calendar.Of(book, now), now, percent =>
            {
                if (percent < told + 20)
                    return;
                told = percent / 20 * 20;
                _ = terminal.Say($"  {told} %");
            }, stop);
            await work.DoAt(now, () => Mark("history", stop));
        }
        finally
        {
            foreach (var key in keys.Values)
                key.Dispose();
        }
    }

    private async Task<Done> Mark(string part, CancellationToken stop) => (await work.Do<Done>(Actor.Console, act =>
    {
        act.Audit(AuditTypes.DemoInstalled, "demo", new Dictionary<string, string> { ["part"] = part });
        return Task.FromResult<Outcome<Done>>(new Done());
    }, stop)).Value;
}
