using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Startup;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.People;

/// <summary>People, their roles, groups, passkeys and sessions: the doors the host uses. Whatever says nothing else is for signed-in people only.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme);
        services.AddSingleton<SessionCookie>()
            .AddSingleton<IConfigureOptions<CookieAuthenticationOptions>>(s => s.GetRequiredService<SessionCookie>())
            .AddSingleton<IConfigureOptions<AntiforgeryOptions>>(s => s.GetRequiredService<SessionCookie>());
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(SignedInOrNowhere).Build());
        services.AddDataProtection();
        // Its one warning says that key files are not encrypted: they lie in a folder that only their owner can open.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        // The keys of cookies and form tokens: in the key folder, owner only, apart from log and token keys.
        services.AddOptions<KeyManagementOptions>().Configure<KeyFolder, ILoggerFactory>((options, keys, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(Path.Combine(keys.Path, "data-protection")), logs));
        services.AddHttpContextAccessor();
        services.AddScoped<AuthenticationStateProvider, SessionState>().AddScoped<CurrentPerson>();

        services.AddSingleton(new Terminal(Console.Out)).AddHostedService<SetUpLink>();
        services.AddSingleton<PasskeyAssertion>().AddSingleton<PasskeyEnrolment>()
            .AddSingleton<OpenSignIn>().AddSingleton<SignIn>().AddSingleton<SignOut>()
            .AddSingleton<OpenEnrolment>().AddSingleton<EnrolFirstPasskey>().AddSingleton<InvitePerson>().AddSingleton<WithdrawInvitation>()
            .AddSingleton<AddPasskey>().AddSingleton<RemovePasskey>()
            .AddSingleton<ProposeChange>().AddSingleton<WithdrawChange>().AddSingleton<SignChange>()
            .AddSingleton<JoinGroup>().AddSingleton<LeaveGroup>().AddSingleton<SuspendPerson>().AddSingleton<ResumePerson>()
            .AddSingleton<ReadNotices>().AddSingleton<PeopleList>()
            .AddSingleton<ReadMembership>().AddSingleton<PersonFiles>();
        return services;
    }

    /// <summary>What there is, is for signed-in people; what there is not, anybody may learn (404, 405).</summary>
    private static bool SignedInOrNowhere(AuthorizationHandlerContext context) =>
        context.User.Identity?.IsAuthenticated == true || (context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint);

    public static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder routes)
    {
        PeopleEndpoints.Map(routes);
        return routes;
    }
}
