using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Oversight;

/// <summary>When a card was put before somebody, as the console saw it: the very document, first and last. Kept until they sign it or another.</summary>
public sealed class CardShowing
{
    public required string IntentId { get; init; }

    public required string PersonId { get; init; }

    public required string DisplayDigest { get; init; }

    public required DateTime FirstAt { get; init; }

    public required DateTime LastAt { get; set; }
}

/// <summary>
/// How long a signer had before they signed, measured by the console and kept beside the approval, outside of what is signed. A measurement, not a judgement: it decides nothing.
/// </summary>
public sealed class ApprovalReading
{
    public required string ApprovalId { get; init; }

    public required string IntentId { get; init; }

    public required string PersonId { get; init; }

    public required Risk Risk { get; init; }

    public required ApprovalVerdict Verdict { get; init; }

    public required DateTime SignedAt { get; init; }

    /// <summary>Milliseconds from the card, or from the signature before if that came later; null where no card was seen to be shown.</summary>
    public required long? DwellMs { get; init; }

    /// <summary>Words on the card.</summary>
    public required int Words { get; init; }

    /// <summary>How long somebody needs at least to read them, milliseconds, at the speed that was configured then.</summary>
    public required long LeastMs { get; init; }

    /// <summary>True when it was signed faster than it can be read.</summary>
    public required bool TooFast { get; init; }
}

/// <summary>Something operators should look at: somebody signs faster than they can read, an agent asks people too often. Once in a while for each, so that nobody stops reading alerts.</summary>
public sealed class OversightAlert
{
    public required string Id { get; init; }

    public required AlertKind Kind { get; init; }

    /// <summary>The person or agent it is about.</summary>
    public required string SubjectId { get; init; }

    public required string SubjectName { get; init; }

    public string? IntentId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>One sentence.</summary>
    public required string Words { get; init; }
}

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    TooFast = 1,
    TooOften = 2,
}
