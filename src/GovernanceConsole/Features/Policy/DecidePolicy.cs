using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Shadow;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Policy;

/// <summary>
/// Asks the active policy about an intent, lets the host's safety net have the last word, and does what the decision obliges to. Runs inside an act; the evaluation is stored with it, pinned to intent, input and bundle.
/// </summary>
internal sealed class DecidePolicy(IPolicyEngine engine, PermissionCatalogue permissions, ShadowQueue shadow, ILogger<DecidePolicy> log)
{
    /// <summary>Stands where a bundle's digest would, while none is active.</summary>
    private const string NoBundle = "none";

    /// <param name="act">The act whose commit carries the evaluation.</param>
    /// <param name="intentId">The intent decided on.</param>
    /// <param name="intentDigest">Its digest.</param>
    /// <param name="input">What the engine sees.</param>
    /// <param name="floor">The highest of intent type's and agent's risk.</param>
    /// <param name="phase"><c>declared</c> or <c>redeemed</c>.</param>
    /// <param name="neverAlone">Why nothing may be allowed without a person at the moment; null when it may.</param>
    public async Task<(Verdict Verdict, PolicyDecision Decision)> Handle(Act act, string intentId, string intentDigest, PolicyInput input, Risk floor, string phase, string? neverAlone = null)
    {
        var fallback = permissions.Fallback(input.IntentType);
        var inputBytes = CanonicalJson.Write(input.ToJson());
        var active = (await act.Kept(ActivePolicy.Read)).Bundle;
        var answer = active is null ? EngineAnswer.Failed("no policy is active", TimeSpan.Zero) : await engine.Decide(active.Digest, inputBytes, act.Now);
        if (answer.Error is { } error)
            log.LogError("The policy gave no decision on {Intent}; people are asked: {Error}", intentId, error);
        var verdict = SafetyNet.Check(answer, floor, permissions.Ceilings, fallback, permissions.Ladder);
        var said = verdict;
        var (honoured, unmet) = await FulfilObligations.Handle(act, intentId, (string?)input.Agent["owner"] ?? "", verdict.Obligations);
        if (unmet is not null)
            verdict = SafetyNet.Unmet(verdict, unmet, floor, fallback, permissions.Ladder) with { Obligations = honoured };
        if (neverAlone is not null)
            verdict = SafetyNet.NeverAlone(verdict, neverAlone, permissions.Ladder);
        var id = act.Ids.New(Ids.Evaluation);
        var document = new JsonObject
        {
            ["evaluation_id"] = id,
            ["evaluated_at"] = act.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["phase"] = phase,
            ["intent_digest"] = intentDigest,
            ["input_digest"] = IntentDigest.Of(inputBytes),
            ["policy"] = new JsonObject
            {
                ["bundle_digest"] = active?.Digest ?? NoBundle,
                ["version"] = active?.Version ?? "none",
                ["git_commit"] = active?.GitCommit,
                ["entrypoint"] = IPolicyEngine.Entrypoint,
                ["rules"] = Strings(verdict.Rules),
            },
            ["engine"] = new JsonObject { ["id"] = engine.EngineId, ["steps"] = answer.Steps, ["elapsed_us"] = (long)answer.Elapsed.TotalMicroseconds },
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
            BundleDigest = active?.Digest ?? NoBundle,
            Rules = string.Join(',', verdict.Rules),
            Input = inputBytes,
            Document = CanonicalJson.Write(document),
        };
        act.Insert(decision);
        shadow.Offer(new ShadowQuestion(decision, floor, fallback, said));
        return (verdict, decision);
    }

    private static JsonObject DecisionOf(Verdict verdict)
    {
        var json = new JsonObject
        {
            ["effect"] = verdict.Effect switch { Effect.Allow => "allow", Effect.Deny => "deny", _ => "escalate" },
            ["risk"] = SafetyNet.Name(verdict.Risk),
            ["reasons"] = Strings(verdict.Reasons),
        };
        if (verdict.Obligations.Count > 0)
            json["obligations"] = new JsonArray([.. verdict.Obligations.Select(o => (JsonNode)o.ToJson())]);
        if (verdict.Effect == Effect.Deny)
            return json;
        json["grants"] = new JsonArray([.. verdict.Grants.Select(g => (JsonNode)new JsonObject { ["permission"] = g.Permission, ["ttl_seconds"] = g.TtlSeconds })]);
        json["ttl_seconds"] = verdict.TtlSeconds;
        if (verdict.Effect == Effect.Escalate)
        {
            json["require"] = verdict.Requirement.ToJson();
            json["escalation"] = new JsonArray([.. verdict.Escalation.Select(s => (JsonNode)new JsonObject { ["to"] = s.To, ["within_seconds"] = s.WithinSeconds })]);
        }
        return json;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);
}
