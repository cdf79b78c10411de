using GovernanceConsole.Data;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Platform;

/// <summary>What every feature stands on: place, clock, ids, database, unit of work, change feed, and the headers of every answer.</summary>
internal static class PlatformModule
{
    /// <param name="wrong">What is wrong with other options: added to what is wrong here, so that all of it is said at once.</param>
    public static void AddPlatform(this WebApplicationBuilder builder, bool demo, List<string> wrong)
    {
        var options = OptionsCheck.Read<ConsoleOptions>(builder.Configuration, ConsoleOptions.Section, wrong);
        var urls = (builder.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (demo)
            Loopback.Insist(urls);
        var place = Place.Resolve(options, demo, urls.FirstOrDefault() ?? "http://localhost", Path.Combine(AppContext.BaseDirectory, "assets"), wrong);

        builder.Services
            .AddSingleton(place)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IdSource>()
            .AddSingleton<ChangeFeed>()
            .AddSingleton(new KeyFolder(place.KeysFolder))
            .AddSingleton<Sealing>()
            .AddSingleton(_ => new Database(place.DatabaseFile))
            .AddSingleton<Work>()
            .AddHostedService(services => services.GetRequiredService<Work>())
            .AddSingleton<Sweeping>()
            .AddHostedService(services => services.GetRequiredService<Sweeping>());
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
        });
    }

    public static void UsePlatform(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseEveryAnswer();
        app.UseMiddleware<OriginGuard>();
    }
}
