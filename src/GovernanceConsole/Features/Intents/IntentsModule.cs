using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Features.Intents;

/// <summary>Intents: declaring, reading, withdrawing, running out of time.</summary>
internal static class IntentsModule
{
    public static IServiceCollection AddIntents(this IServiceCollection services) => services
        .AddSingleton(LoadTypes)
        .AddSingleton<DeclareIntent>()
        .AddSingleton<WithdrawIntent>()
        .AddSingleton<ReadIntent>()
        .AddSingleton<ISweep, ExpireIntentsSweep>()
        .AddSingleton<ISweep, OpenDrillsSweep>();

    public static void MapIntents(this IEndpointRouteBuilder routes) => IntentsEndpoints.Map(routes);

    private static IntentTypes LoadTypes(IServiceProvider services)
    {
        var folder = services.GetRequiredService<Place>().IntentTypesFolder;
        var types = IntentTypes.Load(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => new DefinitionFile(Path.GetFileName(path), File.ReadAllBytes(path))));
        return types.IsRefused
            ? throw new StartRefused([.. types.Refusal.Errors!.Select(e => $"{e.Pointer}: {e.Message}")])
            : types.Value;
    }
}
