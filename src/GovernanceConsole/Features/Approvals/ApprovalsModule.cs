namespace GovernanceConsole.Features.Approvals;

/// <summary>Approvals: asking for a signature and taking it.</summary>
internal static class ApprovalsModule
{
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services;
}
