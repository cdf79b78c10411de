using Bunit;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Audit.Pages;
using GovernanceConsole.Features.People;
using GovernanceConsole.Tests.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class VerifyPanelTests : Rendering
{
    [Fact]
    public async Task SoundLog_IsSaidToVerify()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(1);
        SignIn(world, AuditWorld.Auditor);

        var panel = Render<VerifyPanel>();
        await panel.Find("button").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Contains("All 2 entries verify.", panel.Find(".notice.done").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task TamperedLog_IsNamedAndLinked()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(1);
        await world.Write(2);
        await world.Tamper("UPDATE audit_details SET \"Detail\" = '{}' WHERE \"Index\" = 1");
        SignIn(world, AuditWorld.Auditor);

        var panel = Render<VerifyPanel>();
        await panel.Find("button").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Equal("/audit/1", panel.Find(".notice.problem a").GetAttribute("href")), TimeSpan.FromSeconds(10));
        Assert.Contains("The detail of entry 1 is not the one", panel.Find(".notice.problem").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoMayNotVerify_IsTold()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        SignIn(world, AuditWorld.Approver);

        var panel = Render<VerifyPanel>();
        await panel.Find("button").ClickAsync(new());
        panel.WaitForAssertion(() => Assert.Contains("Your roles do not include this.", panel.Find(".notice.problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    private void SignIn(AuditWorld world, string person)
    {
        Services.AddSingleton(world.Get<VerifyLog>());
        Services.AddSingleton<AuthenticationStateProvider>(new As(person));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<CurrentPerson>();
    }

    private sealed class As(string person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new SignedIn(person, "ses_1", "cred_1").ToPrincipal("test")));
    }
}
