using GovernanceConsole.Data;
using GovernanceConsole.Demo.Removal;
using GovernanceConsole.Platform.Startup;
using Microsoft.AspNetCore.Builder;
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
    public async Task Demo_OnARealDatabase_IsRefusedAndRemovesNothing()
    {
        var real = await Prepare(null, Path.Combine(_folder, "demo"));

        var refused = await Assert.ThrowsAsync<StartRefused>(() => Prepare("--demo", _folder));
        Assert.Contains("real data", refused.Message, StringComparison.Ordinal);

        await using var app = ConsoleHost.Build(Args("--demo", _folder));
        await DemoRemoval.FromTerminal(app.Services.GetRequiredService<Place>());
        Assert.True(File.Exists(real.DatabaseFile));
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
