using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>Three people in three browsers sign one intent: a quorum over groups, seen as it fills; the last of them for less than was asked.</summary>
[Collection(Stage.Collection)]
public sealed class QuorumJourneys(Stage stage)
{
    private static readonly Regex Payment = new("^Pays 7,480.00 EUR to Nordwind", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Three_people_of_two_groups_sign_and_the_last_one_for_less()
    {
        var folder = Directory.CreateTempSubdirectory("gc-e2e-policy-");
        try
        {
            // Confirming lets the agent's owner be one of the demo's three people; what is risky takes four eyes all the same, and so fewer.
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "intents.rego"), """
                package intents

                decision := {
                	"effect": "escalate", "risk": "routine", "reasons": ["Three people look at everything today."], "rules": ["three"],
                	"grants": [{"permission": permission, "ttl_seconds": 300}], "ttl_seconds": 300,
                	"require": {"quorum": quorum, "control": "confirm"},
                	"escalation": [{"to": "approvers", "within_seconds": 0}],
                }

                default quorum := "1 of asked"

                quorum := "2 of finance and 1 of platform" if input.intent.type == "payment.wire"

                permission := {
                	"payment.wire": "payments:execute", "invoice.create": "invoices:create", "user.deprovision": "directory:deprovision",
                	"permission.change": "directory:grant", "schema.migrate": "schema:migrate", "data.export": "data:export",
                }[input.intent.type]
                """, Encoding.UTF8);
            await using var console = await ConsoleProcess.Start(demo: true, "--Console:PolicyFolder", folder.FullName);
            await using var first = await Signs(console, "Mei", ColorScheme.Light, 1440);
            await Expect(first.Page.GetByText("Still needs two from finance and one from platform.")).ToBeVisibleAsync();
            await EveryPageTests.Look(first, "card-quorum");
            await first.Button("Approve and sign").ClickAsync();
            await Expect(first.Page.GetByText("You signed this.")).ToBeVisibleAsync();

            await using var second = await Signs(console, "Ana", ColorScheme.Light, 1440);
            await second.Button("Approve and sign").ClickAsync();
            await Expect(second.Page.GetByText("You signed this.")).ToBeVisibleAsync();
            // The first browser sees the second signature come.
            await Expect(first.Page.GetByText("Still needs one from platform.").First).ToBeVisibleAsync();

            await using var third = await Signs(console, "Tom", ColorScheme.Dark, 390);
            await third.Page.Keyboard.PressAsync("l");
            await third.Page.GetByLabel("Amount: at most").FillAsync("99999");
            await third.Button("Approve this much and sign").ClickAsync();
            await Expect(third.Page.GetByText("Must be less than what was declared.")).ToBeVisibleAsync();
            await third.Page.GetByLabel("Amount: at most").FillAsync("5000.00");
            await EveryPageTests.Look(third, "card-narrow");
            await third.Button("Approve this much and sign").ClickAsync();

            await Expect(third.Page.GetByText("Done: Toy bank redeemed the grant. It cannot be used again.")).ToBeVisibleAsync();
            await Expect(third.Page.GetByText("Amount: at most 5,000.00 EUR.")).ToBeVisibleAsync();
            await Expect(first.Page.GetByText("Done: Toy bank redeemed the grant. It cannot be used again.")).ToBeVisibleAsync();
            await first.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Open the receipt" }).First.ClickAsync();
            await Expect(first.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex(@"^All \d+ checks hold$", RegexOptions.None, TimeSpan.FromSeconds(1)) })).ToBeVisibleAsync();
            await first.Link("Verify it yourself").ClickAsync();
            await Expect(first.Page.GetByText("This receipt holds.")).ToBeVisibleAsync();
            await TwoAtOnce(console, second);
            foreach (var visit in new[] { first, second, third })
                visit.IsQuiet();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Two routine invoices under one signature.</summary>
    private static async Task TwoAtOnce(ConsoleProcess console, Visit visit)
    {
        await visit.Go("/agents");
        var href = await visit.Link("billing-bot").First.GetAttributeAsync("href");
        using var http = new HttpClient { BaseAddress = new Uri(console.Url) };
        using var agent = Stage.AgentApi(console, http, href!.Split('/')[^1], "billing-bot");
        var id = "";
        foreach (var number in (string[])["R-771", "R-772"])
        {
            var declared = await agent.Send(HttpMethod.Post, "/api/v1/intents", JsonNode.Parse($$$"""
                {"type":"invoice.create","tool":"https://billing.example/api","parameters":{"invoices":[{"number":"{{{number}}}","customer":"Nordwind GmbH","amount":{"value":"120.00","currency":"EUR"}}],"send":false}}
                """)!.AsObject(), "key-" + number, CancellationToken.None);
            Assert.True(declared.IsDone, declared.Json.ToJsonString());
            id = (string)declared.Json["id"]!;
        }

        await visit.Go("/intents/" + id);
        await visit.Link("Sign it together with others like it").ClickAsync();
        await Expect(visit.Page.GetByText("R-771")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("R-772")).ToBeVisibleAsync();
        await EveryPageTests.Look(visit, "alike");
        await visit.Page.SetViewportSizeAsync(1440, 900);
        var approve = visit.Page.Locator("[data-approve]");
        await SigningJourneys.ReadTheCard(visit.Page, approve);
        await approve.ClickAsync();
        await Expect(visit.Page.GetByText(new Regex(@"are signed", RegexOptions.None, TimeSpan.FromSeconds(1)))).ToBeVisibleAsync();
        await visit.Go("/intents/" + id);
        await Expect(visit.Page.GetByText("Done: ", new() { Exact = false }).First).ToBeVisibleAsync();
    }

    /// <summary>Opens the guided payment as somebody and reads all of it.</summary>
    private async Task<Visit> Signs(ConsoleProcess console, string persona, ColorScheme scheme, int width)
    {
        var visit = await stage.Open(console.Url, width, scheme);
        await visit.UseAuthenticator();
        await visit.Become(persona);
        await visit.Go("/queue?tab=all");
        await visit.OpenFromQueue(Payment);
        await SigningJourneys.ReadTheCard(visit.Page, visit.Button("Approve and sign"));
        return visit;
    }
}
