using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Rotation;

/// <summary>
/// Says what a rotation is, for the first time or anew. The definition before ends at this moment; changes that were made to its shifts stay. Refused when the sheet is wrong, when an operator would put
/// themselves on duty while another could, and when an escalation tree would be left without anybody.
/// </summary>
internal sealed class DefineRotation(Work work, ICoverageWatch coverage)
{
    /// <param name="actor">Who says so.</param>
    /// <param name="sheet">The whole rotation.</param>
    /// <param name="insteadOf">Id of the definition that was looked at; null for a rotation that is new.</param>
    public Task<Outcome<string>> Handle(Actor actor, RotationSheet sheet, string? insteadOf = null) => work.Do<string>(actor, async act =>
    {
        if (await act.Lacks(Permission.ManagePeople) is { } refusal)
            return refusal;
        var tidy = RotationRules.Check(sheet, await Nameable.Approvers(act.Db, act.Now));
        if (tidy.IsRefused)
            return tidy.Refusal;
        var name = tidy.Value.Name;
        var before = await act.Db.Rotations.AsTracking().SingleOrDefaultAsync(r => r.Name == name && r.UntilAt == null);
        if (before?.Id != insteadOf)
            return before is null ? RotationRefusals.Unknown : insteadOf is null ? RotationRefusals.NameTaken : RotationRefusals.Stale;
        if (Names(tidy.Value, actor.Id) && (before is null || !Names(DutyBoard.Sheet(before), actor.Id)) && await Operators.Active(act.Db, act.Now) > 1)
            return RotationRefusals.OwnDuty;

        var covered = await coverage.Before(act);
        if (before is not null)
            (before.UntilAt, before.EndedById) = (act.Now, actor.Id);
        var version = new RotationVersion { Id = act.Ids.New(Ids.Rotation), Name = name, Sheet = JsonSerializer.Serialize(tidy.Value), FromAt = act.Now, DefinedById = actor.Id };
        act.Db.Rotations.Add(version);
        var written = JsonNode.Parse(version.Sheet)!.AsObject();
        act.Audit(AuditTypes.RotationDefined, version.Id, before is null ? null : new Dictionary<string, string> { ["before"] = before.Id },
            written, new Dictionary<string, string> { ["sheet"] = IntentDigest.Of(CanonicalJson.Write(written)) });
        if (await coverage.Objects(act, covered) is { } torn)
            return torn;
        await OpenQuestions.LookAgain(act);
        return version.Id;
    });

    private static bool Names(RotationSheet sheet, string personId) => sheet.Layers.Any(layer => layer.People.Contains(personId, StringComparer.Ordinal));
}
