using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>Somebody who is faster than the network: gone from a page before its script has come. Nothing broke by that, so nothing may say that it did.</summary>
[Collection(Stage.Collection)]
public sealed class HastyJourneys(Stage stage)
{
    private static readonly Regex Anything = new(".", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("/queue?tab=all", "QueuePage")]
    [InlineData("/intents/", "IntentPage")]
    [InlineData("/policy/bench", "BenchPage")]
    public async Task Who_leaves_a_page_before_its_script_came_finds_the_next_one_whole(string path, string script)
    {
        await using var visit = await stage.OpenAsTom();
        var page = visit.Page;
        if (path == "/intents/")
        {
            await visit.Go("/queue?tab=all");
            path = await page.Locator("main a[href*='/intents/']").First.GetAttributeAsync("href") ?? "";
        }

        var asked = new TaskCompletionSource();
        var late = new TaskCompletionSource();
        await page.RouteAsync($"**/{script}.razor*.js", async route =>
        {
            asked.TrySetResult();
            await late.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(path);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Agents" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/agents$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        late.SetResult();
        await visit.Settled();
        // Long enough for the script to come, to find its page gone, and for the server to hear of it.
        await page.WaitForTimeoutAsync(1500);

        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await visit.Go("/queue?tab=all");
        await Expect(page.Locator("main a[href*='/intents/']").First).ToHaveTextAsync(Anything);
        visit.IsQuiet();
    }
}
