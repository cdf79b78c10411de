using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.Logging;

namespace GovernanceConsole.Tests.Ui.Faults;

/// <summary>What people and programs are told when the console itself fails: that it did, under which reference, and nothing of the inside.</summary>
public sealed partial class PageFaultsTests
{
    [Fact]
    public async Task FailingPage_IsAnsweredByAPageOfOursWhoseReferenceIsLogged()
    {
        await using var town = await Town.Open();
        var log = new Heard();
        town.World.Get<ILoggerFactory>().AddProvider(log);
        using var browser = new WorldBrowser(town.World, town.Mei.Key);
        await browser.SignsIn();
        await town.World.Tamper("ALTER TABLE queue_items RENAME TO gone");

        var page = await browser.Get("/queue");

        Assert.Equal(500, page.Status);
        Assert.Contains("This page failed on our side.", page["html"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("Sqlite", page["html"]!, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", page["html"]!, StringComparison.Ordinal);
        var reference = Reference().Match(page["html"]!).Value;
        Assert.StartsWith("req_", reference, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains(reference, StringComparison.Ordinal) && line.Contains("queue_items", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailingEndpoint_IsAnsweredByAProblemDocument()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        using var browser = new WorldBrowser(town.World, town.Mei.Key);
        await browser.SignsIn();
        await town.World.Tamper("ALTER TABLE policy_decisions RENAME TO gone");

        var file = await browser.Get($"/intents/{id}/receipt.json");

        Assert.Equal(500, file.Status);
        Assert.Contains("urn:governance-console:problem:failed", file["html"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", file["html"]!, StringComparison.Ordinal);
    }

    [GeneratedRegex("req_[0-9A-Za-z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();

    /// <summary>Everything the console logs, with the faults.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
            // Nothing is held.
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception) + " " + exception);
    }
}
