namespace GovernanceConsole.Features.Approvals;
internal static class ApprovalsModule
{
    public static IServiceCollection AddApprovals(this IServiceCollection services) => services.AddSingleton<CardDisplay>().AddSingleton<ShowCard>()
        .AddSingleton<ListMyApprovals>();
}
