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
        // A console of its own: what is stopped here, other journeys would miss.
        await using var console = await ConsoleProcess.Start(demo: true);
        await using var placer = await stage.Open(console.Url, 1440, ColorScheme.Light);
        await placer.UseAuthenticator();
        await placer.Become("Tom");
        var page = placer.Page;
        await placer.Go("/queue");
        await placer.Link("Stop…").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stop", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "A type of intent" }).CheckAsync();
        // The list follows the choice by a round trip: until it is there, only the choice has that name.
        await page.GetByRole(AriaRole.Combobox, new() { Name = "A type of intent" }).SelectOptionAsync("payment.wire");
        await Expect(page.GetByText("it cannot undo", new() { Exact = false }).First).ToBeVisibleAsync();
        await page.GetByLabel("Why?").FillAsync("Payments to a supplier nobody knows.");
        await placer.Button("Stop and sign").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Every intent of the type payment.wire" })).ToBeVisibleAsync();
        await Expect(page.GetByText("You placed this stop, so another operator signs its release.")).ToBeVisibleAsync();
        // The demo's tools listen, and say so.
        await Expect(page.GetByText("confirmed after").First).ToBeVisibleAsync();
        await EveryPageTests.Look(placer, "stop-in-force");
        await placer.Go("/queue?tab=all");
        await EveryPageTests.Look(placer, "queue-held");
        var held = page.Locator("main li").Filter(new() { HasText = "held by a stop" }).First.GetByRole(AriaRole.Link).First;
        await placer.Go((await held.GetAttributeAsync("href"))!);
        await Expect(page.GetByText("Nothing can be signed until it is released.").First).ToBeVisibleAsync();
        await Expect(placer.Button("Approve and sign")).ToHaveCountAsync(0);
        await EveryPageTests.Look(placer, "card-held");
        await page.SetViewportSizeAsync(1440, 900);

        await using var releaser = await stage.Open(console.Url, 1440, ColorScheme.Light);
        await releaser.UseAuthenticator();
        await releaser.Become("Ana");
        await Expect(releaser.Page.GetByText("A stop is in force: every intent of the type payment.wire.")).ToBeVisibleAsync();
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
        await Expect(releaser.Page.GetByRole(AriaRole.Region, new() { Name = "Stops that are over" }).GetByRole(AriaRole.Link, new() { Name = "every intent of the type payment.wire" }).First).ToBeVisibleAsync();
        placer.IsQuiet();
        releaser.IsQuiet();
    }
}
