using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// The host's last word on what a policy answered. It reads the decision document strictly, raises risk to the floor of intent type and agent, clamps lifetimes to the
/// permission's ceiling, raises control and assurance to what the risk takes, and turns whatever it does not understand into <see cref="Effect.Escalate"/> with reason <c>policy_error</c>. Nothing it does widens.
/// </summary>
public static class SafetyNet
{
    /// <summary>The longest any grant may live, seconds.</summary>
    public const int GrantCeilingSeconds = 900;

    private static readonly string[] Known = ["effect", "risk", "reasons", "rules", "grants", "ttl_seconds", "require", "escalation", "obligations"];

    /// <summary>Everybody with the role of approver: who is asked when a policy names nobody.</summary>
    public const string EveryApprover = "approvers";

    /// <summary>The agent's owner, in an escalation's step.</summary>
    public const string Owner = "owner";

    /// <summary>What the name of an escalation tree stands behind, in an escalation's step.</summary>
    public const string Tree = "tree:";

    /// <summary>Checks and completes <paramref name="answer"/>; null, malformed or unknown becomes a question to people.</summary>
    /// <param name="answer">The decision document as the engine returned it.</param>
    /// <param name="floor">The highest of intent type's and agent's risk.</param>
    /// <param name="catalogue">Permission names with their ceilings in seconds.</param>
    /// <param name="fallback">The permission an approval would give when the policy could not say, i.e. the intent type's own.</param>
    /// <param name="ladder">The least assurance of each risk.</param>
    public static Verdict Check(JsonObject? answer, Risk floor, IReadOnlyDictionary<string, int> catalogue, GrantTerm fallback, AssuranceLadder ladder)
    {
        try
        {
            return answer is null ? Failed("the policy gave no decision", floor, fallback, ladder) : Read(answer, floor, catalogue, ladder);
        }
        catch (Exception malformed) when (malformed is FormatException or InvalidOperationException or ArgumentException)
        {
            return Failed($"the policy's decision could not be used: {malformed.Message}", floor, fallback, ladder);
        }
    }

    /// <summary>The same for what an engine answered, which may be an error.</summary>
    public static Verdict Check(EngineAnswer answer, Risk floor, IReadOnlyDictionary<string, int> catalogue, GrantTerm fallback, AssuranceLadder ladder) =>
        answer.Error is { } fault ? Failed(fault, floor, fallback, ladder) : Check(answer.Decision, floor, catalogue, fallback, ladder);

    /// <summary>The verdict of a policy that failed: ask every approver, with the type's own permission and a risk of at least elevated.</summary>
    public static Verdict Failed(string why, Risk floor, GrantTerm fallback, AssuranceLadder ladder)
    {
        var (risk, clamped) = (Max(floor, Risk.Elevated), new List<string>());
        var require = Raised(Requirement.Default, risk, ladder, clamped);
        return new(Effect.Escalate, risk, [$"policy_error: {why}"], [], [fallback with { TtlSeconds = Math.Min(fallback.TtlSeconds, GrantCeilingSeconds) }],
            Math.Min(fallback.TtlSeconds, GrantCeilingSeconds), require, [new EscalationStep(EveryApprover, 0)], clamped, FailedClosed: true);
    }

    /// <summary>The verdict when an obligation of it cannot be honoured: a denial stays one, everything else is as if the policy had failed (AuthZEN Obligations profile, draft 1, non-compliance).</summary>
    public static Verdict Unmet(Verdict verdict, string why, Risk floor, GrantTerm fallback, AssuranceLadder ladder) =>
        verdict.Effect == Effect.Deny ? verdict with { Clamped = [.. verdict.Clamped, why] } : Failed(why, floor, fallback, ladder);

    /// <summary>The same verdict, but never without a person: what would be allowed alone is put to every approver, on the same terms.</summary>
    public static Verdict NeverAlone(Verdict verdict, string why, AssuranceLadder ladder)
    {
        if (verdict.Effect != Effect.Allow)
            return verdict;
        List<string> clamped = [.. verdict.Clamped, why];
        return verdict with { Effect = Effect.Escalate, Requirement = Raised(verdict.Requirement, verdict.Risk, ladder, clamped), Escalation = [new EscalationStep(EveryApprover, 0)], Clamped = clamped };
    }

    private static Verdict Read(JsonObject answer, Risk floor, IReadOnlyDictionary<string, int> catalogue, AssuranceLadder ladder)
    {
        if (answer.FirstOrDefault(m => !Known.Contains(m.Key)).Key is { } stranger)
            throw new FormatException($"it has a member '{stranger}' that nobody knows");
        var clamped = new List<string>();
        var effect = Text(answer["effect"]) switch
        {
            "allow" => Effect.Allow,
            "deny" => Effect.Deny,
            "escalate" => Effect.Escalate,
            _ => throw new FormatException("its effect is none of allow, escalate, deny"),
        };
        var reasons = Texts(answer["reasons"]);
        if (reasons.Count is 0 or > 20 || reasons.Any(r => r.Length is 0 or > 500))
            throw new FormatException("it needs 1 to 20 reasons of at most 500 characters");
        var risk = answer["risk"] is { } named ? ReadRisk(Text(named)) : Risk.Routine;
        if (floor > risk)
        {
            clamped.Add($"risk raised from {Name(risk)} to {Name(floor)}");
            risk = floor;
        }
        var obligations = Obligation.Read(answer["obligations"]);
        if (effect == Effect.Deny)
            return new Verdict(effect, risk, reasons, Texts(answer["rules"]), [], 0, Requirement.Default, [], clamped, false) { Obligations = obligations };

        var grants = ReadGrants(answer["grants"], catalogue, clamped);
        var require = effect == Effect.Escalate ? Raised(Requirement.Read(answer["require"]), risk, ladder, clamped) : Requirement.Default;
        var steps = effect == Effect.Escalate ? ReadSteps(answer["escalation"], require) : [];
        return new Verdict(effect, risk, reasons, Texts(answer["rules"]), grants, grants.Min(g => g.TtlSeconds), require, steps, clamped, false) { Obligations = obligations };
    }

    private static List<GrantTerm> ReadGrants(JsonNode? node, IReadOnlyDictionary<string, int> catalogue, List<string> clamped)
    {
        var grants = new List<GrantTerm>();
        foreach (var item in node as JsonArray ?? [])
        {
            var permission = Text(item?["permission"]);
            if (!catalogue.TryGetValue(permission, out var ceiling))
                throw new FormatException($"permission '{permission}' is not in the catalogue");
            var wanted = item?["ttl_seconds"]?.GetValue<int>() ?? throw new FormatException("a grant names no ttl_seconds");
            if (wanted <= 0)
                throw new FormatException("a grant's ttl_seconds is not positive");
            var ttl = Math.Min(wanted, Math.Min(ceiling, GrantCeilingSeconds));
            if (ttl < wanted)
                clamped.Add($"{permission}: {wanted} s cut to {ttl} s");
            grants.Add(new GrantTerm(permission, ttl));
        }
        return grants.Count > 0 ? grants : throw new FormatException("it grants no permission");
    }

    /// <summary>What it takes, raised to what this risk takes at least: confirming is for routine and elevated risk only, and assurance has a floor each.</summary>
    private static Requirement Raised(Requirement require, Risk risk, AssuranceLadder ladder, List<string> clamped)
    {
        if (require.Control == Control.Confirm && risk >= Risk.High)
        {
            clamped.Add($"confirming raised to four eyes: the risk is {Name(risk)}");
            require = require with { Control = Control.FourEyes };
        }
        var floor = ladder.Of(risk);
        if (!Assurance.Reaches(require.Assurance, floor))
        {
            clamped.Add($"assurance raised from {require.Assurance} to {floor}");
            require = require with { Assurance = floor };
        }
        return require.Assurance == Assurance.TwoPeople ? require with { Quorum = require.Quorum.AtLeast(2) } : require;
    }

    private static List<EscalationStep> ReadSteps(JsonNode? node, Requirement require)
    {
        var steps = (node as JsonArray ?? []).Select(s => new EscalationStep(Text(s?["to"]), s?["within_seconds"]?.GetValue<int>() ?? 0)).ToList();
        if (steps.Any(step => step.To.Split(' ') is var targets && (targets.Contains("") || (targets.Length > 1 && targets.Any(target => target.StartsWith(Tree, StringComparison.Ordinal))))))
            throw new FormatException("a step of its escalation names nobody, or a tree beside somebody else");
        // Raised to four eyes, the owner alone cannot answer: then everybody is asked, as where policy names nobody.
        if (require.Control == Control.FourEyes)
            steps.RemoveAll(step => step.To == Owner);
        return steps.Count > 0 ? steps : [Asked(require)];
    }

    /// <summary>Whom a decision asks that names nobody: the owner where confirming is enough, the groups that must sign, else everybody.</summary>
    private static EscalationStep Asked(Requirement require) => new(
        require.Control == Control.Confirm && require.Quorum is { IsPlain: true, Least: 1 } ? Owner
        : require.Quorum.Alternatives.All(seats => seats.All(seat => seat != Quorum.Asked)) ? string.Join(' ', require.Quorum.Groups.Select(group => SeparationOfDuties.GroupPrefix + group))
        : EveryApprover, 0);

    public static Risk ReadRisk(string name) => RiskOf(name) ?? throw new FormatException($"'{name}' is no risk");

    /// <summary>Null for a name that is none of the four.</summary>
    public static Risk? RiskOf(string name) => name switch
    {
        "routine" => Risk.Routine,
        "elevated" => Risk.Elevated,
        "high" => Risk.High,
        "critical" => Risk.Critical,
        _ => null,
    };

    public static string Name(Risk risk) => risk switch
    {
        Risk.Routine => "routine",
        Risk.Elevated => "elevated",
        Risk.High => "high",
        _ => "critical",
    };

    public static Risk Max(Risk a, Risk b) => a > b ? a : b;

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new FormatException("a text is missing");

    private static List<string> Texts(JsonNode? node) => node is JsonArray items ? [.. items.Select(Text)] : [];
}
