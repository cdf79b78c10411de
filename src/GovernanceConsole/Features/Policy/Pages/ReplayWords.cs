using System.Globalization;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>A verdict in a few words, for comparing two of them on a line.</summary>
internal static class ReplayWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        { FailedClosed: true } => "fails closed, every approver is asked",
        { Effect: Effect.Deny } => "denied",
        { Effect: Effect.Allow } => $"allowed for {Seconds(verdict.TtlSeconds)}, {SafetyNet.Name(verdict.Risk)}",
        _ => $"{verdict.Requirement.Quorum} {(verdict.Requirement.Quorum == 1 ? "signature" : "signatures")} from {string.Join(", then ", verdict.Escalation.Select(step => step.To))}, {SafetyNet.Name(verdict.Risk)}, for {Seconds(verdict.TtlSeconds)}",
    };

    private static string Seconds(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds} s");
}
