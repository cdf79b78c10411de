using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>
/// The variables of one running rule. Which steps bind a slot is decided by the compiler, so a slot is only read after it was written and need not be cleared when the search turns back.
/// </summary>
internal sealed class Frame(FrameLayout layout)
{
    public Value?[] Slots { get; } = layout.Slots == 0 ? [] : new Value?[layout.Slots];

    /// <summary>How far each running scan has come.</summary>
    public int[] Positions { get; } = layout.Positions == 0 ? [] : new int[layout.Positions];

    /// <summary>What longer-running steps keep: contexts to return to, iterators.</summary>
    public object?[] States { get; } = layout.States == 0 ? [] : new object?[layout.States];
}
