using GovernanceConsole.Data;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Escalation;

/// <summary>A stop holds an item: nobody new is asked, and its levels' clocks stand still. When it is let go they are given back exactly what they lost, and the sweep looks at once.</summary>
internal static class HeldQuestions
{
    /// <param name="act">The act that lets it go.</param>
    /// <param name="intentId">What was held.</param>
    /// <param name="heldAt">Since when.</param>
    /// <param name="dueAt">When the item is due now.</param>
    public static async Task Resume(Act act, string intentId, DateTime heldAt, DateTime dueAt)
    {
        var lost = act.Now > heldAt ? (long)(act.Now - heldAt).TotalMilliseconds : 0;
        await act.Db.Statements.Run(
            "UPDATE item_escalations SET \"EnteredAt\" = \"EnteredAt\" + @p0, \"NextAt\" = \"NextAt\" + @p0, \"EndsAt\" = \"EndsAt\" + @p0, \"BreachAt\" = \"BreachAt\" + @p0, \"DeadlineAt\" = @p1, \"LookAt\" = @p2, "
            + "\"Version\" = \"Version\" + 1 WHERE \"IntentId\" = @p3 AND \"LookAt\" IS NOT NULL", lost, UtcMilliseconds.Of(dueAt), UtcMilliseconds.Of(act.Now), intentId);
    }
}
