using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.People;

/// <summary>Every way this feature's acts say no. The rules' own refusals are <see cref="Domain.People.PersonRefusals"/>.</summary>
internal static class PeopleRefusals
{
    public static readonly Refusal NotAllowed = new("not_allowed", "Your roles do not include this. Nothing was changed. An operator can say who may.");

    public static readonly Refusal SignedOut = new("unauthenticated", "You are signed out, or your session has ended. Nothing was changed; sign in and try again.");

    public static readonly Refusal CeremonyOver = new("wrong_state", "This took longer than five minutes, or was answered already. Nothing was recorded; start again.");

    public static readonly Refusal PasskeyChanged = new("wrong_state", "The passkey was used elsewhere at the same moment, or removed. Nothing was recorded; try again.");
}
