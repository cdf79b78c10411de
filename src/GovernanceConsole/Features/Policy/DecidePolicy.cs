using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Policy;

/// <summary>
/// Asks the active policy about an intent and lets the host's safety net have the last word. Runs inside an act; the evaluation is stored with it, pinned to intent, input and bundle.
/// </summary>
internal sealed class DecidePolicy(PolicyBundle bundle, ILogger<DecidePolicy> log)
{
    /// <summary>How long an approval's permission lives when the policy could not say, seconds.</summary>
    private const int FallbackTtl = 180;

    /// <param name="act">The act whose commit carries the evaluation.</param>
    /// <param name="intentId">The intent decided on.</param>
    /// <param name="intentDigest">Its digest.</param>
    /// <param name="input">What the engine sees.</param>
    /// <param name="floor">The highest of intent type's and agent's risk.</param>
    /// <param name="phase"><c>declared</c> or <c>redeemed</c>.</param>
    public (Verdict Verdict, PolicyDecision Decision) Handle(Act act, string intentId, string intentDigest, PolicyInput input, Risk floor, string phase)
    {
        var fallback = new GrantTerm(bundle.Permissions.OfType.GetValueOrDefault(input.IntentType) ?? "none", FallbackTtl);
        var inputBytes = CanonicalJson.Write(input.ToJson());
        var verdict = Evaluate(input, floor, fallback);
        var id = act.Ids.New(Ids.Evaluation);
        var engine = bundle.Engine;
        var document = new JsonObject
        {
            ["evaluation_id"] = id,
            ["evaluated_at"] = act.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["phase"] = phase,
            ["intent_digest"] = intentDigest,
            ["input_digest"] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(inputBytes)),
            ["policy"] = new JsonObject
            {
                ["bundle_digest"] = engine.Bundle.Digest,
                ["version"] = engine.Bundle.Version,
                ["git_commit"] = engine.Bundle.GitCommit,
                ["rules"] = Strings(verdict.Rules),
            },
            ["engine"] = new JsonObject { ["id"] = engine.EngineId },
            ["facts"] = input.Facts.ToJson(),
            ["decision"] = DecisionOf(verdict),
            ["host"] = new JsonObject { ["clamped"] = Strings(verdict.Clamped), ["failed_closed"] = verdict.FailedClosed },
        };
        var decision = new PolicyDecision
        {
            Id = id,
            IntentId = intentId,
            Phase = phase,
            EvaluatedAt = act.Now,
            Effect = verdict.Effect,
            BundleDigest = engine.Bundle.Digest,
            Rules = string.Join(',', verdict.Rules),
            Document = CanonicalJson.Write(document),
        };
        act.Insert(decision);
        return (verdict, decision);
    }

    private Verdict Evaluate(PolicyInput input, Risk floor, GrantTerm fallback)
    {
        try
        {
            return SafetyNet.Check(bundle.Engine.Decide(input), floor, bundle.Permissions.Ceilings, fallback);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            log.LogError(fault, "The policy engine failed; people are asked");
            return SafetyNet.Failed("the engine failed", floor, fallback);
        }
    }

    private static JsonObject DecisionOf(Verdict verdict)
    {
        var json = new JsonObject
        {
            ["effect"] = verdict.Effect switch { Effect.Allow => "allow", Effect.Deny => "deny", _ => "escalate" },
            ["risk"] = SafetyNet.Name(verdict.Risk),
            ["reasons"] = Strings(verdict.Reasons),
        };
        if (verdict.Effect == Effect.Deny)
            return json;
        json["grants"] = new JsonArray([.. verdict.Grants.Select(g => (JsonNode)new JsonObject { ["permission"] = g.Permission, ["ttl_seconds"] = g.TtlSeconds })]);
        json["ttl_seconds"] = verdict.TtlSeconds;
        if (verdict.Effect == Effect.Escalate)
        {
            json["require"] = new JsonObject { ["quorum"] = verdict.Requirement.Quorum, ["control"] = "four_eyes", ["assurance"] = verdict.Requirement.Assurance };
            json["escalation"] = new JsonArray([.. verdict.Escalation.Select(s => (JsonNode)new JsonObject { ["to"] = s.To, ["within_seconds"] = s.WithinSeconds })]);
        }
        return json;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
