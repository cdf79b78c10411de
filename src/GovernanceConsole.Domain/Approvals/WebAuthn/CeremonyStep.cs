namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// One step of a passkey ceremony and whether it held. <paramref name="Clause"/> names the step of the specification, <paramref name="Rule"/> says in a sentence what it demands,
/// <paramref name="Otherwise"/> is the refusal when it does not hold.
/// </summary>
public sealed record CeremonyStep(string Clause, string Rule, Refusal Otherwise, bool Holds);
