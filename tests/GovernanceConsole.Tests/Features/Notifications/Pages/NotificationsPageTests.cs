using Bunit;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Features.Notifications.Pages;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Tests.Ui;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Notifications.Pages;

/// <summary>The page of channels: what one takes is changed where it stands, and its address and secret stay as they are.</summary>
public sealed class NotificationsPageTests : Rendering
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task ChannelThatIsTooLoud_IsMadeQuieterInItsPlace()
    {
        await using var town = await Town.Open();
        await town.World.Get<AddChannel>().Handle(town.Mei.Actor, new ChannelSheet(ChannelKind.Slack, null, "My phone", "https://hooks.example.com/services/a"));
        SignIn(town, town.Mei);
        var page = Render<NotificationsPage>();
        page.WaitForElement(".channel", Patience);
        Assert.DoesNotContain("questions from risk", page.Find(".channel").TextContent, StringComparison.Ordinal);

        await page.Find("button[aria-label='Change what My phone takes']").ClickAsync(new());
        await page.Find(".change select").ChangeAsync(new() { Value = "High" });
        await page.Find(".change input[type=checkbox]").ChangeAsync(new() { Value = true });
        await page.Find(".change").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("questions from risk high on, nothing but questions.", page.Find(".channel").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".change"));
        Assert.Equal("“My phone” takes what you said, from the next message on.", page.Find("[role=status]").TextContent.Trim());
    }

    [Fact]
    public async Task FormThatIsLeft_ChangesNothing()
    {
        await using var town = await Town.Open();
        await town.World.Get<AddChannel>().Handle(town.Mei.Actor, new ChannelSheet(ChannelKind.Slack, null, "My phone", "https://hooks.example.com/services/a"));
        SignIn(town, town.Mei);
        var page = Render<NotificationsPage>();
        page.WaitForElement(".channel", Patience);

        await page.Find("button[aria-label='Change what My phone takes']").ClickAsync(new());
        await page.Find(".change select").ChangeAsync(new() { Value = "Critical" });
        await page.Find(".change button[type=button]").ClickAsync(new());

        Assert.Empty(page.FindAll(".change"));
        Assert.Equal(Domain.Policy.Risk.Routine, Assert.Single((await town.World.Get<ReadChannels>().Handle(town.Mei.Actor)).Value.Own).AtLeast);
    }

    private void SignIn(Town town, WorldPerson person)
    {
        var world = town.World;
        Services.AddSingleton(world.Get<ReadChannels>()).AddSingleton(world.Get<ChangeChannel>()).AddSingleton(world.Get<Work>()).AddSingleton(world.Get<Database>()).AddSingleton(world.Get<ChangeFeed>());
        Services.AddSingleton<AuthenticationStateProvider>(new As(person.Id));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<CurrentPerson>().AddScoped<Visitor>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private sealed class As(string person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new SignedIn(person, "ses_1", "cred_1").ToPrincipal("test")));
    }
}
