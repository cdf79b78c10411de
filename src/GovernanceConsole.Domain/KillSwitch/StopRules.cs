using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>
/// Who may release what, and how far. One operator stops; another releases, step by step, never skipping and never back: what was resumed is stopped again by a stop of its own.
/// </summary>
public static class StopRules
{
    /// <summary>The step that comes next; null when the stop is over.</summary>
    public static StopStage? Next(Stop stop) => stop.Standing < StopStage.Released ? stop.Standing + 1 : null;

    /// <summary>Who may sign the step to <paramref name="to"/>. A sole operator releases their own stop, and the statement says so.</summary>
    public static Outcome<ChangeSigners> MayRelease(Stop? stop, StopStage to, IReadOnlyCollection<Operator> operators)
    {
        if (stop is null)
            return StopRefusals.NotFound;
        if (Next(stop) is not { } next)
            return StopRefusals.Released;
        return next == to ? StandingRules.SecondOperator(stop.PlacedById, operators) : StopRefusals.OtherStage;
    }

    /// <summary>The stop of the very same scope that is fully in force; null when none is. One that is being released does not count: it may be stopped anew.</summary>
    public static Stop? Same(StopScope scope, IEnumerable<Stop> stops) => stops.FirstOrDefault(s => s.Standing == StopStage.InForce && s.Scope == scope);

    /// <summary>The stage as it stands in statements and in the API.</summary>
    public static string Name(StopStage stage) => stage switch
    {
        StopStage.Deciding => "deciding",
        StopStage.Acting => "acting",
        StopStage.Released => "released",
        _ => "in_force",
    };
}
