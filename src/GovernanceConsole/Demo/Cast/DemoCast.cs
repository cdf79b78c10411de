using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.Cast;

/// <summary>A persona of the demo.</summary>
internal sealed record CastPerson(string Key, string Name, string Email, string Zone, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups, string Title, string Says, int EnrolledDaysAgo);

/// <summary>A toy tool.</summary>
internal sealed record CastPoint(string Key, string Name, IReadOnlyList<string> Audiences);

/// <summary>A toy agent.</summary>
internal sealed record CastAgent(string Key, string Name, string Owner, string Purpose, string Environment, string RiskTier, IReadOnlyList<string> IntentTypes, IReadOnlyList<string> Tools);

/// <summary>Who is who in the database: ids by the keys of the cast.</summary>
internal sealed record CastIds(IReadOnlyDictionary<string, string> People, IReadOnlyDictionary<string, string> Points, IReadOnlyDictionary<string, string> Agents);

/// <summary>The people, points and agents of <c>assets/demo/cast.json</c>, with the keys of the software among them. Fails the start when the file cannot be read.</summary>
internal sealed class DemoCast
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly KeyFolder _keys;

    public DemoCast(Place place, KeyFolder keys)
    {
        var sheet = JsonSerializer.Deserialize<Sheet>(File.ReadAllBytes(Path.Combine(place.AssetsFolder, "demo", "cast.json")), Names) ?? throw new JsonException("The demo's cast is empty.");
        (People, Points, Agents) = (sheet.People, sheet.Points, sheet.Agents);
        _keys = new KeyFolder(Path.Combine(keys.Path, "demo"));
    }

    public IReadOnlyList<CastPerson> People { get; }

    public IReadOnlyList<CastPoint> Points { get; }

    public IReadOnlyList<CastAgent> Agents { get; }

    /// <summary>The private key of an agent or point: a file that only its owner may read, made on first use.</summary>
    public ECDsa KeyOf(string key) => _keys.EcdsaP256(key);

    /// <summary>The public half, as it is registered.</summary>
    public string PublicJwkOf(string key)
    {
        using var pair = KeyOf(key);
        var at = pair.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Domain.Approvals.WebAuthn.Base64UrlText.Encode(at.X!),
            ["y"] = Domain.Approvals.WebAuthn.Base64UrlText.Encode(at.Y!),
        }.ToJsonString();
    }

    /// <summary>Looks everybody up. Throws when the cast is not complete in this database.</summary>
    public async Task<CastIds> Find(Database database, CancellationToken stop)
    {
        await using var db = database.Read();
        var people = await db.People.Where(p => p.Email != null).ToDictionaryAsync(p => p.Email!, p => p.Id, stop);
        var points = await db.Points.ToDictionaryAsync(p => p.Name, p => p.Id, stop);
        var agents = await db.Agents.ToDictionaryAsync(a => a.Name, a => a.Id, stop);
        return new CastIds(
            People.ToDictionary(p => p.Key, p => people[p.Email], StringComparer.Ordinal),
            Points.ToDictionary(p => p.Key, p => points[p.Name], StringComparer.Ordinal),
            Agents.ToDictionary(a => a.Key, a => agents[a.Name], StringComparer.Ordinal));
    }

    private sealed record Sheet(IReadOnlyList<CastPerson> People, IReadOnlyList<CastPoint> Points, IReadOnlyList<CastAgent> Agents);
}
