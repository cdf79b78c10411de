namespace GovernanceConsole.Features.Stops;

/// <summary>What is stopped, for everybody to ask. Placing and releasing is the kill switch's.</summary>
internal static class StopsModule
{
    public static IServiceCollection AddStops(this IServiceCollection services) => services.AddSingleton<StopsNow>();
}
