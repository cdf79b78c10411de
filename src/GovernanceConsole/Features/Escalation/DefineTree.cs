using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>
/// Says what an escalation tree is, for the first time or anew. Refused when it is wrong, when trees that go on with it would become wrong by it, when an operator would put themselves into it while another could,
/// and when at any time of the next 30 days nobody it names could sign. Open items keep the tree they opened with.
/// </summary>
internal sealed class DefineTree(Work work)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(30);

    /// <param name="actor">Who says so.</param>
    /// <param name="tree">The whole tree.</param>
    /// <param name="insteadOf">Id of the definition that was looked at; null for a tree that is new.</param>
    public Task<Outcome<string>> Handle(Actor actor, EscalationTree tree, string? insteadOf = null) => work.Do<string>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
            return refusal;
        var board = await act.Kept(EscalationBoard.Read);
        var known = board.Known(act.Now);
        var tidy = EscalationRules.Check(tree, known);
        if (tidy.IsRefused)
            return tidy.Refusal;
        var name = tidy.Value.Name;
        var before = await act.Db.EscalationTrees.AsTracking().SingleOrDefaultAsync(t => t.Name == name && t.UntilAt == null);
        if (before?.Id != insteadOf)
            return before is null ? EscalationRefusals.Unknown : insteadOf is null ? EscalationRefusals.NameTaken : EscalationRefusals.Stale;
        if (Names(tidy.Value, actor.Id) && (before is null || !Names(EscalationTree.Parse(before.Document), actor.Id)) && await Operators.Active(act.Db, act.Now) > 1)
            return EscalationRefusals.OwnTree;
        if (SpoiltBy(tidy.Value, known) is { } spoilt)
            return EscalationRefusals.Spoils(spoilt);
        var holes = Holes(tidy.Value, board, act.Now);
        if (holes.Count > 0)
            return EscalationRefusals.Unsatisfiable.At(new FieldError("/levels", $"The first such time begins at {DisplayZone.Record(holes[0].FromAt)}."));

        if (before is not null)
            (before.UntilAt, before.EndedById) = (act.Now, actor.Id);
        var version = new TreeVersion { Id = act.Ids.New(Ids.EscalationTree), Name = name, Document = tidy.Value.Write(), FromAt = act.Now, DefinedById = actor.Id };
        act.Db.EscalationTrees.Add(version);
        var written = JsonNode.Parse(version.Document)!.AsObject();
        act.Audit(AuditTypes.TreeDefined, version.Id, before is null ? null : new Dictionary<string, string> { ["before"] = before.Id },
            written, new Dictionary<string, string> { ["tree"] = IntentDigest.Of(CanonicalJson.Write(written)) });
        act.Signal(Topics.OnCall);
        return version.Id;
    });

    /// <summary>When nobody at all could sign, by the calendars as they are.</summary>
    private static IReadOnlyList<Interval> Holes(EscalationTree tree, EscalationBoard board, DateTime now)
    {
        var facts = board.At(now);
        var trees = new Dictionary<string, EscalationTree>(facts.Trees, StringComparer.Ordinal) { [tree.Name] = tree };
        return Coverage.Of(tree, 1, new Interval(now, now + Ahead), facts with { Trees = trees }).Holes;
    }

    /// <summary>The first tree that is right as things are and would not be with this one.</summary>
    private static string? SpoiltBy(EscalationTree tree, KnownTargets known)
    {
        var with = known with { Trees = new Dictionary<string, EscalationTree>(known.Trees, StringComparer.Ordinal) { [tree.Name] = tree } };
        return known.Trees.Values.FirstOrDefault(other => other.Name != tree.Name && !EscalationRules.Check(other, known).IsRefused && EscalationRules.Check(other, with).IsRefused)?.Name;
    }

    private static bool Names(EscalationTree tree, string personId) => tree.Levels.Any(level => level.Targets.Concat(level.BackUps).Contains(EscalationTarget.Person + personId, StringComparer.Ordinal));
}

/// <summary>Ends a tree. Refused while another goes on with it. A policy that still names it asks every approver instead: an unknown tree never asks nobody.</summary>
internal sealed class EndTree(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string name) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePolicy) is { } refusal)
            return refusal;
        if (await act.Db.EscalationTrees.AsTracking().SingleOrDefaultAsync(t => t.Name == name && t.UntilAt == null) is not { } version)
            return EscalationRefusals.Unknown;
        if ((await act.Kept(EscalationBoard.Read)).Trees.Values.Any(tree => tree.Name != name && tree.Levels.Any(level => level.Tree == name)))
            return EscalationRefusals.StillNamed;
        (version.UntilAt, version.EndedById) = (act.Now, actor.Id);
        act.Audit(AuditTypes.TreeEnded, version.Id, detail: new JsonObject { ["name"] = name });
        act.Signal(Topics.OnCall);
        return new Done();
    });
}
