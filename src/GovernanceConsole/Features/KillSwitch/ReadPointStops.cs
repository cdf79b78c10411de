using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>Every stop that is not over, as one enforcement point sees it.</summary>
/// <param name="Version">Grows with every stop and every step of a release; never with a confirmation.</param>
internal sealed record PointStops(long Version, JsonObject Json);

/// <summary>
/// Reads what a point must obey: always the whole state, so that whoever missed a message has missed nothing. Reasons and names of people stay inside. Throws where it cannot be read, and then nothing is said:
/// a point that does not know is stopped.
/// </summary>
internal sealed class ReadPointStops(Database database, Work work)
{
    public async Task<PointStops> Handle(Actor point, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var version = await db.Stops.MaxAsync(s => (long?)s.Sequence, cancel) ?? 0;
        var stops = await db.Stops.Where(s => s.Stage != StopStage.Released).OrderBy(s => s.PlacedAt).ToListAsync(cancel);
        var asked = await db.StopConfirmations.Where(c => c.PointId == point.Id).ToDictionaryAsync(c => c.StopId, StringComparer.Ordinal, cancel);
        return new PointStops(version, new JsonObject
        {
            ["version"] = version,
            ["as_of"] = DisplayZone.Record(work.Now()),
            ["stops"] = new JsonArray([.. stops.Select(stop => (JsonNode)View(stop, asked.GetValueOrDefault(stop.Id)))]),
        });
    }

    public static JsonObject View(Stop stop, StopConfirmation? asked) => new()
    {
        ["id"] = stop.Id,
        ["scope"] = StopStatements.ToJson(stop.Scope),
        ["stage"] = StopRules.Name(stop.Standing),
        ["stopped"] = stop.Standing < StopStage.Acting,
        ["placed_at"] = DisplayZone.Record(stop.PlacedAt),
        ["requested_at"] = asked is null ? null : DisplayZone.Record(asked.RequestedAt),
        ["confirmed_at"] = asked?.ConfirmedAt is { } at ? DisplayZone.Record(at) : null,
    };
}
