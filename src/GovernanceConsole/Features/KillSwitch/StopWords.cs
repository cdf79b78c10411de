using GovernanceConsole.Domain.KillSwitch;

namespace GovernanceConsole.Features.KillSwitch;

/// <summary>What a stage means, in a sentence for people.</summary>
internal static class StopWords
{
    /// <summary>What is so while the stop stands there.</summary>
    public static string Now(StopStage stage) => stage switch
    {
        StopStage.InForce => "Pending intents are held, nobody signs, no token is issued or counts, nothing is redeemed.",
        StopStage.Deciding => "People decide again. No token is issued or counts, nothing is redeemed, and nothing is granted without a person.",
        StopStage.Acting => "What people granted is done again. Nothing is granted without a person.",
        _ => "Over.",
    };

    /// <summary>What a step to there changes.</summary>
    public static string Next(StopStage stage) => stage switch
    {
        StopStage.Deciding => "People decide again; what was held goes on with the time it lost.",
        StopStage.Acting => "Tokens are issued and grants redeemed again.",
        _ => "The stop is over; policy may allow alone again.",
    };

    /// <summary>The stage in two or three words.</summary>
    public static string Name(StopStage stage) => stage switch
    {
        StopStage.InForce => "In force",
        StopStage.Deciding => "People decide",
        StopStage.Acting => "People and tools act",
        _ => "Released",
    };
}
