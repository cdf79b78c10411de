using System.Collections.Frozen;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Features.Agents;

/// <summary>An agent or enforcement point as the token service sees it.</summary>
/// <param name="Epoch">Tokens of an earlier epoch are dead.</param>
/// <param name="Key">The registered public key; signatures are verified with nothing else.</param>
internal sealed record Client(string Id, ActorKind Kind, string Name, bool IsActive, int Epoch, JsonWebKey Key)
{
    public Actor Actor => new(Kind, Id);
}

/// <summary>
/// Who may speak to the API, in memory because every request asks. Right as of the last commit. What an act decides on, it reads again from the database: this is the fast
/// no, never the final yes.
/// </summary>
internal sealed class ClientDirectory(Database database, ChangeFeed feed) : IDisposable
{
    private readonly Mirror<Snapshot> _mirror = new(feed, Topics.Agents, () => Read(database));

    /// <summary>The client, active or not; null when there is none.</summary>
    public Client? Find(string id) => _mirror.Value.Clients.GetValueOrDefault(id);

    /// <summary>The active point that serves the audience, or null.</summary>
    public Client? ServerOf(string audience) =>
        _mirror.Value.Servers.TryGetValue(audience, out var id) && Find(id) is { IsActive: true } point ? point : null;

    public void Dispose() => _mirror.Dispose();

    private static Snapshot Read(Database database)
    {
        using var db = database.Read();
        var agents = db.Agents.Select(a => new { a.Id, a.Name, a.SuspendedAt, a.TokenEpoch, a.PublicJwk }).AsEnumerable()
            .Select(a => new Client(a.Id, ActorKind.Agent, a.Name, a.SuspendedAt is null, a.TokenEpoch, new JsonWebKey(a.PublicJwk)));
        var points = db.Points.Select(p => new { p.Id, p.Name, p.SuspendedAt, p.TokenEpoch, p.PublicJwk }).AsEnumerable()
            .Select(p => new Client(p.Id, ActorKind.Point, p.Name, p.SuspendedAt is null, p.TokenEpoch, new JsonWebKey(p.PublicJwk)));
        return new Snapshot(
            agents.Concat(points).ToFrozenDictionary(c => c.Id, StringComparer.Ordinal),
            db.PointAudiences.AsEnumerable().ToFrozenDictionary(a => a.Audience, a => a.PointId, StringComparer.Ordinal));
    }

    private sealed record Snapshot(FrozenDictionary<string, Client> Clients, FrozenDictionary<string, string> Servers);
}
