using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Features.Escalation;

/// <summary>Who is asked next when nobody answers: the doors the host uses.</summary>
internal static class EscalationModule
{
    public static IServiceCollection AddEscalation(this IServiceCollection services) => services
        .AddSingleton<ICoverageWatch, WatchCoverage>()
        .AddSingleton<DefineTree>().AddSingleton<EndTree>().AddSingleton<ReadTrees>().AddSingleton<ReadGates>()
        .AddSingleton<EscalateItemsSweep>().AddSingleton<ISweep>(s => s.GetRequiredService<EscalateItemsSweep>());
}
