using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>The arrow, walked by somebody who sees the console for the first time: once at a desk with a passkey, once on a phone with the practice key.</summary>
[Collection(Stage.Collection)]
public sealed class SigningJourneys(Stage stage)
{
    private static readonly Regex Guided = new("Pays 7,480.00 EUR to Nordwind", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_newcomer_signs_a_payment_sees_it_spent_and_proves_it()
    {
        await using var visit = await stage.Open(1440);
        var page = visit.Page;
        await visit.UseAuthenticator();
        await visit.Become("Mei");

        // intent → decision: the payment waits in the queue
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Queue" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Queue", Exact = true })).ToBeVisibleAsync();
        await visit.OpenFromQueue(Guided);

        // approval: nothing can be approved that was not on screen
        var approve = visit.Button("Approve and sign");
        await Expect(page.GetByText("Not yet on screen")).ToBeVisibleAsync();
        await Expect(approve).ToHaveAttributeAsync("aria-disabled", "true");
        await ReadTheCard(page, approve);
        await page.EvaluateAsync("""
            () => {
              const seen = (window.seenStates = new Set());
              const look = () => { const text = document.querySelector('main').innerText; if (text.includes('Granted: everybody needed has signed.')) seen.add('granted'); if (text.includes('redeemed the grant')) seen.add('redeemed'); };
              new MutationObserver(look).observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
            }
            """);
        await approve.ClickAsync();

        // grant → action: granted first, then spent by the bank, once
        await Expect(page.GetByText("Done: Toy bank redeemed the grant. It cannot be used again.")).ToBeVisibleAsync();
        Assert.Equal(["granted", "redeemed"], await page.EvaluateAsync<string[]>("() => [...window.seenStates]"));

        // audit → evidence: the receipt, here and on the page that trusts nobody
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Open the receipt" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex(@"^All \d+ checks hold$", RegexOptions.None, TimeSpan.FromSeconds(1)) })).ToBeVisibleAsync();
        await visit.Link("Verify it yourself").ClickAsync();
        await Expect(page.GetByText("This receipt holds.")).ToBeVisibleAsync();
        await Expect(page.GetByText("✕ failed")).ToHaveCountAsync(0);
        await visit.Button("Change one byte and check again").ClickAsync();
        await Expect(page.GetByText("This receipt does not hold.")).ToBeVisibleAsync();
        await visit.Button("Back to the receipt as it came").ClickAsync();
        await Expect(page.GetByText("This receipt holds.")).ToBeVisibleAsync();
        visit.IsQuiet();
    }

    [Fact]
    public async Task An_approver_on_a_phone_denies_with_the_practice_key_and_says_why()
    {
        await using var visit = await stage.Open(390, ColorScheme.Dark);
        var page = visit.Page;
        await page.GotoAsync("/demo");
        await visit.Button("Use the practice key").ClickAsync();
        await Expect(page.GetByText("The practice key is in use.")).ToBeVisibleAsync();
        await visit.Become("Ana", () => visit.Button("Make the key").ClickAsync());

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Short" }).GetByRole(AriaRole.Link, new() { Name = "Queue" }).ClickAsync();
        await visit.OpenFromQueue(Guided);
        await visit.Button("Deny…").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { NameRegex = new Regex("^Deny: ", RegexOptions.None, TimeSpan.FromSeconds(1)) });
        await dialog.GetByLabel("I cannot confirm who receives this.").CheckAsync();
        await dialog.GetByLabel("The reason, as it stands above.").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Deny and sign" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Sign with the practice key?" }).GetByRole(AriaRole.Button, new() { Name = "Sign", Exact = true }).ClickAsync();

        await Expect(page.GetByText("Ana Ruiz denied this: I cannot confirm who receives this.")).ToBeVisibleAsync();
        await Expect(page.GetByText("The agent was told:")).ToContainTextAsync("I cannot confirm who receives this.");
        await Expect(visit.Button("Approve and sign")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Open the receipt" }).First.ClickAsync();
        await Expect(page.GetByText("with a practice key").First).ToBeVisibleAsync();
        visit.IsQuiet();
    }

    /// <summary>Down the page in glances, as a reader goes.</summary>
    internal static async Task ReadTheCard(IPage page, ILocator approve)
    {
        await page.Mouse.MoveAsync(700, 400);
        for (var glance = 0; glance < 40 && await approve.GetAttributeAsync("aria-disabled") == "true"; glance++)
        {
            await page.Mouse.WheelAsync(0, glance < 20 ? 150 : -150);
            await page.WaitForTimeoutAsync(500);
        }
        await Expect(approve).ToHaveAttributeAsync("aria-disabled", "false");
    }
}
