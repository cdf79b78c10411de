using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>
/// Every page in its four dresses (wide and narrow, light and dark): axe finds nothing against WCAG 2.2 AA or its own best practices, nothing sticks out of a phone's screen, the browser does not complain. With
/// <c>E2E_SCREENSHOTS</c> set to a folder, a picture of each is written there.
/// </summary>
[Collection(Stage.Collection)]
public sealed class EveryPageTests(Stage stage)
{
    [Theory]
    [InlineData("dashboard", "/")]
    [InlineData("queue-mine", "/queue?tab=mine")]
    [InlineData("queue-all", "/queue?tab=all")]
    [InlineData("queue-history", "/queue?tab=history")]
    [InlineData("card-open", "/queue?tab=all", "/intents/")]
    [InlineData("card-ended", "/queue?tab=history", "/intents/")]
    [InlineData("receipt", "/queue?tab=history", "/intents/", "/receipt")]
    [InlineData("approvals", "/approvals")]
    [InlineData("questions", "/questions")]
    [InlineData("inbox", "/inbox")]
    [InlineData("notifications", "/notifications")]
    [InlineData("deliveries", "/notifications/deliveries")]
    [InlineData("agents", "/agents")]
    [InlineData("agent", "/agents", "/agents/agt_")]
    [InlineData("agent-new", "/agents/new")]
    [InlineData("points", "/points")]
    [InlineData("point", "/points", "/points/pnt_")]
    [InlineData("point-new", "/points/new")]
    [InlineData("people", "/people")]
    [InlineData("person", "/people", "/people/per_")]
    [InlineData("people-then", "/people/then")]
    [InlineData("invite", "/people/invite")]
    [InlineData("policy", "/policy")]
    [InlineData("policy-version", "/policy", "/policy/versions/")]
    [InlineData("policy-file", "/policy", "/policy/versions/", "/files/payment.wire.rego")]
    [InlineData("policy-bench", "/policy/bench")]
    [InlineData("on-call", "/oncall")]
    [InlineData("escalation", "/escalation")]
    [InlineData("stops", "/stops")]
    [InlineData("stop-new", "/stops/new?reach=environment&value=prod")]
    [InlineData("break-glass", "/break-glass")]
    [InlineData("break-glass-new", "/break-glass/new")]
    [InlineData("incidents", "/incidents")]
    [InlineData("incident-new", "/incidents/new")]
    [InlineData("oversight", "/oversight")]
    [InlineData("drills", "/drills")]
    [InlineData("audit", "/audit")]
    [InlineData("audit-entry", "/audit/1")]
    [InlineData("account", "/account")]
    [InlineData("search", "/search?q=ap-clerk")]
    [InlineData("not-found", "/nowhere")]
    public async Task A_page_of_the_console_is_open_to_everybody(string name, string path, string? follow = null, string? then = null)
    {
        await using var visit = await stage.OpenAsTom();
        await visit.Go(path);
        if (follow is not null)
        {
            var href = await visit.Page.Locator($"main a[href^='{follow}']:not([href$='/new']):not(aside a)").First.GetAttributeAsync("href");
            await visit.Go(href! + then);
        }
        await Look(visit, name);
    }

    [Theory]
    [InlineData("sign-in", "/sign-in")]
    [InlineData("demo", "/demo")]
    [InlineData("verify", "/verify")]
    [InlineData("link-missing", "/invitation")]
    public async Task A_page_before_the_session_is_open_to_everybody(string name, string path)
    {
        await using var visit = await stage.Open(1440);
        await visit.Go(path);
        await Look(visit, name);
    }

    [Fact]
    public async Task A_console_without_people_is_set_up_on_pages_open_to_everybody()
    {
        await using var console = await ConsoleProcess.Start(demo: false);
        foreach (var (name, path) in (ValueTuple<string, string>[])[("empty-sign-in", "/sign-in"), ("set-up", "/set-up")])
        {
            await using var visit = await stage.Open(console.Url, 1440, ColorScheme.Light);
            await visit.Go(path);
            await Look(visit, name);
        }
        await using var stranger = await stage.Open(console.Url, 1440, ColorScheme.Light);
        Assert.Equal(404, (await stranger.Page.GotoAsync("/demo"))!.Status);
    }

    internal static async Task Look(Visit visit, string name)
    {
        var page = visit.Page;
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).Locator("visible=true")).ToHaveCountAsync(1);
        var found = new List<string>();
        foreach (var (size, width) in (ValueTuple<string, int>[])[("wide", 1440), ("phone", 390)])
        {
            await page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await Picture(page, $"{name}-{size}-{scheme.ToString().ToLowerInvariant()}");
                var sticksOut = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                if (sticksOut > 0)
                    found.Add($"{size}: {sticksOut} px stick out of the screen, at {await page.EvaluateAsync<string>(Widest)}");
                // Structure differs by width and contrast by scheme: two dresses hold both of either.
                if (width < 600 != (scheme == ColorScheme.Dark))
                    continue;
                var result = await page.RunAxe();
                found.AddRange(result.Violations.Select(violation => $"{size} {scheme}: {violation.Id}: {violation.Help}\n    {string.Join("\n    ", violation.Nodes.Take(5).Select(Words))}"));
            }
        }
        Assert.True(found.Count == 0, $"{page.Url}\n  {string.Join("\n  ", found)}");
        visit.IsQuiet();
    }

    private const string Widest = "() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map(e => e.tagName + '.' + e.className).join(', ')";

    private static string Words(AxeResultNode node) => $"{node.Html} — {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}";

    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("E2E_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
