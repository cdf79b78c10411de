using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.People;

/// <summary>Every way this feature's acts say no. The rules' own refusals stand beside the rules in <c>Domain/People</c>.</summary>
internal static class PeopleRefusals
{
    public static readonly Refusal NotAllowed = new("not_allowed", "Your roles do not include this. Nothing was changed. An operator can say who may.");

    public static readonly Refusal SignedOut = new("unauthenticated", "You are signed out, or your session has ended. Nothing was changed; sign in and try again.");
}
