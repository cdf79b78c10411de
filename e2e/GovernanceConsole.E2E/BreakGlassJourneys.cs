using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>An emergency in three browsers: one asks, another signs, it is open for all to see, it is ended, and a third reviews it.</summary>
[Collection(Stage.Collection)]
public sealed partial class BreakGlassJourneys(Stage stage)
{
    [Fact]
    public async Task Glass_is_broken_by_two_and_reviewed_by_a_third()
    {
        // A console of its own: under an episode other journeys would not find what waits.
        await using var console = await ConsoleProcess.Start(demo: true);
        await using var ana = await Person(console, "Ana");
        await ana.Go("/break-glass");
        await ana.Link("Break glass…").ClickAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Break glass", Exact = true })).ToBeVisibleAsync();
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { Name = "ap-clerk" }).CheckAsync();
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { Name = "payment.wire" }).CheckAsync();
        await ana.Page.GetByRole(AriaRole.Checkbox, new() { Name = "https://bank.example/api" }).CheckAsync();
        await ana.Page.GetByLabel("How many acts").FillAsync("3");
        await ana.Page.GetByLabel("How many minutes").FillAsync("30");
        await ana.Page.GetByLabel("Amount in all").FillAsync("25000.00");
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "Breaks glass for 30 minutes" })).ToBeVisibleAsync();
        // Without a reason nothing is asked for, and what was entered stays.
        await ana.Button("Ask and sign").ClickAsync();
        await Expect(ana.Page.GetByText("Say why, in 1 to 400 characters.").First).ToBeVisibleAsync();
        await EveryPageTests.Look(ana, "break-glass-refused");
        await ana.Page.SetViewportSizeAsync(1440, 900);
        await ana.Page.GetByLabel("Why?").FillAsync("The supplier stops deliveries at six.");
        await ana.Button("Ask and sign").ClickAsync();
        await Expect(ana.Page.GetByText("It waits for another person's signature.")).ToBeVisibleAsync();
        await Expect(ana.Page.GetByText("Somebody else signs what you asked for.")).ToBeVisibleAsync();
        var episode = new Uri(ana.Page.Url).AbsolutePath;

        await using var mei = await Person(console, "Mei");
        await mei.Go(episode);
        await EveryPageTests.Look(mei, "break-glass-asked");
        await mei.Page.SetViewportSizeAsync(1440, 900);
        await mei.Button("Sign and open it").ClickAsync();
        await Expect(mei.Page.GetByText("Signed. It is open, and everybody was told.")).ToBeVisibleAsync();
        await Expect(mei.Page.GetByText(Countdown()).First).ToBeVisibleAsync();
        await EveryPageTests.Look(mei, "break-glass-open");
        // The page that was open all the time says so, and so does every other one.
        await Expect(ana.Page.GetByText("Glass is broken for ap-clerk (prod).")).ToBeVisibleAsync();

        using var http = new HttpClient { BaseAddress = new Uri(console.Url) };
        using var agent = Stage.AgentApi(console, http, (await ana.Link("ap-clerk (prod)").First.GetAttributeAsync("href"))!.Split('/')[^1]);
        var declared = (await agent.Send(HttpMethod.Post, "/api/v1/intents", Payment(), "glass-1", CancellationToken.None)).Json;
        Assert.True((string?)declared["status"] == "granted" && (string?)declared["grant"]!["break_glass"]!["episode"] == episode.Split('/')[^1], declared.ToJsonString());
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { NameRegex = Acts() })).ToBeVisibleAsync();
        await Expect(ana.Page.GetByText("used under it; give the agent a new key")).ToBeVisibleAsync();

        await ana.Button("End it now").ClickAsync();
        await Expect(ana.Page.GetByText("It is over. What was granted under it and not redeemed is revoked.")).ToBeVisibleAsync();
        await Expect(mei.Page.GetByText("Glass is broken", new() { Exact = false })).ToHaveCountAsync(0);
        await Expect(ana.Page.GetByText("Somebody outside the episode reviews it", new() { Exact = false })).ToBeVisibleAsync();

        await using var tom = await Person(console, "Tom");
        await tom.Go("/break-glass");
        await tom.Page.GetByRole(AriaRole.Link, new() { Name = "ap-clerk (prod)" }).ClickAsync();
        await Expect(tom.Button("Sign the review")).ToBeDisabledAsync();
        // The demo's own agents may have acted under it, too.
        var acts = tom.Page.GetByRole(AriaRole.Radio, new() { Name = "Not justified" });
        for (var i = 0; i < await acts.CountAsync(); i++)
        {
            await acts.Nth(i).CheckAsync();
            await tom.Page.GetByLabel("Remark").Nth(i).FillAsync("It was not due before Monday.");
        }
        await tom.Page.GetByLabel("Conclusion").FillAsync("Finance could have been reached.");
        await EveryPageTests.Look(tom, "break-glass-review");
        await tom.Page.SetViewportSizeAsync(1440, 900);
        await tom.Button("Sign the review").ClickAsync();
        await Expect(tom.Page.GetByText("The review is signed.")).ToBeVisibleAsync();
        await Expect(tom.Page.GetByText("not justified: “It was not due before Monday.”").First).ToBeVisibleAsync();
        await EveryPageTests.Look(tom, "break-glass-reviewed");
        await tom.Go("/break-glass");
        await EveryPageTests.Look(tom, "break-glass-past");
        ana.IsQuiet();
        mei.IsQuiet();
        tom.IsQuiet();
    }

    private async Task<Visit> Person(ConsoleProcess console, string name)
    {
        var visit = await stage.Open(console.Url, 1440, ColorScheme.Light);
        await visit.UseAuthenticator();
        await visit.Become(name);
        return visit;
    }

    private static JsonObject Payment() => new()
    {
        ["type"] = "payment.wire",
        ["tool"] = "https://bank.example/api",
        ["parameters"] = new JsonObject
        {
            ["amount"] = new JsonObject { ["value"] = "7480.00", ["currency"] = "EUR" },
            ["beneficiary"] = new JsonObject { ["name"] = "Nordwind GmbH", ["iban"] = "DE89370400440532013000" },
            ["reference"] = "INV-2041",
        },
        ["changes"] = new JsonArray(new JsonObject { ["target"] = "ledger:payable/2041", ["before"] = new JsonObject { ["status"] = "open" }, ["after"] = new JsonObject { ["status"] = "paid" } }),
    };

    [GeneratedRegex(@"acts? under it$", RegexOptions.None, 1000)]
    private static partial Regex Acts();

    [GeneratedRegex(@"Ends in (?:30:00|29:\d\d)", RegexOptions.None, 1000)]
    private static partial Regex Countdown();
}
