namespace GovernanceConsole.Domain.People;

/// <summary>Which credentials count. The practice key counts in the demo only, at enrolment and at every assertion; an account never loses its last passkey.</summary>
public static class PasskeyRules
{
    private const int LongestLabel = 60;

    /// <summary>What the owner calls the passkey; <c>Passkey</c> where nothing was entered.</summary>
    public static Outcome<string> Label(string? entered) =>
        string.IsNullOrWhiteSpace(entered) ? "Passkey" : PersonRules.Line(entered, "/label", "A passkey's name", LongestLabel);

    /// <summary>Null when a credential of this kind may be enrolled or used here.</summary>
    public static Refusal? Counts(bool practice, bool demo) => practice && !demo ? PersonRefusals.PracticeKey : null;

    /// <summary>Null when the person may remove the passkey, of which they hold <paramref name="live"/> in all.</summary>
    public static Refusal? MayRemove(Passkey? passkey, string personId, int live) =>
        passkey is null || passkey.PersonId != personId || passkey.RemovedAt is not null ? PersonRefusals.UnknownPasskey
        : live <= 1 ? PersonRefusals.LastPasskey
        : null;
}
