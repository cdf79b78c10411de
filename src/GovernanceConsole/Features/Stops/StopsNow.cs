using GovernanceConsole.Data;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Stops;

/// <summary>
/// Whether something is stopped, for whoever is about to let it happen. Acts ask <c>act.Kept(StopsNow.Read)</c>, which is right within the very act; what happens outside of acts asks the copy here, right as of
/// the last commit. Where stops cannot be read both throw, and nothing is let through.
/// </summary>
internal sealed class StopsNow(Database database, ChangeFeed feed) : IDisposable
{
    private readonly Mirror<StopsInForce> _mirror = new(feed, Topics.Stops, () =>
    {
        using var db = database.Read();
        return new StopsInForce(Open(db).ToList());
    });

    public StopsInForce InForce => _mirror.Value;

    public static async Task<StopsInForce> Read(GovernanceDb db) => new(await Open(db).ToListAsync());

    public void Dispose() => _mirror.Dispose();

    private static IQueryable<Stop> Open(GovernanceDb db) => db.Stops.AsNoTracking().Where(s => s.Stage != StopStage.Released).OrderBy(s => s.PlacedAt);
}
