using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Evidence;

/// <summary>How printing evidence says no.</summary>
internal static class EvidenceRefusals
{
    public static readonly Refusal Moving = new("unavailable", "The receipt could not be printed: the intent changed each time, or the log does not prove its entries. Ask again; if it happens twice, verify the log.");
}
