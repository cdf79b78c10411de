using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Policy;

/// <summary>Policy: the active bundle and the act that asks it.</summary>
internal static class PolicyModule
{
    public static IServiceCollection AddPolicy(this IServiceCollection services) => services
        .AddSingleton(services => PermissionCatalogue.Read(services.GetRequiredService<Place>().PermissionCatalogue))
        .AddSingleton<Bundles.Bundles>()
        .AddSingleton<EmbeddedRego>()
        .AddSingleton<IPolicyEngine>(services => services.GetRequiredService<EmbeddedRego>())
        .AddSingleton<InstallPolicy>()
        .AddHostedService(services => services.GetRequiredService<InstallPolicy>())
        .AddSingleton<ImportBundle>()
        .AddSingleton<ProposeActivation>()
        .AddSingleton<WithdrawActivation>()
        .AddSingleton<SignActivation>()
        .AddSingleton<ReplayBundle>()
        .AddSingleton<DecidePolicy>()
        .AddSingleton<ReadPolicy>();
}
