namespace GovernanceConsole.Domain.Policy;

/// <summary>What differs between two verdicts on the same question, for replays and shadows: words are not compared, consequences are.</summary>
public static class VerdictChange
{
    public static bool Alike(Verdict a, Verdict b) =>
        a.Effect == b.Effect && a.Risk == b.Risk && a.FailedClosed == b.FailedClosed && a.Requirement == b.Requirement && a.TtlSeconds == b.TtlSeconds && a.Grants.SequenceEqual(b.Grants) && a.Escalation.SequenceEqual(b.Escalation) && a.Obligations.SequenceEqual(b.Obligations);

    /// <summary>The change in a few words, coarsest first: the effect, else who must sign or what is given.</summary>
    public static string Kind(Verdict before, Verdict after) => before.Effect != after.Effect ? $"{Word(before.Effect)} → {Word(after.Effect)}"
        : after.FailedClosed != before.FailedClosed ? "fails closed"
        : before.Requirement.Quorum.Text != after.Requirement.Quorum.Text ? $"{before.Requirement.Quorum.ToJson()} → {after.Requirement.Quorum.ToJson()} signatures"
        : before.Risk != after.Risk ? $"{SafetyNet.Name(before.Risk)} → {SafetyNet.Name(after.Risk)}"
        : "other terms";

    public static string Word(Effect effect) => effect switch { Effect.Allow => "allow", Effect.Deny => "deny", _ => "escalate" };
}
