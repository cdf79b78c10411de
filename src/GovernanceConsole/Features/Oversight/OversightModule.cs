namespace GovernanceConsole.Features.Oversight;

/// <summary>How people decide, and whether they are asked more than they can read.</summary>
internal static class OversightModule
{
    public static IServiceCollection AddOversight(this IServiceCollection services)
    {
        services.AddOptions<OversightOptions>().BindConfiguration(OversightOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<MeasureReading>().AddSingleton<SlowAgents>().AddSingleton<ReadOversight>();
    }
}
