using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Agents;

/// <summary>What the acts of the registry ask the database before they write: is the name free, is the key new, is the owner a person who can answer.</summary>
internal static class Registry
{
    /// <summary>Null when no agent and no point bears a name that reads like this one.</summary>
    public static async Task<FieldError?> NameTaken(GovernanceDb db, string name, string? butId = null)
    {
        var key = AgentRules.NameKey(name);
        var names = await db.Agents.Select(a => new { a.Id, a.Name }).Concat(db.Points.Select(p => new { p.Id, p.Name })).ToListAsync();
        return names.Any(other => other.Id != butId && AgentRules.NameKey(other.Name) == key)
            ? new FieldError("/name", "An agent or enforcement point has this name already, or one that reads the same.")
            : null;
    }

    /// <summary>Null when nobody holds the key, or ever did: a replaced key stays with its client.</summary>
    public static async Task<Refusal?> KeyTaken(GovernanceDb db, PublicJwk key)
    {
        var thumbprint = key.Thumbprint;
        return await db.ClientKeys.AnyAsync(k => k.Thumbprint == thumbprint)
            ? AgentRefusals.KeyInUse.At(new FieldError("/public_jwk", "Another client holds this key, or a client held it once."))
            : null;
    }

    /// <summary>Null when the person exists and is not suspended.</summary>
    public static async Task<FieldError?> OwnerFault(GovernanceDb db, string ownerId) =>
        await db.People.AnyAsync(p => p.Id == ownerId && p.SuspendedAt == null) ? null : new FieldError("/owner_id", "There is no such active person.");

    /// <summary>Every agent by its id.</summary>
    public static async Task<IReadOnlyDictionary<string, Agent>> Agents(GovernanceDb db) =>
        await db.Agents.AsNoTracking().ToDictionaryAsync(a => a.Id, StringComparer.Ordinal);

    /// <summary>Audiences that an active point serves.</summary>
    public static async Task<IReadOnlySet<string>> Served(GovernanceDb db) =>
        (await db.PointAudiences.Where(a => db.Points.Any(p => p.Id == a.PointId && p.SuspendedAt == null)).Select(a => a.Audience).ToListAsync())
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The sheet as it stands in the log's erasable side.</summary>
    public static JsonObject Detail(AgentSheet sheet) => new()
    {
        ["name"] = sheet.Name,
        ["purpose"] = sheet.Purpose,
        ["environment"] = sheet.Environment,
        ["risk_tier"] = sheet.RiskTier.ToString().ToLowerInvariant(),
        ["intent_types"] = new JsonArray([.. sheet.IntentTypes]),
        ["tools"] = new JsonArray([.. sheet.Tools]),
    };

    /// <summary>Takes the agent's unredeemed grants back: no token of theirs is good any more, and their intents end as revoked.</summary>
    public static async Task RevokeGrants(Act act, string agentId)
    {
        var open = await act.Db.Grants.Where(g => g.AgentId == agentId && g.RedeemedAt == null && g.RevokedAt == null && g.ExpiresAt > act.Now).ToListAsync();
        foreach (var grant in open)
        {
            grant.RevokedAt = act.Now;
            grant.CurrentTokenId = null;
            var intent = await act.Db.Intents.SingleAsync(i => i.Id == grant.IntentId);
            intent.MoveTo(IntentStatus.Revoked, OutcomeCodes.Revoked);
            act.Audit(AuditTypes.GrantRevoked, grant.Id, new Dictionary<string, string> { ["intent"] = intent.Id, ["agent"] = agentId });
            act.Signal(Topics.Intent(intent.Id));
        }
    }
}
