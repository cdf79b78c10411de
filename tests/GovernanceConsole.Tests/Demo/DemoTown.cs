using GovernanceConsole.Data;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Tests.Demo;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(DemoTown))]

namespace GovernanceConsole.Tests.Demo;

/// <summary>A demo as it is installed into an empty folder, once for all tests that look at it. No server listens, so its agents keep quiet.</summary>
public sealed class DemoTown : IAsyncLifetime
{
    private readonly Lazy<Task<WebApplication>> _app;

    public DemoTown()
    {
        Folder = Path.Combine(Path.GetTempPath(), "gc-demo-" + Path.GetRandomFileName());
        _app = new Lazy<Task<WebApplication>>(Install);
    }

    internal string Folder { get; }

    internal FakeClock Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));

    internal StringWriter Said { get; } = new();

    /// <summary>Installs on first use: tests that need no demo do not wait for one.</summary>
    internal Task<WebApplication> App() => _app.Value;

    internal async Task<T> Get<T>()
        where T : notnull => (await App()).Services.GetRequiredService<T>();

    internal async Task<GovernanceDb> Read() => (await Get<Database>()).Read();

    internal async Task<CastIds> Cast() => await (await Get<DemoCast>()).Find(await Get<Database>(), CancellationToken.None);

    /// <summary>One of the cast, as the actor of acts.</summary>
    internal async Task<Actor> Person(string key) => Actor.Person((await Cast()).People[key]);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (!_app.IsValueCreated)
            return;
        var app = await App();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<WebApplication> Install()
    {
        var app = ConsoleHost.Build(["--demo", "--urls", "http://localhost:5080", "--Console:DataFolder", Folder], builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            builder.Services.Replace(ServiceDescriptor.Singleton(new Terminal(Said)));
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        });
        await ConsoleHost.Open(app);
        await app.StartAsync();
        return app;
    }
}
