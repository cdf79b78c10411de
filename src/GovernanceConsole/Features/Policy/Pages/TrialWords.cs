using System.Globalization;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bench;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>A trial in sentences.</summary>
internal static class TrialWords
{
    public static string Lead(Verdict verdict) => verdict switch
    {
        { FailedClosed: true } => "Every approver is asked, because the policy failed.",
        { Effect: Effect.Deny } => "It is denied.",
        { Effect: Effect.Allow } => "It is allowed. Nobody is asked.",
        { Requirement.Quorum: { IsPlain: true, Least: 1 } } => "People are asked: one signature is needed.",
        _ => $"People are asked: {ReplayWords.Signatures(verdict.Requirement)} are needed.",
    };

    public static string Compared(Verdict then, Trial trial) => (VerdictChange.Alike(then, trial.Verdict), trial.SameInput) switch
    {
        (true, true) => "The same as was decided then.",
        (true, false) => "Still the same as was decided then.",
        _ => $"Otherwise than was decided then: {VerdictChange.Kind(then, trial.Verdict)}.",
    };

    public static string Cost(Trial trial) => string.Create(CultureInfo.InvariantCulture, $"{trial.Steps:N0} steps in {trial.Elapsed.TotalMilliseconds:0.0} ms");

    public static string Seconds(int seconds) => seconds switch
    {
        >= 3600 when seconds % 3600 == 0 => Of(seconds / 3600, "hour"),
        >= 60 when seconds % 60 == 0 => Of(seconds / 60, "minute"),
        _ => Of(seconds, "second"),
    };

    private static string Of(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");
}
