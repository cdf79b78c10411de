namespace GovernanceConsole.Features.Policy;

/// <summary>Policy: the active bundle and the act that asks it.</summary>
internal static class PolicyModule
{
    public static IServiceCollection AddPolicy(this IServiceCollection services) => services
        .AddSingleton<PolicyBundle>()
        .AddSingleton<DecidePolicy>()
        .AddSingleton<ReadPolicy>();
}
