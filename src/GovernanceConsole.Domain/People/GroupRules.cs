using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.People;

/// <summary>Named lists of people that policies may name as target. Being in one decides who may sign, so nobody puts themselves into one where somebody else could.</summary>
public static partial class GroupRules
{
    /// <summary>The list's name: lower case, a letter first, 2 to 41 of letters, digits and hyphens.</summary>
    public static Outcome<string> Name(string? entered) =>
        entered?.Trim() is not { } name || !Shape().IsMatch(name) ? PersonRefusals.Field("/group", "A group's name is 2 to 41 lower-case letters, digits and hyphens, with a letter first: finance, on-call.")
        : Taken.Contains(name) ? PersonRefusals.Field("/group", $"'{name}' has a meaning of its own where a quorum is written. Choose another name.")
        : name;

    // The words of a quorum (Domain/Approvals/Quorum.cs).
    private static readonly string[] Taken = ["asked", "and", "or", "of"];

    /// <summary>Null when <paramref name="actorId"/> may change the groups of <paramref name="personId"/>, where so many operators are active.</summary>
    public static Refusal? MayChange(string actorId, string personId, int activeOperators) =>
        actorId == personId && activeOperators > 1 ? PersonRefusals.OwnGroups : null;

    [GeneratedRegex("^[a-z][a-z0-9-]{1,40}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();
}
