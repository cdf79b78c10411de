using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.People;

/// <summary>When nobody could answer which escalation tree, as things stood before an act.</summary>
internal sealed record CoverageMark(IReadOnlyDictionary<string, IReadOnlyList<Interval>> Holes);

/// <summary>
/// Whether somebody can still answer after people, roles, groups or calendars have changed. The trees stand above the acts that change those, so they are asked by this interface: once before the change and once after it. What is
/// planned is refused when it tears a hole; what happens to people is done all the same, and said aloud.
/// </summary>
internal interface ICoverageWatch
{
    Task<CoverageMark> Before(Act act);

    /// <summary>Why the act leaves a tree without anybody at some time of the next 30 days; null when it does not make that worse.</summary>
    Task<Refusal?> Objects(Act act, CoverageMark before);

    /// <summary>Writes the same down and tells every operator, and whoever is concerned.</summary>
    Task Warn(Act act, CoverageMark before, string personId);
}
