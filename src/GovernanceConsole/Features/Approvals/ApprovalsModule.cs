namespace GovernanceConsole.Features.Approvals;

/// <summary>Approvals: the card, asking for a signature, and taking it.</summary>
internal static class ApprovalsModule
{
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services
        .AddSingleton<CardDisplay>()
        .AddSingleton<ShowCard>()
        .AddSingleton<NoteShowing>()
        .AddSingleton<ListMyApprovals>()
        .AddSingleton<BeginApproval>()
        .AddSingleton<SignApproval>()
        .AddSingleton<ShowAlike>()
        .AddSingleton<BeginBatch>()
        .AddSingleton<SignBatch>();

    public static void MapApprovals(this IEndpointRouteBuilder routes) => ApprovalsEndpoints.Map(routes);
}
