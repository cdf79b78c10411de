namespace GovernanceConsole.Domain.Evidence;

/// <summary>How one check ended.</summary>
public enum CheckState
{
    Holds = 0,
    Failed = 1,

    /// <summary>What it takes is not in the receipt, by nature or because it was erased.</summary>
    NotCheckable = 2,
}

/// <summary>One check. <paramref name="Name"/> is stable and the same in every verifier of ours; <paramref name="Rule"/> is the sentence that holds, failed or could not be checked.</summary>
public sealed record ReceiptCheck(string Name, string Rule, CheckState State)
{
    public static ReceiptCheck Of(string name, string rule, bool holds) => new(name, rule, holds ? CheckState.Holds : CheckState.Failed);

    public static ReceiptCheck Unknown(string name, string rule) => new(name, rule, CheckState.NotCheckable);
}

/// <summary>What a receipt is worth: every check in order, and how far it may be believed.</summary>
public sealed record ReceiptVerdict(IReadOnlyList<ReceiptCheck> Checks, bool Demo, bool Practice, bool Drill = false)
{
    /// <summary>True when nothing failed. A demo's receipt can hold too: see <see cref="Warnings"/>.</summary>
    public bool Holds => Checks.All(check => check.State != CheckState.Failed);

    /// <summary>What must be said beside the result, loudly.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (Demo)
                yield return "DEMO. This receipt comes from a demo: nothing in it happened in the world.";
            if (Drill)
                yield return "DRILL. This was a vigilance drill: a decoy that people were to notice. Nothing could have come of it.";
            if (Practice)
                yield return "PRACTICE KEY. At least one signature was made by a script in a page and proves nothing about a person.";
        }
    }
}
