using GovernanceConsole.Domain.Agents;

namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>Every stop that is not over, and what they forbid together: the answer is the strictest one's. Overlapping stops are released one by one.</summary>
public sealed class StopsInForce(IReadOnlyList<Stop> stops)
{
    public IReadOnlyList<Stop> All => stops;

    /// <summary>The stop that holds a pending intent: nobody signs, its clocks stand still. Null when none does.</summary>
    public Stop? Holding(StopSubject subject) => Covering(subject, StopStage.Deciding);

    /// <summary>The stop under which no token is issued, none counts, and nothing is redeemed.</summary>
    public Stop? Barring(StopSubject subject) => Covering(subject, StopStage.Acting);

    /// <summary>The stop under which nothing is granted without a person.</summary>
    public Stop? Watching(StopSubject subject) => Covering(subject, StopStage.Released);

    /// <summary>The stop that bars whatever the agent may do.</summary>
    public Stop? Silencing(Agent agent) => stops.FirstOrDefault(s => s.Standing < StopStage.Acting && s.Scope.CoversWhole(agent));

    private Stop? Covering(StopSubject subject, StopStage before) => stops.FirstOrDefault(s => s.Standing < before && s.Scope.Covers(subject));
}
