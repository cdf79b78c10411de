using Microsoft.AspNetCore.Components.Authorization;

namespace GovernanceConsole.Features.People;

/// <summary>People, their roles, groups, passkeys and sessions: the doors the host uses.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<AuthenticationStateProvider, SessionState>();
        services.AddScoped<CurrentPerson>();
        return services;
    }

    public static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder routes) => routes;
}
