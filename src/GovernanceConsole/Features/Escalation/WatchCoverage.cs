using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.Escalation;

/// <summary>Proves the coverage of every tree before and after an act, and compares. Only what the act itself made worse counts: a hole that was there is nobody's fault now.</summary>
internal sealed class WatchCoverage : ICoverageWatch
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    public async Task<CoverageMark> Before(Act act) => new(await Holes(act));

    public async Task<Refusal?> Objects(Act act, CoverageMark before) => (await Worse(act, before)).FirstOrDefault() is { Tree: not null } torn ? EscalationRefusals.Uncovers(torn.Tree, torn.Hole) : null;

    public async Task Warn(Act act, CoverageMark before, string personId)
    {
        foreach (var (tree, hole) in await Worse(act, before))
        {
            act.Audit(AuditTypes.TreeUncovered, EscalationTarget.Tree + tree, new Dictionary<string, string> { ["person"] = personId },
                new JsonObject { ["from"] = DisplayZone.Record(hole.FromAt), ["until"] = DisplayZone.Record(hole.UntilAt) });
            var when = $"from {hole.FromAt:yyyy-MM-dd HH:mm} to {hole.UntilAt:yyyy-MM-dd HH:mm} UTC";
            await Notices.TellPersonAndOperators(act, personId, $"Nobody could answer the escalation tree “{tree}” {when}, after what changed with you. Operators were told.",
                name => $"Nobody could answer the escalation tree “{tree}” {when}, after what changed with {name}. Name somebody else there.");
            act.Signal(Topics.OnCall);
        }
    }

    private static async Task<List<(string Tree, Interval Hole)>> Worse(Act act, CoverageMark before)
    {
        // The rules read the tables, so what the act has set is written first.
        await act.Db.SaveChangesAsync();
        var worse = new List<(string, Interval)>();
        foreach (var (tree, holes) in await Holes(act))
        {
            var known = before.Holes.GetValueOrDefault(tree) ?? [];
            if (holes.Cast<Interval?>().FirstOrDefault(hole => !known.Any(old => old.FromAt <= hole!.Value.FromAt && hole.Value.UntilAt <= old.UntilAt)) is { } first)
                worse.Add((tree, first));
        }

        return worse;
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<Interval>>> Holes(Act act)
    {
        var board = await act.Kept(EscalationBoard.Read);
        var window = new Interval(act.Now, act.Now + Ahead);
        return board.Trees.Values.ToDictionary(tree => tree.Name, tree => Coverage.Of(tree, 1, window, board.At(act.Now)).Holes, StringComparer.Ordinal);
    }
}
