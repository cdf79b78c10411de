namespace GovernanceConsole.Features.Drills;

/// <summary>Vigilance drills: planning, revealing, calling off, reading. Putting the decoy into the queue is the intents' own.</summary>
internal static class DrillsModule
{
    public static IServiceCollection AddDrills(this IServiceCollection services) => services.AddSingleton<PlanDrill>().AddSingleton<CallOffDrill>().AddSingleton<ReadDrills>();
}
