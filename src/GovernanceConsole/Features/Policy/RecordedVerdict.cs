using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy;

/// <summary>What the host made of an answer when it was given, read back from the record, so that another answer can be held beside it.</summary>
internal static class RecordedVerdict
{
    // What was decided is read as it was, whatever is asked at least today.
    private static readonly AssuranceLadder AsItWas = new(Assurance.Passkey, Assurance.Passkey, Assurance.Passkey, Assurance.Passkey);

    /// <param name="document">The decision document as it was stored. The bytes are ours: anything unexpected in them throws.</param>
    /// <param name="intentType">What it was decided on.</param>
    public static Verdict Of(byte[] document, string intentType, PermissionCatalogue permissions)
    {
        var decision = JsonNode.Parse(document)!;
        var answer = decision["decision"]!.DeepClone().AsObject();
        answer["rules"] = decision["policy"]!["rules"]!.DeepClone();
        var verdict = SafetyNet.Check(answer, Risk.Routine, permissions.Ceilings, permissions.Fallback(intentType), AsItWas);
        return verdict with { FailedClosed = (bool)decision["host"]!["failed_closed"]! };
    }
}
