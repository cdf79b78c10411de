namespace GovernanceConsole.Features.Agents;

/// <summary>The registry of agents and enforcement points.</summary>
internal static class AgentsModule
{
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<ClientDirectory>()
        .AddSingleton<ListAgents>()
        .AddSingleton<ReadAgent>()
        .AddSingleton<ReadPoints>()
        .AddSingleton<RegistryChoices>()
        .AddSingleton<RegisterAgent>()
        .AddSingleton<ChangeAgent>()
        .AddSingleton<ReplaceAgentKey>()
        .AddSingleton<SuspendAgent>()
        .AddSingleton<ResumeAgent>()
        .AddSingleton<RegisterPoint>()
        .AddSingleton<Pages.AgentActs>()
        .AddSingleton<SuspendPoint>()
        .AddSingleton<ResumePoint>();
}
