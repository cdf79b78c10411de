namespace GovernanceConsole.Features.Evidence;

/// <summary>Evidence: receipts, printed for others to check without the console.</summary>
internal static class EvidenceModule
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services.AddSingleton<PrintReceipt>();

    public static IEndpointRouteBuilder MapEvidence(this IEndpointRouteBuilder routes)
    {
        EvidenceEndpoints.Map(routes);
        return routes;
    }
}
