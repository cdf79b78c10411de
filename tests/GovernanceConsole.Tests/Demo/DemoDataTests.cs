using System.Security.Cryptography;
using GovernanceConsole.Data;
using GovernanceConsole.Demo.Removal;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovernanceConsole.Tests.Demo;

/// <summary>Demo data and real data never meet: each console refuses the other's database, and only a demo's is ever removed.</summary>
public sealed class DemoDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gc-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://192.0.2.7:5080")]
    [InlineData("http://localhost:5080;http://[::]:5080")]
    public void Demo_OnAnAddressOthersReach_DoesNotStart(string urls) =>
        Assert.Throws<StartRefused>(() => ConsoleHost.Build(["--demo", "--urls", urls, "--Console:DataFolder", _folder]));

    [Fact]
    public async Task RealConsole_OnADemosDatabase_IsRefusedUntilItIsRemoved()
    {
        var place = await Prepare("--demo", _folder);
        var demo = Path.Combine(_folder, "demo");

        var refused = await Assert.ThrowsAsync<StartRefused>(() => Prepare(null, demo));
        Assert.Contains("--remove-demo", refused.Message, StringComparison.Ordinal);

        Assert.Equal(0, await DemoRemoval.FromTerminal(place));
        Assert.False(File.Exists(place.DatabaseFile));
        await Prepare(null, demo);
    }

    [Fact]
    public async Task RealConsoleOnADemosFolder_CanBeToldToRemoveIt()
    {
        await Prepare("--demo", _folder);
        // The folder a real console was pointed at: what it would call the demo's lies one deeper.
        await using var app = ConsoleHost.Build(Args("--demo", Path.Combine(_folder, "demo")));

        Assert.Equal(0, await DemoRemoval.FromTerminal(app.Services.GetRequiredService<Place>()));

        Assert.False(File.Exists(Path.Combine(_folder, "demo", "governance.db")));
    }

    [Fact]
    public async Task KeysAndAnchorElsewhere_AreTheDemosOwnAndGoWithIt()
    {
        string[] elsewhere = ["--Console:KeysFolder", Path.Combine(_folder, "safe", "keys"), "--Console:AnchorFile", Path.Combine(_folder, "safe", "anchor.log")];
        await Live(null, elsewhere);
        var ours = Directory.GetFiles(Path.Combine(_folder, "safe"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(path => path, File.ReadAllText);
        var demo = await Live("--demo", elsewhere);
        Assert.True(File.Exists(demo.AnchorFile) && File.Exists(Path.Combine(demo.KeysFolder, "log.pem")));
        await using (var next = await Opened("--demo", elsewhere))
            Assert.Null(next.Services.GetRequiredService<Work>().ReadOnlyBecause);
        SqliteConnection.ClearAllPools();

        Assert.Equal(0, await DemoRemoval.FromTerminal(demo));

        Assert.False(File.Exists(demo.AnchorFile) || Directory.Exists(demo.KeysFolder));
        Assert.Equal(ours, Directory.GetFiles(Path.Combine(_folder, "safe"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToDictionary(path => path, File.ReadAllText));
        await using var fresh = await Opened("--demo", elsewhere);
        Assert.Null(fresh.Services.GetRequiredService<Work>().ReadOnlyBecause);
    }

    [Fact]
    public async Task AnchorOfAnotherLog_IsLeftWhereItIs()
    {
        var demo = await Prepare("--demo", _folder);
        var head = new Checkpoint("somebody.example/log", 1, new byte[32]);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using (var anchor = new AnchorFile(demo.AnchorFile))
            anchor.Append(head, head.Sign(new NoteSigner(head.Origin, key)).ToString());

        await DemoRemoval.FromTerminal(demo);

        Assert.False(File.Exists(demo.DatabaseFile));
        Assert.True(File.Exists(demo.AnchorFile));
    }

    [Fact]
    public async Task Demo_OnARealDatabase_IsRefusedAndRemovesNothing()
    {
        var real = await Prepare(null, Path.Combine(_folder, "demo"));

        var refused = await Assert.ThrowsAsync<StartRefused>(() => Prepare("--demo", _folder));
        Assert.Contains("real data", refused.Message, StringComparison.Ordinal);

        await using var app = ConsoleHost.Build(Args("--demo", _folder));
        await DemoRemoval.FromTerminal(app.Services.GetRequiredService<Place>());
        Assert.True(File.Exists(real.DatabaseFile));
    }

    /// <summary>Opens a console, lets it write an entry, and closes it.</summary>
    private async Task<Place> Live(string? demo, string[] settings)
    {
        await using var app = await Opened(demo, settings);
        var place = app.Services.GetRequiredService<Place>();
        var work = app.Services.GetRequiredService<Work>();
        await work.StartAsync(CancellationToken.None);
        await work.Ready;
        await work.Do<bool>(Actor.Console, act =>
        {
            act.Audit(AuditTypes.PersonEnrolled, "per_1");
            return Task.FromResult<Outcome<bool>>(true);
        });
        await work.StopAsync(CancellationToken.None);
        return place;
    }

    private async Task<WebApplication> Opened(string? demo, string[] settings)
    {
        var app = ConsoleHost.Build([.. Args(demo, _folder), .. settings], builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        await ConsoleHost.Open(app);
        return app;
    }

    /// <summary>Prepares a database as a start does, and lets go of it.</summary>
    private static async Task<Place> Prepare(string? demo, string folder)
    {
        await using var app = ConsoleHost.Build(Args(demo, folder), builder => builder.Logging.SetMinimumLevel(LogLevel.Error));
        var place = app.Services.GetRequiredService<Place>();
        await app.Services.GetRequiredService<Database>().Prepare(place, TimeProvider.System, CancellationToken.None);
        return place;
    }

    private static string[] Args(string? demo, string folder) =>
        [.. demo is null ? [] : (string[])[demo], "--urls", "http://localhost:5080", "--Console:DataFolder", folder];
}
