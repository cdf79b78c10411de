using System.Net;
using GovernanceConsole.Platform.Sweeps;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Telling people: the inbox, channels out of the console, and what went out by them: the doors the host uses.</summary>
internal static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration(NotificationsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<ResolveHost>(Dns.GetHostAddressesAsync)
            .AddSingleton<OutboundHttp>().AddSingleton<WebhookPost>().AddSingleton<MailPost>().AddSingleton<Courier>().AddSingleton<SpreadNotices>()
            .AddSingleton<NotifySweep>().AddSingleton<ISweep>(s => s.GetRequiredService<NotifySweep>())
            .AddSingleton<AddChannel>().AddSingleton<ChangeChannel>().AddSingleton<ReplaceSecret>().AddSingleton<SwitchChannel>().AddSingleton<RemoveChannel>().AddSingleton<TestChannel>().AddSingleton<ResendDelivery>()
            .AddSingleton<ReadInbox>().AddSingleton<ShowNotices>().AddSingleton<ReadChannels>().AddSingleton<ReadDeliveries>();
    }
}
