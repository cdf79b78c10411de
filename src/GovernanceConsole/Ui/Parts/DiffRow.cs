using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Ui.Parts;

/// <summary>One row of a difference. One side missing: added or taken away. Both equal: context. <paramref name="Path"/> names the place in structured values.</summary>
public sealed record DiffRow(string? Path, SafeText? Before, SafeText? After)
{
    public bool IsSame => Before is not null && After is not null && Before.Plain == After.Plain;
}
