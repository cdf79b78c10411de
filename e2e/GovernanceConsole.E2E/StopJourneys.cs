using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>An agent is stopped by one person in one press and one signature, and let go on by another in three.</summary>
[Collection(Stage.Collection)]
public sealed class StopJourneys(Stage stage)
{
    [Fact]
    public async Task One_agent_is_stopped_and_somebody_else_releases_it_step_by_step()
    {
        await using var placer = await stage.OpenAsTom();
        var page = placer.Page;
        await placer.Go("/queue");
        await placer.Link("Stop…").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stop", Exact = true })).ToBeVisibleAsync();
        await page.GetByText("A type of intent").ClickAsync();
        await page.GetByLabel("A type of intent").Last.SelectOptionAsync("invoice.create");
        await Expect(page.GetByText("it cannot undo", new() { Exact = false }).First).ToBeVisibleAsync();
        await page.GetByLabel("Why?").FillAsync("Invoices to a supplier nobody knows.");
        await placer.Button("Stop and sign").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Every intent of the type invoice.create" })).ToBeVisibleAsync();
        await Expect(page.GetByText("You placed this stop, so another operator signs its release.")).ToBeVisibleAsync();
        // The demo's tools listen, and say so.
        await Expect(page.GetByText("confirmed after").First).ToBeVisibleAsync();
        await EveryPageTests.Look(placer, "stop-in-force");
        await page.SetViewportSizeAsync(1440, 900);

        await using var releaser = await stage.Open(1440);
        await releaser.UseAuthenticator();
        await releaser.Become("Ana");
        await Expect(releaser.Page.GetByText("A stop is in force: every intent of the type invoice.create.")).ToBeVisibleAsync();
        await releaser.Link("Open the stop").ClickAsync();
        foreach (var next in (string[])["People decide again; what was held goes on with the time it lost.", "Tokens are issued and grants redeemed again.", "The stop is over; policy may allow alone again."])
        {
            await releaser.Page.GetByLabel("Why may it go on?").FillAsync("The supplier is known now.");
            await releaser.Button("Release this step and sign").ClickAsync();
            await Expect(releaser.Page.GetByText("Signed. " + next)).ToBeVisibleAsync();
        }
        await EveryPageTests.Look(releaser, "stop-released");
        // The banner is gone everywhere, also from the page that was open all the time.
        await Expect(page.GetByText("A stop is", new() { Exact = false })).ToHaveCountAsync(0);
        await releaser.Go("/stops");
        await Expect(releaser.Page.GetByRole(AriaRole.Region, new() { Name = "Stops that are over" }).GetByRole(AriaRole.Link, new() { Name = "every intent of the type invoice.create" }).First).ToBeVisibleAsync();
        placer.IsQuiet();
        releaser.IsQuiet();
    }
}
