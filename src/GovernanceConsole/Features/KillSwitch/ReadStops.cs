using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>A stop in a list: who placed it, and how many of the enforcement points that were asked have confirmed it.</summary>
public sealed record StopLine(Stop Stop, string PlacedBy, int Asked, int Confirmed);

/// <summary>Stops that are not over, and the last ones that are.</summary>
public sealed record StopsView(IReadOnlyList<StopLine> InForce, IReadOnlyList<StopLine> Over, bool ReaderStops);

/// <summary>What an enforcement point has to do with a stop. <paramref name="ConfirmedAt"/> is null where it was not heard from.</summary>
public sealed record StopPoint(string Id, string Name, bool Active, DateTime RequestedAt, DateTime? ConfirmedAt);

/// <summary>A step of a release that was signed.</summary>
public sealed record StopStep(StopStage Stage, string SignedBy, string SignedById, DateTime SignedAt, string Reason, bool Bootstrap);

/// <summary>One stop with everything that is known of it.</summary>
/// <param name="Next">The step that comes next; null when it is over.</param>
/// <param name="Why">Why the reader cannot sign that step; null when they can.</param>
/// <param name="Bootstrap">True when the reader would sign without an independent second operator.</param>
public sealed record StopFile(Stop Stop, string PlacedBy, IReadOnlyList<StopPoint> Points, IReadOnlyList<StopStep> Steps, StopStage? Next, string? Why, bool Bootstrap, long? LogIndex);

/// <summary>Reads stops for people. Changes nothing.</summary>
internal sealed class ReadStops(Database database, Work work)
{
    private const int Most = 50;

    public async Task<Outcome<StopsView>> List(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadStops, now) is { } refusal)
            return refusal;
        return new StopsView(
            await Lines(db, db.Stops.Where(s => s.Stage != StopStage.Released).OrderByDescending(s => s.PlacedAt)).ToListAsync(cancel),
            await Lines(db, db.Stops.Where(s => s.Stage == StopStage.Released).OrderByDescending(s => s.PlacedAt).Take(Most)).ToListAsync(cancel),
            await db.Lacks(actor, Permission.Stop, now) is null);
    }

    private static IQueryable<StopLine> Lines(GovernanceDb db, IQueryable<Stop> stops) => stops.Select(stop => new StopLine(
        stop,
        db.People.Where(p => p.Id == stop.PlacedById).Select(p => p.Name).FirstOrDefault() ?? stop.PlacedById,
        db.StopConfirmations.Count(c => c.StopId == stop.Id),
        db.StopConfirmations.Count(c => c.StopId == stop.Id && c.ConfirmedAt != null)));

    public async Task<Outcome<StopFile>> One(Actor actor, string id, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadStops, now) is { } refusal)
            return refusal;
        if (await db.Stops.SingleOrDefaultAsync(s => s.Id == id, cancel) is not { } stop)
            return StopRefusals.NotFound;
        var placedBy = await db.People.Where(p => p.Id == stop.PlacedById).Select(p => p.Name).SingleOrDefaultAsync(cancel) ?? stop.PlacedById;
        var points = await (from asked in db.StopConfirmations
                            where asked.StopId == id
                            join point in db.Points on asked.PointId equals point.Id
                            orderby point.Name
                            select new StopPoint(point.Id, point.Name, point.SuspendedAt == null, asked.RequestedAt, asked.ConfirmedAt)).ToListAsync(cancel);
        var steps = await (from release in db.StopReleases
                           where release.StopId == id
                           orderby release.Stage
                           select new StopStep(release.Stage, db.People.Where(p => p.Id == release.SignedById).Select(p => p.Name).FirstOrDefault() ?? release.SignedById, release.SignedById, release.SignedAt, release.Reason, release.Bootstrap)).ToListAsync(cancel);
        var next = StopRules.Next(stop);
        var (why, bootstrap) = next is { } to ? await MaySign(db, actor, stop, to, now) : (null, false);
        var index = await db.LogEntries.Where(e => e.SubjectId == id && e.Type == AuditTypes.StopPlaced).Select(e => (long?)e.Index).SingleOrDefaultAsync(cancel);
        return new StopFile(stop, placedBy, points, steps, next, why, bootstrap, index);
    }

    private static async Task<(string? Why, bool Bootstrap)> MaySign(GovernanceDb db, Actor actor, Stop stop, StopStage to, DateTime now)
    {
        if (await db.Lacks(actor, Permission.Stop, now) is not null)
            return ("An operator signs it.", false);
        var signers = StopRules.MayRelease(stop, to, await Operators.Of(db, now));
        if (signers.IsRefused)
            return (signers.Refusal.Message, false);
        return signers.Value.PersonIds.Contains(actor.Id) ? (null, signers.Value.Bootstrap)
            : (stop.PlacedById == actor.Id ? "You placed this stop, so another operator signs its release." : "Another operator signs it: you and the person who placed it vouched for one another's passkey.", false);
    }
}
