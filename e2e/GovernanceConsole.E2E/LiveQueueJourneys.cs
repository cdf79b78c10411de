using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>The open queue: what is declared elsewhere appears by itself, nothing moves under the reader, and the keyboard walks it.</summary>
[Collection(Stage.Collection)]
public sealed class LiveQueueJourneys(Stage stage, ITestOutputHelper output)
{
    private static readonly Regex Declared = new("9,321\\.07 EUR", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task An_item_declared_anywhere_appears_in_every_open_queue()
    {
        await using var first = await stage.OpenAsTom();
        await using var second = await stage.OpenAsTom(390);
        await first.Go("/agents");
        var href = await first.Link("ap-clerk").First.GetAttributeAsync("href");
        using var http = new HttpClient { BaseAddress = new Uri(stage.Url) };
        using var agent = stage.AgentApi(http, href!.Split('/')[^1]);
        await Declare(agent, "11.01");
        foreach (var visit in (Visit[])[first, second])
        {
            await visit.Go("/queue?tab=all");
            await Live(visit.Page);
        }

        var reference = "E2E" + Stopwatch.GetTimestamp();
        await Declare(agent, "9321.07", reference);
        var waited = Stopwatch.StartNew();
        foreach (var visit in (Visit[])[first, second])
        {
            await Expect(visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Visit.News })).ToBeVisibleAsync(new() { Timeout = 10_000 });
            output.WriteLine($"The news stood there {waited.ElapsedMilliseconds} ms after the API had answered.");
            Assert.Equal(0, await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = Declared }).CountAsync());
        }
        await first.Page.GetByRole(AriaRole.Button, new() { NameRegex = Visit.News }).ClickAsync();
        await Expect(first.Page.GetByRole(AriaRole.Link, new() { NameRegex = Declared })).ToBeVisibleAsync();
        first.IsQuiet();
        second.IsQuiet();
    }

    [Fact]
    public async Task The_keyboard_walks_the_queue_and_opens_an_item()
    {
        await using var visit = await stage.OpenAsTom();
        var page = visit.Page;
        await visit.Go("/agents");
        var href = await visit.Link("billing-bot").First.GetAttributeAsync("href");
        using var http = new HttpClient { BaseAddress = new Uri(stage.Url) };
        using var agent = stage.AgentApi(http, href!.Split('/')[^1], "billing-bot");
        foreach (var number in (string[])["W-1", "W-2", "W-3", "W-4"])
            await Declare(agent, JsonNode.Parse($$$"""
                {"type":"invoice.create","tool":"https://billing.example/api","parameters":{"invoices":[{"number":"{{{number}}}","customer":"Nordwind GmbH","amount":{"value":"6120.00","currency":"EUR"}}],"send":false}}
                """)!.AsObject());
        await visit.Go("/queue?tab=all");
        var fold = page.Locator("main .strips summary").First;
        await Expect(fold).ToBeVisibleAsync();
        await Live(page);
        while (await Stop(page) > 0)
            await page.Keyboard.PressAsync("k");

        // Down to the line behind which alike ones are folded, never standing still on the way, then into it.
        for (var at = 0; !await fold.EvaluateAsync<bool>("line => line === document.activeElement"); at++)
        {
            Assert.Equal(at, await Stop(page));
            await page.Keyboard.PressAsync("j");
        }
        var line = await Stop(page);
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("j");
        Assert.Equal(line + 1, await Stop(page));
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.closest('.alike') !== null && document.activeElement.dataset.row !== undefined"));
        await page.Keyboard.PressAsync("k");
        Assert.Equal(line, await Stop(page));

        await page.Keyboard.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await Expect(help).ToContainTextAsync("Next item");
        await page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/intents/int_", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What you are asked to sign" })).ToBeVisibleAsync();
        visit.IsQuiet();
    }

    /// <summary>The first J that moves the focus tells that the page has come alive.</summary>
    private static async Task Live(IPage page)
    {
        for (var tries = 0; tries < 150 && await Stop(page) < 0; tries++)
        {
            await page.Keyboard.PressAsync("j");
            await page.WaitForTimeoutAsync(200);
        }
        Assert.True(await Stop(page) >= 0, "J never moved the focus to an item.");
    }

    /// <summary>At which of the places that J and K go to the focus is: items, and lines behind which alike ones are folded.</summary>
    private static Task<int> Stop(IPage page) => page.EvaluateAsync<int>("() => [...document.querySelectorAll('main ol a[href*=\"/intents/\"], main ol summary')].filter(stop => stop.checkVisibility()).indexOf(document.activeElement)");

    private static Task Declare(Demo.Live.ApiClient agent, string amount, string reference = "E2E") => Declare(agent, new JsonObject
    {
        ["type"] = "payment.wire",
        ["tool"] = "https://bank.example/api",
        ["parameters"] = new JsonObject
        {
            ["amount"] = new JsonObject { ["value"] = amount, ["currency"] = "EUR" },
            ["beneficiary"] = new JsonObject { ["name"] = "Nordwind GmbH", ["iban"] = "DE89370400440532013000" },
            ["reference"] = reference,
        },
        ["purpose"] = "accounts-payable",
    });

    private static async Task Declare(Demo.Live.ApiClient agent, JsonObject body)
    {
        var answer = await agent.Send(HttpMethod.Post, "/api/v1/intents", body, "e2e-" + Stopwatch.GetTimestamp(), TestContext.Current.CancellationToken);
        Assert.True(answer.IsDone, answer.ToString());
    }
}
