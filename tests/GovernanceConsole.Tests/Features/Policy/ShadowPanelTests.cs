using Bunit;
using GovernanceConsole.Data;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Pages;
using GovernanceConsole.Features.Policy.Shadow;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.Ui;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>The panel on the policy page says what a shadow found, and nothing where there is none.</summary>
public sealed class ShadowPanelTests : Rendering
{
    [Fact]
    public async Task Difference_IsListedWithItsIntent()
    {
        await using var town = await Town.Open("--Policy:Shadow", "17");
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, TestBundle.Of(TestBundle.Allows, revision: "17"), "upload", null);
        var intent = await town.Pending();
        for (var i = 0; i < 500 && town.World.Get<ShadowQueue>().Compared == 0; i++)
            await Task.Delay(20);
        SignIn(town.World, town.Ada);

        var panel = Render<ShadowPanel>();

        Assert.Contains("The bundle 17 evaluates every decision a second time. What it says decides nothing.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("/intents/" + intent, panel.Find("tbody a").GetAttribute("href"));
        Assert.Contains("escalate → allow", panel.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAShadow_NothingIsSaid()
    {
        await using var town = await Town.Open();
        SignIn(town.World, town.Ada);

        Assert.Empty(Render<ShadowPanel>().Nodes);
    }

    private void SignIn(World.World world, WorldPerson person)
    {
        Services.AddSingleton(world.Get<ReadShadow>());
        Services.AddSingleton(world.Get<Database>());
        Services.AddSingleton(world.Get<Work>());
        Services.AddSingleton<AuthenticationStateProvider>(new As(person.Id));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<CurrentPerson>();
        Services.AddScoped<Visitor>();
    }

    private sealed class As(string person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new SignedIn(person, "ses_1", "cred_1").ToPrincipal("test")));
    }
}
