using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Audit;

/// <summary>The log: writing end, key and anchor.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<LogKey>()
        .AddSingleton<AnchorFile>()
        .AddSingleton<Ledger>()
        .AddSingleton<ILedger>(s => s.GetRequiredService<Ledger>());
}
