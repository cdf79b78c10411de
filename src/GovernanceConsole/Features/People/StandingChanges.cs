using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>What the acts and pages about changes of standing share: who may sign one now, and how it reads.</summary>
internal static class StandingChanges
{
    /// <summary>Who may sign the change now. Refused when it may not be made, or nobody can sign.</summary>
    public static async Task<Outcome<ChangeSigners>> Signers(GovernanceDb db, StandingChange change, DateTime now)
    {
        if (change.Kind != StandingChangeKind.Recovery && !(change.Role is { } role && Enum.IsDefined(role)))
            return PersonRefusals.Field("/role", "The role is missing or not known.");
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == change.PersonId);
        var holds = await db.RoleHoldings.AnyAsync(h => h.PersonId == change.PersonId && h.Role == change.Role && h.UntilAt == null);
        var operators = await Operators.Of(db, now);
        return StandingRules.MayChange(change.Kind, change.Role, person, holds, operators) is { } refusal
            ? refusal
            : StandingRules.Signers(change.Kind, change.Role, change.ProposedById, change.PersonId, operators);
    }

    /// <summary>The change in one sentence, for notices and beside the button that signs it.</summary>
    public static string Sentence(StandingChange change, string name) => change.Kind switch
    {
        StandingChangeKind.GrantRole => $"{name} becomes {Article(change.Role!.Value)}.",
        StandingChangeKind.EndRole => $"{name} is no longer {Article(change.Role!.Value)}.",
        StandingChangeKind.Recovery => $"{name} gets a recovery link; using it removes their earlier passkeys.",
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    public static JsonObject ToDetail(StandingChange change) => new()
    {
        ["kind"] = change.Kind switch { StandingChangeKind.GrantRole => "grant", StandingChangeKind.EndRole => "end", _ => "recovery" },
        ["role"] = change.Role is { } role ? PeopleStatements.RoleName(role) : null,
    };

    private static string Article(Role role) => role == Role.Approver || role == Role.Operator || role == Role.Auditor ? "an " + PeopleStatements.RoleName(role) : throw new ArgumentOutOfRangeException(nameof(role));
}
