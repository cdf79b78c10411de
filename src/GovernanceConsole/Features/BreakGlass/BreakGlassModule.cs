using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>Break-glass: asking, signing, closing, reviewing, and the story of each episode.</summary>
internal static class BreakGlassModule
{
    public static IServiceCollection AddBreakGlass(this IServiceCollection services)
    {
        services.AddOptions<BreakGlassOptions>().BindConfiguration(BreakGlassOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AskEpisode>()
            .AddSingleton<SignEpisode>()
            .AddSingleton<CloseEpisode>()
            .AddSingleton<ReviewEpisode>()
            .AddSingleton<ReadEpisodes>()
            .AddSingleton<TellEpisode>()
            .AddSingleton<ISweep, EndEpisodesSweep>();
    }

    public static void MapBreakGlass(this IEndpointRouteBuilder routes) => BreakGlassEndpoints.Map(routes);
}
