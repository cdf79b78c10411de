using GovernanceConsole.Domain.BreakGlass;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>An episode's state, for files and for people.</summary>
internal static class EpisodeWords
{
    /// <summary>As it stands in files and in the API.</summary>
    public static string Name(EpisodeState state) => state switch
    {
        EpisodeState.Asked => "asked",
        EpisodeState.Open => "open",
        EpisodeState.Lapsed => "lapsed",
        EpisodeState.Withdrawn => "withdrawn",
        _ => "closed",
    };

    /// <summary>What is so now.</summary>
    public static string Now(Episode episode) => episode.Standing switch
    {
        EpisodeState.Asked when episode.Signatures == 0 => "It opens when the person who asked signs again with their other passkey. Nothing is granted by it yet.",
        EpisodeState.Asked => episode.Signatures == 1 ? "It waits for another person's signature. Nothing is granted by it yet." : "It waits for two other people's signatures. Nothing is granted by it yet.",
        EpisodeState.Open when episode.Drill => "A drill is on: intents in its scope are granted on paper. No token is issued, and no tool acts.",
        EpisodeState.Open => "What policy would put to people in this scope is granted at once. Denials, stops and the limits of grants hold.",
        EpisodeState.Lapsed => "Nobody signed in time, so it never opened.",
        EpisodeState.Withdrawn => "It was taken back and never opened.",
        _ when episode.ReviewedAt is not null => "Over and reviewed.",
        _ => "Over. What was granted and not redeemed is revoked; somebody outside it reviews every act.",
    };

    public static string Short(Episode episode) => episode.Standing switch
    {
        EpisodeState.Asked => "Waits for signatures",
        EpisodeState.Open => "Open",
        EpisodeState.Lapsed => "Lapsed",
        EpisodeState.Withdrawn => "Withdrawn",
        _ when episode.ReviewedAt is not null => "Reviewed",
        _ => "To review",
    };
}
