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
        _ => $"{Signatures(verdict.Requirement)} from {string.Join(", then ", verdict.Escalation.Select(step => step.To))}, {SafetyNet.Name(verdict.Risk)}, for {Seconds(verdict.TtlSeconds)}",
    };

    /// <summary>"2 signatures", "signatures of 2 of finance and 1 of security".</summary>
    public static string Signatures(Requirement require) => !require.Quorum.IsPlain ? $"signatures of {require.Quorum}" : require.Quorum.Least == 1 ? "1 signature" : string.Create(CultureInfo.InvariantCulture, $"{require.Quorum.Least} signatures");

    private static string Seconds(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds} s");
}
