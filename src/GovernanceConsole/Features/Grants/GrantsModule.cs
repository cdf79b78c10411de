using GovernanceConsole.Features.Tokens;

namespace GovernanceConsole.Features.Grants;

/// <summary>Grants: claimed as action tokens, redeemed once.</summary>
internal static class GrantsModule
{
    public static IServiceCollection AddGrants(this IServiceCollection services) => services
        .AddSingleton<MintGrant>()
        .AddSingleton<ClaimGrant>()
        .AddSingleton<RedeemGrant>()
        .AddSingleton<ReportOutcome>()
        .AddSingleton<NoteMismatch>()
        .AddSingleton<IGrantType, TokenExchange>();

    public static void MapGrants(this IEndpointRouteBuilder routes) => GrantsEndpoints.Map(routes);
}
