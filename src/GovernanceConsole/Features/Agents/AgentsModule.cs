namespace GovernanceConsole.Features.Agents;

/// <summary>The registry of agents and enforcement points.</summary>
internal static class AgentsModule
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<ClientDirectory>()
        .AddSingleton<RegisterAgent>()
        .AddSingleton<ChangeAgent>()
        .AddSingleton<ReplaceAgentKey>()
        .AddSingleton<SuspendAgent>()
        .AddSingleton<ResumeAgent>()
        .AddSingleton<RegisterPoint>()
        .AddSingleton<SuspendPoint>()
        .AddSingleton<ResumePoint>();
}
