using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>What if the amount had been another: from a decided intent to the condition that would have failed.</summary>
[Collection(Stage.Collection)]
public sealed partial class BenchJourneys(Stage stage)
{
    [Fact]
    public async Task A_recorded_decision_is_asked_again_and_its_amount_is_changed()
    {
        await using var visit = await stage.OpenAsTom();
        var page = visit.Page;
        await visit.Go("/queue?tab=history");
        var payment = await page.Locator("main a[href^='/intents/']").Filter(new() { HasText = "Pays " }).First.GetAttributeAsync("href");
        await visit.Go(payment!);
        await visit.Link("Try this decision again").ClickAsync();
        await Expect(page.GetByText("asked of the very version that decided it")).ToBeVisibleAsync();
        await Expect(page.GetByText("The same as was decided then.")).ToBeVisibleAsync();

        var input = page.GetByLabel("Input", new() { Exact = true });
        var text = await input.InputValueAsync();
        await input.FillAsync(Amount().Replace(text, "\"amount\": 987654300,"));
        await input.PressAsync("Control+Enter");

        await Expect(page.GetByText("Otherwise than was decided then")).ToBeVisibleAsync();
        await Expect(page.GetByText("The input was changed since.")).ToBeVisibleAsync();
        var compared = page.Locator(".rule[open] .failure").Filter(new() { HasText = "number < limit" }).Filter(new() { HasText = "987654300" }).First;
        await Expect(compared).ToBeVisibleAsync();
        await EveryPageTests.Look(visit, "policy-bench-answer");
        await page.SetViewportSizeAsync(1440, 900);

        await input.FillAsync("{\n  \"facts\": {,}\n}");
        await visit.Button("Evaluate").ClickAsync();
        await Expect(page.GetByText("Line 2, column 13")).ToBeVisibleAsync();
        await EveryPageTests.Look(visit, "policy-bench-wrong");
        await page.SetViewportSizeAsync(1440, 900);
        // More than the circuit would carry in one piece, and more than the bench takes: neither ends the circuit.
        await input.FillAsync($"{{\"padding\": \"{new string('x', 60_000)}\"}}");
        await visit.Button("Evaluate").ClickAsync();
        await Expect(page.GetByText("No intent type of this name is known here.")).ToBeVisibleAsync();
        await input.FillAsync($"{{\"padding\": \"{new string('x', 300_000)}\"}}");
        await visit.Button("Evaluate").ClickAsync();
        await Expect(page.GetByText("and the bench takes 64")).ToBeVisibleAsync();
        await visit.Button("Put it back").ClickAsync();
        await Expect(input).ToHaveValueAsync(text);
        visit.IsQuiet();
    }

    [Fact]
    public async Task A_rule_is_followed_to_its_line_and_the_tests_are_checked_by_changing_it()
    {
        await using var visit = await stage.OpenAsTom();
        var page = visit.Page;
        await visit.Go("/policy");
        await visit.Link("payments.medium").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "payment.wire.rego" })).ToBeVisibleAsync();
        var line = page.Locator("tr.here");
        await Expect(line).ToContainTextAsync("escalate contains");
        await Expect(line).ToBeInViewportAsync();

        await visit.Go(page.Url[..page.Url.IndexOf("/files/", StringComparison.Ordinal)]);
        await visit.Button("Check the tests").ClickAsync();
        await Expect(page.GetByText("changes are noticed")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await EveryPageTests.Look(visit, "policy-mutations");
        visit.IsQuiet();
    }

    /// <summary>The fact, and not the amount in the agent's own words.</summary>
    [GeneratedRegex("\"amount\": [0-9]+,", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Amount();
}
