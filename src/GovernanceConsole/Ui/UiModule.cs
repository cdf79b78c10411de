using Microsoft.AspNetCore.Http.HttpResults;

namespace GovernanceConsole.Ui;

/// <summary>The pages: components, circuits and static assets.</summary>
internal static class UiModule
{
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<Visitor>();
        services.AddSingleton<Home.Overview>();
        services.AddSingleton<Search.Finder>();
        return services;
    }

    public static IEndpointRouteBuilder MapUi(this IEndpointRouteBuilder routes)
    {
        // Styles, fonts and scripts hold nothing of anybody, and the sign-in page needs them.
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        // What programs call answers for itself; every other address that names nothing gets a page that says so.
        routes.MapFallback("/{first:regex(^(?!(api|oauth|log|ceremonies|.well-known)$).*)}/{**rest:nonfile}", () => new RazorComponentResult<App> { StatusCode = StatusCodes.Status404NotFound })
            .AllowAnonymous();
        return routes;
    }
}
