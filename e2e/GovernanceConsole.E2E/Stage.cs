using GovernanceConsole.Demo.Live;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Keys;
using Microsoft.Playwright;

namespace GovernanceConsole.E2E;

/// <summary>What all journeys share: one browser and one demo, both real. Personas are shared out, because enrolling for one a second time ends the first passkey: Mei and Ana belong to their journeys, Tom to all others.</summary>
public sealed class Stage : IAsyncLifetime
{
    internal const string Collection = "demo";

    private static readonly string[] Quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ConsoleProcess? _demo;
    private string? _tom;

    internal string Url => _demo!.Url;

    public async ValueTask InitializeAsync()
    {
        var opening = ConsoleProcess.Start(demo: true);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("E2E_CHROMIUM") ?? "/usr/bin/chromium", Args = Quiet });
        _demo = await opening;
        // Machines that run tests are often busy; a slow answer is not a wrong one.
        Assertions.SetDefaultExpectTimeout(30_000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_demo is null)
            return;
        var faults = _demo.Faults;
        await _demo.DisposeAsync();
        // A page can look well and have failed: no journey may end with an error in the console's log. And whoever reads that a journey failed finds here why.
        if (faults.Count > 0)
            throw new InvalidOperationException("The console logged errors while the journeys ran:\n" + string.Join('\n', faults));
    }

    /// <summary>A fresh window of somebody who was never here.</summary>
    internal Task<Visit> Open(int width, ColorScheme scheme = ColorScheme.Light) => Open(Url, width, scheme);

    internal async Task<Visit> Open(string url, int width, ColorScheme scheme, string? storage = null) => await Visit.Begin(await _browser!.NewContextAsync(new()
    {
        BaseURL = url,
        ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        ColorScheme = scheme,
        IsMobile = width < 600,
        HasTouch = width < 600,
        ReducedMotion = ReducedMotion.Reduce,
        Locale = "en-GB",
        TimezoneId = "Europe/Berlin",
        StorageState = storage,
    }));

    /// <summary>A window in which Tom, who may read everything, is signed in already.</summary>
    internal async Task<Visit> OpenAsTom(int width = 1440)
    {
        if (_tom is null)
        {
            await using var visit = await Open(1440);
            await visit.UseAuthenticator();
            await visit.Become("Tom");
            _tom = await visit.Page.Context.StorageStateAsync();
        }
        return await Open(Url, width, ColorScheme.Light, _tom);
    }

    /// <summary>The API as one of the demo's agents uses it.</summary>
    internal ApiClient AgentApi(HttpClient http, string agentId, string name = "ap-clerk") => AgentApi(_demo!, http, agentId, name);

    /// <summary>The same for a console of a journey's own, as one of its agents.</summary>
    internal static ApiClient AgentApi(ConsoleProcess console, HttpClient http, string agentId, string name = "ap-clerk")
    {
        var keys = new KeyFolder(Path.Combine(console.DataFolder, "demo", "keys", "demo"));
        return new ApiClient(http, console.Url + "/demo", agentId, keys.EcdsaP256(name), new IdSource(TimeProvider.System), TimeProvider.System);
    }
}

[CollectionDefinition(Stage.Collection)]
public sealed class StageCollection : ICollectionFixture<Stage>;
