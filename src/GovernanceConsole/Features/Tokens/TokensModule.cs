using GovernanceConsole.Platform.Sweeps;
using Microsoft.AspNetCore.Authentication;

namespace GovernanceConsole.Features.Tokens;

/// <summary>The token service: keys, discovery, the OAuth endpoints, and the authentication of agents and enforcement points.</summary>
internal static class TokensModule
{
    public static IServiceCollection AddTokens(this IServiceCollection services)
    {
        services.AddOptions<TokensOptions>().BindConfiguration(TokensOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddSingleton<TokenKeys>()
            .AddSingleton<DeadTokens>()
            .AddSingleton<IssuedTokens>()
            .AddSingleton<ConsoleTokens>()
            .AddSingleton<ClientLimits>()
            .AddSingleton<AuthenticateClient>()
            .AddSingleton<IntrospectToken>()
            .AddSingleton<RevokeToken>()
            .AddSingleton<IssueConsoleToken>()
            .AddSingleton<IGrantType>(provider => provider.GetRequiredService<IssueConsoleToken>())
            .AddSingleton<ISweep, RotateTokenKeysSweep>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.Name, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(BearerAuthentication.Name, policy => policy.AddAuthenticationSchemes(BearerAuthentication.Name).RequireClaim(BearerAuthentication.ScopeClaim))
            .AddPolicy(BearerAuthentication.Name + ":" + ConsoleToken.Intents, policy => policy
                .AddAuthenticationSchemes(BearerAuthentication.Name).RequireClaim(BearerAuthentication.ScopeClaim, ConsoleToken.Intents))
            .AddPolicy(BearerAuthentication.Name + ":" + ConsoleToken.Redeem, policy => policy
                .AddAuthenticationSchemes(BearerAuthentication.Name).RequireClaim(BearerAuthentication.ScopeClaim, ConsoleToken.Redeem));
        return services;
    }

    public static IEndpointRouteBuilder MapTokens(this IEndpointRouteBuilder routes)
    {
        TokenEndpoints.Map(routes);
        DiscoveryEndpoints.Map(routes);
        return routes;
    }
}
