using GovernanceConsole.Data;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Episodes;

/// <summary>
/// What an open episode lets happen, asked in the act that declares, exchanges or redeems. An intent that policy would put to people is granted when it stands in the scope and fits into what is left: counted by conditional
/// updates that must each hit one row. The clock decides, not the sweep; unknown means no.
/// </summary>
/// <param name="EpisodeId">What stands in grant, token, log and receipt.</param>
/// <param name="EndsAt">No grant lives longer.</param>
/// <param name="Drill">Granted on paper only.</param>
internal sealed record UnderEpisode(string EpisodeId, DateTime EndsAt, bool Drill)
{
    /// <summary>The name under which the log's entries carry the episode.</summary>
    public const string Tag = "break_glass";

    /// <summary>What an entry names, with the episode among it where there is one.</summary>
    public static Dictionary<string, string> Tagged(string? episodeId, Dictionary<string, string> ids)
    {
        if (episodeId is not null)
            ids[Tag] = episodeId;
        return ids;
    }

    /// <summary>Counts the intent on the first open episode that covers it; null when there is none, or nothing is left.</summary>
    public static async Task<UnderEpisode?> Take(Act act, Agent agent, Intent intent)
    {
        foreach (var (episode, scope) in (await act.Kept(OpenEpisodes.Read)).All)
        {
            if (intent.AmountMinor < 0 || !scope.Covers(agent.Id, intent.Type, intent.Tool, intent.Currency) || !await Grants(act, episode, agent) || !await Count(act, episode.Id, intent))
                continue;
            act.Insert(new EpisodeAct { IntentId = intent.Id, EpisodeId = episode.Id, AgentId = agent.Id, KeyThumbprint = agent.KeyThumbprint, At = act.Now });
            act.Signal(Topics.BreakGlass);
            return new UnderEpisode(episode.Id, episode.EndsAt!.Value, episode.Drill);
        }

        return null;
    }

    /// <summary>True while a grant of an episode may be exchanged and redeemed: the episode is open now, and no drill.</summary>
    public static async Task<bool> StillCovers(Act act, Grant grant, Agent agent)
    {
        if (grant.EpisodeId is null)
            return true;
        if ((await act.Kept(OpenEpisodes.Read)).Find(grant.EpisodeId) is not { Drill: false } episode || !await Grants(act, episode, agent))
            return false;
        var lastAt = await act.Db.EpisodeLimits.Where(l => l.EpisodeId == episode.Id && l.Measure == EpisodeLimit.Acts).Select(l => l.LastAt).SingleAsync();
        return BreakGlassRules.IsOpen(episode, lastAt, act.Now);
    }

    /// <summary>Open by the clock, and still asked for by whoever answers for the agent and may break glass.</summary>
    private static async Task<bool> Grants(Act act, Episode episode, Agent agent) =>
        BreakGlassRules.IsOpen(episode, episode.OpenedAt!.Value, act.Now) && agent.OwnerId == episode.RequestedById
        && (await act.Kept(Standings.Read)).Allows(episode.RequestedById, Permission.BreakGlass, act.Now);

    private static async Task<bool> Count(Act act, string episodeId, Intent intent)
    {
        if (!await Add(act, episodeId, EpisodeLimit.Acts, 1))
            return false;
        if (intent is not { Currency: { } currency, AmountMinor: { } minor } || await Add(act, episodeId, currency, minor))
            return true;
        await act.Db.Statements.Run("UPDATE glass_limits SET \"Used\" = \"Used\" - 1 WHERE \"EpisodeId\" = @p0 AND \"Measure\" = @p1", episodeId, EpisodeLimit.Acts);
        return false;
    }

    private static async Task<bool> Add(Act act, string episodeId, string measure, long by) =>
        await act.Db.Statements.Run("UPDATE glass_limits SET \"Used\" = \"Used\" + @p0, \"LastAt\" = @p1 WHERE \"EpisodeId\" = @p2 AND \"Measure\" = @p3 AND \"Used\" + @p0 <= \"Most\" AND \"LastAt\" <= @p1",
            by, UtcMilliseconds.Of(act.Now), episodeId, measure) == 1;
}
