namespace GovernanceConsole.Domain.Policy;

/// <summary>What approval would give, or allow gives: one permission for a limited time.</summary>
/// <param name="Permission">Name in the permission catalogue, e.g. <c>payments:execute</c>.</param>
/// <param name="TtlSeconds">Lifetime of the grant, seconds, from minting.</param>
public sealed record GrantTerm(string Permission, int TtlSeconds);

/// <summary>What it takes to say yes.</summary>
/// <param name="Quorum">Distinct people who must sign, 1–9.</param>
/// <param name="Control">Whether the owner may be among them.</param>
/// <param name="Assurance"><c>passkey</c> (user verification) or <c>device-bound</c>.</param>
public sealed record Requirement(int Quorum, Control Control, string Assurance)
{
    public static readonly Requirement Default = new(1, Control.FourEyes, "passkey");
}

/// <summary>A step of who is asked.</summary>
/// <param name="To"><c>group:NAME</c>, or <c>approvers</c> for everybody with the role.</param>
/// <param name="WithinSeconds">How long before the next step, seconds.</param>
public sealed record EscalationStep(string To, int WithinSeconds);

/// <summary>
/// The decision of one evaluation, after the host's safety net. Allow carries terms; escalate carries terms and a requirement, which are part of what is
/// signed; deny carries neither. Reasons stay inside the console; an agent is told a code of a closed list.
/// </summary>
public sealed record Verdict(
    Effect Effect,
    Risk Risk,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Rules,
    IReadOnlyList<GrantTerm> Grants,
    int TtlSeconds,
    Requirement Requirement,
    IReadOnlyList<EscalationStep> Escalation,
    IReadOnlyList<string> Clamped,
    bool FailedClosed)
{
    /// <summary>What is to be done along with it, whatever it says.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];
}

/// <summary>The stored evaluation: the verdict's document as canonical bytes, pinned with intent digest, input digest and bundle digest. Append-only.</summary>
public sealed class PolicyDecision
{
    /// <summary>Evaluation id.</summary>
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    /// <summary><c>declared</c> or <c>redeemed</c>.</summary>
    public required string Phase { get; init; }

    public required DateTime EvaluatedAt { get; init; }

    public required Effect Effect { get; init; }

    public required string BundleDigest { get; init; }

    /// <summary>Matched rules, comma-separated, for lists.</summary>
    public required string Rules { get; init; }

    /// <summary>What the engine was asked with, canonical JSON: kept so that another bundle can be asked the very same.</summary>
    public required byte[] Input { get; init; }

    /// <summary>Canonical JSON of the decision document (reference: decision document §9).</summary>
    public required byte[] Document { get; init; }
}
