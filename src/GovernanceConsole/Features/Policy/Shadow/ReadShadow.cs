using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy.Shadow;

/// <summary>What evaluates beside the active policy, how often it was compared since the console started, and the last differences.</summary>
/// <param name="Beside">As configured; null when nothing does.</param>
/// <param name="Compared">Decisions compared.</param>
/// <param name="Different">Of these, differently decided.</param>
/// <param name="Dropped">Decisions that were not compared, because the shadow was slower.</param>
/// <param name="Kinds">Kept differences by kind, the most frequent first.</param>
/// <param name="Last">The newest of them first.</param>
internal sealed record ShadowView(string? Beside, long Compared, long Different, long Dropped, IReadOnlyList<(string Kind, int Count)> Kinds, IReadOnlyList<ShadowDifference> Last);

/// <summary>Reads the shadow's differences for whoever may read what was recorded: they name intents that were put to others. Changes nothing.</summary>
internal sealed class ReadShadow(ShadowQueue queue, IOptions<PolicyOptions> options, Database database, Work work)
{
    /// <summary>How many are listed.</summary>
    public const int Listed = 50;

    public async Task<Outcome<ShadowView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        if (await db.Lacks(actor, Permission.ReadAudit, work.Now()) is { } refusal)
            return refusal;
        var kinds = await db.ShadowDifferences.GroupBy(d => d.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var last = await db.ShadowDifferences.OrderByDescending(d => d.At).ThenByDescending(d => d.EvaluationId).Take(Listed).ToListAsync(cancel);
        return new ShadowView(queue.IsOn ? options.Value.Shadow : null, queue.Compared, queue.Different, queue.Dropped,
            [.. kinds.OrderByDescending(k => k.Count).ThenBy(k => k.Key, StringComparer.Ordinal).Select(k => (k.Key, k.Count))], last);
    }
}
