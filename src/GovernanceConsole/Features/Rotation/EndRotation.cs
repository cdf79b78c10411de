using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>Ends a rotation. Its past stays on record. Refused while a tree names it, because that level would ask nobody.</summary>
internal sealed class EndRotation(Work work)
{
    public Task<Outcome<Done>> Handle(Actor actor, string name) => work.Do<Done>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        if (await act.Db.Rotations.AsTracking().SingleOrDefaultAsync(r => r.Name == name && r.UntilAt == null) is not { } version)
            return RotationRefusals.Unknown;
        var target = EscalationTarget.Rotation + name;
        var trees = await act.Db.EscalationTrees.AsNoTracking().Where(t => t.UntilAt == null).ToListAsync();
        if (trees.FirstOrDefault(t => EscalationTree.Parse(t.Document).Levels.Any(level => level.Targets.Concat(level.BackUps).Contains(target, StringComparer.Ordinal))) is { } tree)
            return RotationRefusals.Named(tree.Name);
        (version.UntilAt, version.EndedById) = (act.Now, actor.Id);
        act.Audit(AuditTypes.RotationEnded, version.Id, detail: new JsonObject { ["name"] = name });
        await OpenQuestions.LookAgain(act);
        return new Done();
    });
}
