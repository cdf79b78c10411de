using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Audit;

/// <summary>The log: writing end, key, anchor, and the ways to read, prove and verify it.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<LogKey>()
        .AddSingleton<AnchorFile>()
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
