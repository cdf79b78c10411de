using Bunit;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Escalation.Pages;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Features.Rotation.Pages;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Tests.Ui;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Escalation.Pages;

/// <summary>The calendars and the trees as people meet them.</summary>
public sealed class OnCallPagesTests : Rendering
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Operator_DefinesATree_AndSeesWhoWouldBeAskedBeforeSaving()
    {
        await using var town = await Town.Open();
        SignIn(town, town.World.Olga);

        var page = Render<EscalationPage>();
        page.WaitForAssertion(() => Assert.Contains("No tree is defined", page.Find(".empty").TextContent, StringComparison.Ordinal), Patience);
        await page.Find(".empty button").ClickAsync(new());
        await page.Find("#tree-name").ChangeAsync(new() { Value = "payments" });
        await page.Find("#ask-0").ChangeAsync(new() { Value = "person:" + town.Mei.Id });
        page.WaitForAssertion(() => Assert.Contains("Mei Tan", page.Find(".stages").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("The tree payments is defined", page.Find(".notice.done").TextContent, StringComparison.Ordinal), Patience);
        page.WaitForAssertion(() => Assert.Contains("Without Mei Tan too few are left for 720 of 720 hours", page.Markup, StringComparison.Ordinal), Patience);
        await using var db = town.World.Read();
        Assert.Equal("payments", (await db.EscalationTrees.SingleAsync()).Name);
    }

    [Fact]
    public async Task TreeThatIsWrong_SaysSoAtItsPlaceAndKeepsWhatWasTyped()
    {
        await using var town = await Town.Open();
        SignIn(town, town.World.Olga);

        var page = Render<EscalationPage>();
        page.WaitForState(() => page.FindAll(".empty button").Count == 1, Patience);
        await page.Find(".empty button").ClickAsync(new());
        await page.Find("#tree-name").ChangeAsync(new() { Value = "Pay Ments" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("#tree-name-wrong").TextContent), Patience);
        Assert.NotEmpty(page.Find("#ask-0-wrong").TextContent);
        Assert.Equal("Pay Ments", page.Find("#tree-name").GetAttribute("value"));
    }

    [Fact]
    public async Task Approver_GoesAwayOnTheirOwnWallClock_AndDefinesNothing()
    {
        await using var town = await Town.Open();
        SignIn(town, town.Mei);
        await town.World.Get<DefineRotation>().Handle(town.World.Olga.Actor, new RotationSheet("duty", [new LayerSheet("UTC", new DateTime(2026, 11, 16), LayerSheet.Daily, [town.Mei.Id, town.Tom.Id])]));

        var page = Render<OnCallPage>();
        page.WaitForAssertion(() => Assert.Contains("Mei Tan is on call until", page.Find(".lead").TextContent.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal), Patience);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.StartsWith("Define", StringComparison.Ordinal) || button.TextContent.StartsWith("Put somebody", StringComparison.Ordinal));
        await page.Find("#away-person").ChangeAsync(new() { Value = town.Tom.Id });
        await page.Find("#away-from").ChangeAsync(new() { Value = "2026-11-23T09:00" });
        await page.Find("#away-until").ChangeAsync(new() { Value = "2026-11-25T09:00" });
        await page.Find("section[aria-labelledby=away] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Tom Eck answers.", page.Find("section[aria-labelledby=away]").TextContent, StringComparison.Ordinal), Patience);
        await using var db = town.World.Read();
        Assert.Equal(new DateTime(2026, 11, 23, 9, 0, 0, DateTimeKind.Utc), (await db.Absences.SingleAsync()).FromAt);
    }

    [Fact]
    public async Task Auditor_HasNoButtonThatChangesACalendar()
    {
        await using var town = await Town.Open();
        SignIn(town, town.Ada);
        await town.World.Get<DefineRotation>().Handle(town.World.Olga.Actor, new RotationSheet("duty", [new LayerSheet("UTC", new DateTime(2026, 11, 16), LayerSheet.Daily, [town.Mei.Id, town.Tom.Id])]));

        var page = Render<OnCallPage>();
        page.WaitForState(() => page.FindAll(".lead").Count == 1, Patience);

        Assert.Equal(["Make a calendar link", "Make a link to your own shifts"], page.FindAll("button").Select(button => button.TextContent.Trim()));
    }

    private void SignIn(Town town, WorldPerson person)
    {
        var world = town.World;
        Services.AddSingleton(world.Get<ReadTrees>()).AddSingleton(world.Get<ReadGates>()).AddSingleton(world.Get<DefineTree>()).AddSingleton(world.Get<EndTree>()).AddSingleton(world.Get<ReadOnCall>()).AddSingleton(world.Get<SetOutOfOffice>())
            .AddSingleton(world.Get<Place>()).AddSingleton(world.Get<Work>()).AddSingleton(world.Get<Database>()).AddSingleton(world.Get<ChangeFeed>());
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
