using System.Text;
using Bunit;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Features.Policy.Pages;
using GovernanceConsole.Tests.Ui;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace GovernanceConsole.Tests.Features.Policy.Pages;

/// <summary>The bench as somebody uses it; what stands in the browser's text field is handed over by a stand-in of the page's script.</summary>
public sealed class BenchPageTests : Rendering
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Auditor_OpensARecordedIntent_ChangesIt_AndSeesWhatChanges()
    {
        await using var town = await Town.Open();
        var intent = await town.Pending("2480.00");
        var bench = Script(town, town.Ada);
        var page = Open($"/policy/bench?intent={intent}");
        Assert.Contains("asked of the very version that decided it", page.Find(".notice").TextContent, StringComparison.Ordinal);
        var text = page.Find("textarea").GetAttribute("value")!;

        page.WaitForAssertion(() => Assert.Contains("The same as was decided then.", page.Find(".says .notice").TextContent, StringComparison.Ordinal), Patience);
        await Evaluate(page, bench, text.Replace("\"amount\": 248000", "\"amount\": 2000000", StringComparison.Ordinal));

        page.WaitForAssertion(() => Assert.Contains("Otherwise than was decided then: 1 → 2 signatures.", page.Find(".says .notice").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("2 signatures are needed", page.Find(".verdict .lead").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".rule[open] .failure"), failure => failure.TextContent.Contains("number = 2000000", StringComparison.Ordinal));
        Assert.Contains(page.FindAll(".rule[open] a.place"), place => place.GetAttribute("href")!.Contains("/files/payment.wire.rego#L", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"facts\": {,}}", "Line 1, column 12")]
    [InlineData("", "Line 1, column 1")]
    [InlineData("null", "It must be an object")]
    public async Task WhatIsNoInput_IsToldBesideTheField_AndAsksNothing(string text, string says)
    {
        await using var town = await Town.Open();
        var bench = Script(town, town.Mei);
        var page = Open("/policy/bench");

        await Evaluate(page, bench, text);

        page.WaitForAssertion(() => Assert.Contains(says, page.Find("#input-wrong").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("true", page.Find("textarea").GetAttribute("aria-invalid"));
        Assert.Empty(page.FindAll(".verdict"));
    }

    [Fact]
    public async Task TooMuch_IsRefusedBeforeItTravels()
    {
        await using var town = await Town.Open();
        var bench = Script(town, town.Mei);
        var page = Open("/policy/bench");
        var text = new Typed(new string('x', 200 * 1024));
        bench.Setup<IJSStreamReference>("read", _ => true).SetResult(text);

        await page.Find("[data-evaluates]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("It has 200 KiB, and the bench takes 64", page.Find("#input-wrong").TextContent, StringComparison.Ordinal), Patience);
        Assert.False(text.WasRead);
    }

    [Fact]
    public async Task Approver_StartsFromExamplesOnly()
    {
        await using var town = await Town.Open();
        var intent = await town.Pending();
        Script(town, town.Mei);

        var page = Open($"/policy/bench?intent={intent}");

        Assert.Contains("opened by operators and auditors", page.Find(".notice.problem").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#intent"));
        Assert.DoesNotContain(town.Clerk.Id, page.Markup, StringComparison.Ordinal);
        Assert.Equal(6, page.FindAll("#start option").Count);
    }

    [Fact]
    public async Task BeforeTheCircuitIsThere_NothingCanBePressed()
    {
        await using var town = await Town.Open();
        Script(town, town.Mei);
        Interactive = false;

        var page = Open("/policy/bench");

        Assert.All(page.FindAll("button:not(.copy)"), button => Assert.NotNull(button.Closest("fieldset.when-live[disabled]")));
    }

    private IRenderedComponent<BenchPage> Open(string url)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(url);
        var page = Render<BenchPage>();
        page.WaitForAssertion(() => page.Find("textarea"), Patience);
        return page;
    }

    private static async Task Evaluate(IRenderedComponent<BenchPage> page, BunitJSModuleInterop script, string text)
    {
        script.Setup<IJSStreamReference>("read", _ => true).SetResult(new Typed(text));
        await page.Find("[data-evaluates]").ClickAsync(new());
    }

    private BunitJSModuleInterop Script(Town town, WorldPerson person)
    {
        var world = town.World;
        Services.AddSingleton(world.Get<ReadBench>()).AddSingleton(world.Get<TryDecision>()).AddSingleton(world.Get<GovernanceConsole.Data.Database>()).AddSingleton(world.Get<GovernanceConsole.Platform.Work>());
        Services.AddSingleton<AuthenticationStateProvider>(new As(person.Id));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor());
        Services.AddScoped<CurrentPerson>().AddScoped<Visitor>();
        var script = JSInterop.SetupModule("/Features/Policy/Pages/BenchPage.razor.js");
        script.Mode = JSRuntimeMode.Loose;
        return script;
    }

    /// <summary>What stands in the text field.</summary>
    private sealed class Typed(string text) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

        public bool WasRead { get; private set; }

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return ValueTask.FromResult<Stream>(new MemoryStream(_bytes));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class As(string person) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new SignedIn(person, "ses_1", "cred_1").ToPrincipal("test")));
    }
}
