using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Audit;

/// <summary>The log: writing end, key, anchor, and the ways to read, prove and verify it.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<LogKey>()
        .AddSingleton(services => new AnchorFile(services.GetRequiredService<Place>().AnchorFile, services.GetRequiredService<TimeProvider>()))
        .AddSingleton<Ledger>()
        .AddSingleton<ILedger>(s => s.GetRequiredService<Ledger>())
        .AddSingleton<LogOpening>()
        .AddSingleton<ListEntries>()
        .AddSingleton<ShowEntry>()
        .AddSingleton<VerifyLog>();

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        AuditEndpoints.Map(routes);
        return routes;
    }
}
