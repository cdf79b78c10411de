using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Features.Policy;

/// <summary>The least assurance of a signature by risk, each <c>passkey</c>, <c>device-bound</c> or <c>two-people</c>. A policy may ask for more, never for less. Section <c>Policy:Assurance</c>.</summary>
internal sealed class AssuranceOptions
{
    public string Routine { get; set; } = AssuranceLadder.Default.Routine;

    public string Elevated { get; set; } = AssuranceLadder.Default.Elevated;

    public string High { get; set; } = AssuranceLadder.Default.High;

    public string Critical { get; set; } = AssuranceLadder.Default.Critical;

    public AssuranceLadder ToLadder() => new(Routine, Elevated, High, Critical);
}
