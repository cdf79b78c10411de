using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Demo.History;
using GovernanceConsole.Demo.Live;
using GovernanceConsole.Demo.PracticeKey;
using GovernanceConsole.Demo.Removal;
using GovernanceConsole.Demo.Stories;
using GovernanceConsole.Demo.Tour;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Demo;

/// <summary>The demo world: a cast, its past, its present, a guided path, and the way to be rid of it. Outside demo mode nothing of it is there: no service, no address, no script.</summary>
internal static class DemoModule
{
    /// <summary>Registered after the platform and before what runs by time, because the past has to be in the log before the present begins.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, bool demo)
    {
        if (!demo)
            return services;
        return services
            // Three people cannot keep those who make a policy apart from those who approve.
            .PostConfigure<PolicyOptions>(policy => policy.AuthorsMayApprove = true)
            .AddSingleton<DemoCast>()
            .AddSingleton(s => Storybook.Read(s.GetRequiredService<Place>().AssetsFolder))
            .AddSingleton<ExpireIntentsSweep>().AddSingleton<InstallCast>().AddSingleton<HistorySignature>().AddSingleton<PlayHistory>()
            .AddHostedService<InstallDemo>()
            .AddHostedService<LiveWorld>()
            .AddHostedService<DemoGreeting>()
            .AddSingleton<DemoTour>()
            .AddSingleton<InvitePersona>()
            .AddSingleton<DemoRemoval>();
    }

    public static void MapDemo(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<Place>().Demo)
        {
            // Not even "sign in first": elsewhere there is no such script.
            app.MapGet(PracticeKeyScript.Path, () => Results.NotFound()).AllowAnonymous();
            return;
        }
        app.MapPracticeKey();
        DemoEndpoints.Map(app);
    }
}
