namespace GovernanceConsole.Features.People;

/// <summary>What this feature's changes are told under.</summary>
internal static class PeopleTopics
{
    /// <summary>Anything about anybody.</summary>
    public const string All = "people";

    /// <summary>One person: standing, sessions, passkeys, notices.</summary>
    public static string Of(string personId) => "person:" + personId;
}
