namespace GovernanceConsole.Features.Rotation;

/// <summary>Who is on call when, and who is away: the doors the host uses.</summary>
internal static class RotationModule
{
    public static IServiceCollection AddRotation(this IServiceCollection services) => services
        .AddSingleton<DefineRotation>().AddSingleton<EndRotation>().AddSingleton<OverrideShift>().AddSingleton<UndoDutyChange>().AddSingleton<SwapShifts>()
        .AddSingleton<SetOutOfOffice>().AddSingleton<EndOutOfOffice>()
        .AddSingleton<IssueCalendarLink>().AddSingleton<RevokeCalendarLink>().AddSingleton<ReadCalendar>().AddSingleton<ReadOnCall>().AddSingleton<CalendarPace>();

    public static IEndpointRouteBuilder MapRotation(this IEndpointRouteBuilder routes)
    {
        RotationEndpoints.Map(routes);
        return routes;
    }
}
