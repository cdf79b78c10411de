using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>What a person is asked by at a moment: their own targets and those of everybody they stand in for.</summary>
/// <param name="Targets">Every form in which something can be put to them.</param>
/// <param name="Chain">Themselves and whoever they speak for; they decide nothing of an agent that one of these owns.</param>
internal sealed record AnswersFor(IReadOnlyCollection<string> Targets, IReadOnlyCollection<string> Chain)
{
    public static async Task<AnswersFor> At(GovernanceDb db, string personId, DateTime now, CancellationToken cancel = default)
    {
        var away = await db.Absences.AsNoTracking().Where(a => a.UntilAt > now && a.FromAt <= now).ToListAsync(cancel);
        var people = Delegation.AnswersFor(personId, now, [.. away.Select(a => a.Absence)]);
        // Somebody who is away is not kept from answering; only nobody waits for them.
        var asked = people.Select(p => p.ForId).Prepend(personId).Distinct(StringComparer.Ordinal).ToList();
        var groups = await db.GroupMemberships.Where(m => asked.Contains(m.PersonId) && m.FromAt <= now && (m.UntilAt == null || m.UntilAt > now)).Select(m => m.Group).Distinct().ToListAsync(cancel);
        return new AnswersFor(
            [SafetyNet.EveryApprover, .. groups.Select(g => SeparationOfDuties.GroupPrefix + g), .. asked.Select(id => SeparationOfDuties.PersonPrefix + id)],
            [.. people.SelectMany(p => p.Chain).Prepend(personId).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>True when one of the targets, with a blank between them, names somebody this person answers for.</summary>
    public bool Holds(string targets) => targets.Split(' ').Any(Targets.Contains);
}
