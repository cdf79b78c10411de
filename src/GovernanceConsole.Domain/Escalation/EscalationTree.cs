using System.Text.Json;
using System.Text.Json.Serialization;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>
/// Who is asked, one level after the other, and how often from the beginning. It asks and never grants: when the last level of the last round has had its time, those people stay asked and a breach is recorded.
/// </summary>
/// <param name="Name">As policies name it: <c>tree:NAME</c>.</param>
/// <param name="Levels">First to last; the last is there for every hour and never skipped.</param>
/// <param name="Repeats">How often the levels are gone through again after the first time.</param>
/// <param name="AnswerWithin">By when somebody should have answered, by risk; null where nothing is promised.</param>
public sealed record EscalationTree(string Name, IReadOnlyList<EscalationLevel> Levels, int Repeats = 0, ResponseTimes? AnswerWithin = null)
{
    /// <summary>The tree as it is stored: JSON of our own, so anything unexpected in it throws.</summary>
    public static EscalationTree Parse(string json) => JsonSerializer.Deserialize<EscalationTree>(json)!;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>When an open item counts as answered too late; null when nothing is promised. A moment to record, and nothing else.</summary>
    public DateTime? BreachAt(DateTime openedAt, Risk risk) => AnswerWithin is { } times ? openedAt.AddSeconds(times.Of(risk)) : null;
}

/// <summary>People who are asked together.</summary>
/// <param name="Targets"><c>person:ID</c>, <c>group:NAME</c>, <c>rotation:NAME</c>, <c>approvers</c>; or one <c>tree:NAME</c> alone, which stands for that tree's levels.</param>
/// <param name="WithinSeconds">How long they have before the next level.</param>
/// <param name="BackUps">Who is asked when none of the targets can be.</param>
/// <param name="SkipIfEmpty">Goes on at once when nobody of targets and back-ups can be asked; otherwise the level's time runs, so that somebody who comes on duty is still asked.</param>
/// <param name="Hours">Asks only those for whom it is within these hours on their own wall clock; never stops the level's time.</param>
public sealed record EscalationLevel(IReadOnlyList<string> Targets, int WithinSeconds, IReadOnlyList<string> BackUps, bool SkipIfEmpty = false, WeeklyHours? Hours = null)
{
    /// <summary>The tree this level stands for; null where it asks people.</summary>
    [JsonIgnore]
    public string? Tree => Targets is [var only] && only.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal) ? only[EscalationTarget.Tree.Length..] : null;
}

/// <summary>Seconds until an answer is late, by risk.</summary>
public sealed record ResponseTimes(int Routine, int Elevated, int High, int Critical)
{
    public int Of(Risk risk) => risk switch
    {
        Risk.Routine => Routine,
        Risk.Elevated => Elevated,
        Risk.High => High,
        _ => Critical,
    };
}
