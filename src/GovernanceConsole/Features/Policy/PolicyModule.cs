using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Engines;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Features.Policy.Shadow;
using GovernanceConsole.Platform.Startup;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy;

/// <summary>Policy: the active bundle, the engine that is asked, what evaluates in its shadow, and the acts that change which bundle decides.</summary>
internal static class PolicyModule
{
    public static IServiceCollection AddPolicy(this IServiceCollection services)
    {
        services.AddOptions<PolicyOptions>().BindConfiguration(PolicyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton(services => PermissionCatalogue.Read(services.GetRequiredService<Place>().PermissionCatalogue, services.GetRequiredService<IOptions<PolicyOptions>>().Value.Assurance.ToLadder()))
            .AddSingleton(services => BundleTrust.Of(services.GetRequiredService<IOptions<PolicyOptions>>()))
            .AddSingleton<Bundles.Bundles>()
            .AddSingleton<EmbeddedRego>()
            .AddSingleton<OpaRest>()
            .AddSingleton<IPolicyEngine>(services => services.GetRequiredService<IOptions<PolicyOptions>>().Value.Engine == PolicyOptions.Opa ? services.GetRequiredService<OpaRest>() : services.GetRequiredService<EmbeddedRego>())
            .AddSingleton<ShadowQueue>()
            .AddHostedService<CompareShadow>()
            .AddSingleton<ReadShadow>()
            .AddSingleton<InstallPolicy>()
            .AddHostedService(services => services.GetRequiredService<InstallPolicy>())
            .AddSingleton<ImportBundle>()
            .AddSingleton<ProposeActivation>()
            .AddSingleton<WithdrawActivation>()
            .AddSingleton<SignActivation>()
            .AddSingleton<ReplayBundle>()
            .AddSingleton<PolicyAuthors>()
            .AddSingleton<DecidePolicy>()
            .AddSingleton<ReadPolicy>()
            .AddSingleton<ListVersions>()
            .AddSingleton<ReadVersion>()
            .AddSingleton<ReadPolicyFile>()
            .AddSingleton<BenchExamples>()
            .AddSingleton<ReadBench>()
            .AddSingleton<TryDecision>()
            .AddSingleton<CheckMutations>();
    }

    public static IEndpointRouteBuilder MapPolicy(this IEndpointRouteBuilder routes)
    {
        PolicyEndpoints.Map(routes);
        return routes;
    }
}
