using Bunit;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Pages;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Features.Policy.Shadow;
using GovernanceConsole.Data;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Tests.Ui;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GovernanceConsole.Tests.Features.Policy.Pages;

/// <summary>The acts as the buttons of the pages do them.</summary>
public sealed class PolicyPagesTests : Rendering
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Operator_ProposesOnTheVersionsPage_AndWithdraws()
    {
        await using var town = await Town.Open();
        await town.SecondOperator();
        var files = await TakenIn(town, TestBundle.Denies);
        SignIn(town, town.World.Olga);

        var page = Render<VersionPage>(p => p.Add(v => v.Hex, files.Digest["sha256:".Length..]));
        page.WaitForAssertion(() => Assert.Contains("never decided", page.Find(".standing").TextContent, StringComparison.Ordinal), Patience);
        await page.Find(".page-head button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("It waits for the signature of Omar Haddad. You proposed it", page.Find(".sheet").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll(".sheet .primary"));
        await page.Find(".sheet .actions button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("was withdrawn", page.Find(".notice.done").TextContent, StringComparison.Ordinal), Patience);
        await using var db = town.World.Read();
        Assert.Single(db.PolicyActivations, a => a.WithdrawnAt != null);
    }

    [Fact]
    public async Task Auditor_ReadsAndReplaysButHasNoButtonThatChangesAnything()
    {
        await using var town = await Town.Open();
        var files = await TakenIn(town, TestBundle.Allows);
        var intent = await town.Pending();
        SignIn(town, town.Ada);

        var page = Render<VersionPage>(p => p.Add(v => v.Hex, files.Digest["sha256:".Length..]));
        page.WaitForAssertion(() => Assert.Equal(["Replay", "Check the tests"], page.FindAll("button:not(.copy)").Select(b => b.TextContent)), Patience);
        await page.Find("section[aria-labelledby=replay] button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("/intents/" + intent, page.Find(".kind.widens a").GetAttribute("href")), Patience);
        Assert.Contains("1 of 1 would have been decided otherwise", page.Markup, StringComparison.Ordinal);
        Assert.Contains("gives more, or more easily", page.Find(".kind summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_TakesInAnArchive_AndIsToldWhatIsWrongWithIt()
    {
        await using var town = await Town.Open();
        SignIn(town, town.World.Olga);

        var page = Render<PolicyPage>();
        page.WaitForAssertion(() => page.Find("#archive"), Patience);
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("no archive", "bundle.tar.gz"));

        page.WaitForAssertion(() => Assert.Contains("no .tar.gz archive", page.Find(".notice.problem").TextContent, StringComparison.Ordinal), Patience);
        await page.Find("section[aria-labelledby=import] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("It decides nothing until it is activated.", page.Find(".notice.done").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task RulesNotOfThisHouse_AreEscapedAndTheirTricksMadeVisible()
    {
        await using var town = await Town.Open();
        var files = await TakenIn(town, TestBundle.Denies + "\n# <script>alert(1)</script>\u202e");
        SignIn(town, town.Ada);

        var page = Render<FilePage>(p => p.Add(f => f.Hex, files.Digest["sha256:".Length..]).Add(f => f.Path, "intents.rego"));
        page.WaitForAssertion(() => page.Find("#L3"), Patience);

        Assert.Empty(page.FindAll("script"));
        Assert.Equal("⟦U+202E⟧", page.Find("mark.escape").TextContent);
    }

    [Fact]
    public async Task RuleView_ShowsOwnersHitsLintsAndTheLineOfTheAddress()
    {
        await using var town = await Town.Open();
        await town.Pending();
        var active = await town.Active();
        SignIn(town, town.Ada);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/policy/versions/x/files/y#L18");

        var page = Render<FilePage>(p => p.Add(f => f.Hex, active.Digest["sha256:".Length..]).Add(f => f.Path, "payment.wire.rego"));

        page.WaitForAssertion(() => Assert.Contains("deny contains burst", page.Find("tr.here").TextContent, StringComparison.Ordinal), Patience);
        var firstTime = page.FindAll("table.folds tbody tr").First(row => row.TextContent.Contains("payments.first-time", StringComparison.Ordinal));
        Assert.Contains("owned by finance", firstTime.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", firstTime.QuerySelector("td.num")!.TextContent);
        Assert.EndsWith("/files/payment.wire.rego#L111", firstTime.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("location", page.Find("tr.here th a").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task RuleView_SetsEachLintUnderItsLine_WithTheMend()
    {
        await using var town = await Town.Open();
        var files = await TakenIn(town, TestBundle.Denies + "\n\ndeny contains \"x\" if not input.facts.amount < 5");
        SignIn(town, town.Ada);

        var page = Render<FilePage>(p => p.Add(f => f.Hex, files.Digest["sha256:".Length..]).Add(f => f.Path, "intents.rego"));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr.finding")), Patience);
        Assert.Equal("L5", page.Find("tr.finding").PreviousElementSibling!.Id);
        Assert.Contains("may fail open", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestsAreChecked_AndWhatSlipsThroughIsListedWithItsLine()
    {
        await using var town = await Town.Open();
        var files = await TakenIn(town, "default decision := {\"effect\": \"escalate\"}\n\ndecision := {\"effect\": \"deny\"} if input.amount > 100");
        SignIn(town, town.Ada);

        var panel = Render<MutationPanel>(p => p.Add(m => m.Digest, files.Digest));
        await panel.Find("button").ClickAsync(new());

        panel.WaitForAssertion(() => Assert.Contains("changes are noticed", panel.Find(".score").TextContent, StringComparison.Ordinal), Patience);
        var survivor = panel.FindAll(".survivors li").First(li => li.QuerySelector("del")!.TextContent == "100");
        Assert.Equal(("intents.rego, line 5", "101"), (survivor.QuerySelector("a")!.TextContent, survivor.QuerySelector("ins")!.TextContent));
    }

    private static async Task<BundleFiles> TakenIn(Town town, string rules)
    {
        var files = TestBundle.Of(rules, revision: "7");
        Assert.Null((await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null)).Refusal);
        return files;
    }

    private void SignIn(Town town, WorldPerson person)
    {
        var world = town.World;
        Services.AddSingleton(world.Get<ReadPolicy>()).AddSingleton(world.Get<ListVersions>()).AddSingleton(world.Get<ReadVersion>()).AddSingleton(world.Get<ReadPolicyFile>()).AddSingleton(world.Get<CheckMutations>()).AddSingleton(world.Get<ReadBench>()).AddSingleton(world.Get<TryDecision>()).AddSingleton(world.Get<ReadShadow>()).AddSingleton(world.Get<ReplayBundle>()).AddSingleton(world.Get<ImportBundle>())
            .AddSingleton(world.Get<ProposeActivation>()).AddSingleton(world.Get<WithdrawActivation>()).AddSingleton(world.Get<Work>()).AddSingleton(world.Get<Database>()).AddSingleton(world.Get<ChangeFeed>());
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
