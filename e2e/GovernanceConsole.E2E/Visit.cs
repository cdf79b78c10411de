using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>One browser window with one page. Remembers what the page complained about: a journey that ends well with errors in the browser's console did not end well.</summary>
internal sealed class Visit : IAsyncDisposable
{
    /// <summary>The button of the queue that brings in what came since it was opened.</summary>
    internal static readonly Regex News = new(@"^\d+ new: ", RegexOptions.None, TimeSpan.FromSeconds(1));

    private readonly List<string> _complaints = [];

    private Visit(IPage page)
    {
        Page = page;
        page.SetDefaultTimeout(30_000);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // What a page that is not there answers, and what a form is refused for, is an error to the browser, but not to us.
            if (message.Type == "error" && !message.Text.Contains("status of 404", StringComparison.Ordinal) && !message.Text.Contains("status of 422", StringComparison.Ordinal))
                _complaints.Add(message.Text);
        };
    }

    public IPage Page { get; }

    public static async Task<Visit> Begin(IBrowserContext context) => new(await context.NewPageAsync());

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <summary>A platform authenticator that verifies its user, and never waits for a finger.</summary>
    public async Task UseAuthenticator()
    {
        var devtools = await Page.Context.NewCDPSessionAsync(Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    /// <summary>From the demo's first page to the overview, by way of an invitation.</summary>
    public async Task Become(string persona, Func<Task>? confirm = null)
    {
        if (!Page.Url.EndsWith("/demo", StringComparison.Ordinal))
            await Page.GotoAsync("/demo");
        await Button("Be " + persona).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Welcome, " + persona })).ToBeVisibleAsync();
        await Button("Enrol my passkey").ClickAsync();
        if (confirm is not null)
            await confirm();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Four steps through the demo" })).ToBeVisibleAsync();
    }

    public ILocator Button(string words) => Page.GetByRole(AriaRole.Button, new() { Name = words });

    public ILocator Link(string words) => Page.GetByRole(AriaRole.Link, new() { Name = words });

    /// <summary>Opens an item from the queue, as somebody does who looks at it: what was declared after the page was opened waits behind a button.</summary>
    public async Task OpenFromQueue(Regex consequence)
    {
        var (item, news) = (Page.GetByRole(AriaRole.Link, new() { NameRegex = consequence }).First, Page.GetByRole(AriaRole.Button, new() { NameRegex = News }));
        for (var tries = 0; tries < 120 && !await item.IsVisibleAsync(); tries++)
        {
            if (await news.IsVisibleAsync())
                await news.ClickAsync();
            await Page.WaitForTimeoutAsync(250);
        }
        await item.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { NameRegex = consequence })).ToBeVisibleAsync();
    }

    /// <summary>Opens a page and waits until what is live on it is.</summary>
    public async Task Go(string path)
    {
        await Page.GotoAsync(path);
        await Settled();
    }

    /// <summary>Nothing is being read any more, and has not been for a moment (a page that becomes interactive reads once more), and the fonts are there.</summary>
    public async Task Settled()
    {
        await Page.WaitForFunctionAsync("""
            () => {
              const busy = document.querySelector('main .loading, main [aria-busy=true]');
              window.calmSince = busy ? undefined : window.calmSince ?? performance.now();
              return !busy && performance.now() - window.calmSince > 300;
            }
            """);
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
    }

    /// <summary>Fails with whatever the browser complained about.</summary>
    public void IsQuiet() => Assert.Empty(_complaints);
}
