namespace GovernanceConsole.Features.KillSwitch;

/// <summary>The kill switch: placing a stop, releasing it in stages, telling enforcement points and hearing from them.</summary>
internal static class KillSwitchModule
{
    public static IServiceCollection AddKillSwitch(this IServiceCollection services)
    {
        services.AddSignalR();
        return services
            .AddSingleton<PlaceStop>()
            .AddSingleton<ReleaseStop>()
            .AddSingleton<ConfirmStop>()
            .AddSingleton<PreviewStop>()
            .AddSingleton<ReadStops>()
            .AddSingleton<ReadPointStops>()
            .AddSingleton<StopListeners>()
            .AddHostedService(provider => provider.GetRequiredService<StopListeners>());
    }

    public static void MapKillSwitch(this IEndpointRouteBuilder routes) => StopsEndpoints.Map(routes);
}
