namespace GovernanceConsole.Features.Incidents;

/// <summary>Incidents: from a signal to what is learnt.</summary>
internal static class IncidentsModule
{
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSingleton<OpenIncident>()
        .AddSingleton<WorkOnIncident>()
        .AddSingleton<ReadIncidents>();
}
