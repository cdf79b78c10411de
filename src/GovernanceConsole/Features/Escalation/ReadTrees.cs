using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>A tree as a page shows it.</summary>
public sealed record TreeView(string Id, EscalationTree Tree);

/// <summary>The trees, and everything a tree can name with the names it takes to say so.</summary>
public sealed record TreesView(DateTime At, IReadOnlyList<TreeView> Trees, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Approvers, IReadOnlyList<string> Groups, IReadOnlyList<string> Rotations)
{
    /// <summary>A target in words.</summary>
    public string Words(string target) => TargetWords.Of(target, Names);
}

/// <summary>How targets read.</summary>
internal static class TargetWords
{
    /// <param name="target">As trees and policies name it.</param>
    /// <param name="names">Of people, by id.</param>
    public static string Of(string target, IReadOnlyDictionary<string, string> names) =>
        target == EscalationTarget.Everybody ? "every approver"
        : EscalationTarget.Name(target, EscalationTarget.Person) is { } person ? names.GetValueOrDefault(person, "somebody unknown")
        : EscalationTarget.Name(target, EscalationTarget.Group) is { } group ? $"the group {group}"
        : EscalationTarget.Name(target, EscalationTarget.Rotation) is { } rotation ? $"on call in {rotation}"
        : EscalationTarget.Name(target, EscalationTarget.Tree) is { } tree ? $"the tree {tree}"
        : target;
}

/// <summary>Reads the trees, and answers who would be asked. Changes nothing.</summary>
internal sealed class ReadTrees(Database database, Work work)
{
    public async Task<Outcome<TreesView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var board = await EscalationBoard.Read(db);
        var known = board.Known(now);
        var versions = await db.EscalationTrees.Where(t => t.UntilAt == null).OrderBy(t => t.Name).ToListAsync(cancel);
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal, cancel);
        return new TreesView(
            now,
            [.. versions.Select(v => new TreeView(v.Id, board.Trees[v.Name]))],
            names,
            [.. known.People.OrderBy(id => names.GetValueOrDefault(id), StringComparer.CurrentCulture)],
            [.. known.Groups.Order(StringComparer.Ordinal)],
            [.. known.Rotations.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whom a tree, which may be a draft, would ask about an item that opens at an instant and is not answered for a day; or every fault of it.</summary>
    public async Task<Outcome<IReadOnlyList<EscalationStage>>> Ask(Actor actor, EscalationTree tree, DateTime at, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var board = await EscalationBoard.Read(db);
        var tidy = EscalationRules.Check(tree, board.Known(now));
        if (tidy.IsRefused)
            return tidy.Refusal;
        cancel.ThrowIfCancellationRequested();
        // People as they stand now, calendars as they will be then.
        return EscalationClock.Foresee(tidy.Value, at, at.AddDays(1), board.At(now)).ToList();
    }
}
