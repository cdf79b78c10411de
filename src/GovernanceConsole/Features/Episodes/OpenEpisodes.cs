using GovernanceConsole.Data;
using GovernanceConsole.Domain.BreakGlass;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Episodes;

/// <summary>Episodes that are marked open, with their scopes, oldest first. Whether one grants is judged by the clock of the act that asks.</summary>
internal sealed class OpenEpisodes(IReadOnlyList<(Episode Episode, EpisodeScope Scope)> all)
{
    public IReadOnlyList<(Episode Episode, EpisodeScope Scope)> All => all;

    public static async Task<OpenEpisodes> Read(GovernanceDb db) => new(
        [.. (await db.Episodes.AsNoTracking().Where(e => e.State == EpisodeState.Open).OrderBy(e => e.OpenedAt).ThenBy(e => e.Id).ToListAsync()).Select(e => (e, EpisodeScope.Parse(e.Scope)))]);

    public Episode? Find(string id) => all.FirstOrDefault(e => e.Episode.Id == id).Episode;
}
