using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Demo.Stories;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Demo.Live;

/// <summary>
/// Keeps the demo alive once the server listens: the agents and tools of the cast at the console's own address, one story every twenty to forty seconds, and always the payments that the guided path is about.
/// While much waits for people, only what policy mostly decides alone goes on, so that queue and memory stay flat. What fails is logged and tried again; nothing of it stops the console.
/// </summary>
internal sealed class LiveWorld(
    Database database, Place place, DemoCast cast, Storybook book, IdSource ids, TimeProvider clock, IServer server, IHostApplicationLifetime lifetime, ILogger<LiveWorld> log) : BackgroundService
{
    /// <summary>So many may wait for people before the agents hold back with what people are asked about.</summary>
    private const int MostOpen = 25;

    private readonly Storyteller _teller = new(book);
    private readonly List<IDisposable> _held = [];
    private readonly List<ToyPoint> _points = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await lifetime.Opened(stoppingToken) || server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address)
            return;
        // Before the server stops, not after: it waits for requests in flight, and these are ours.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            var dice = new Dice(BitConverter.ToUInt64(ids.Bytes(8)));
            var agents = await Open(address, leaving.Token);
            await Resume(agents, leaving.Token);
            await Task.WhenAll([Mix(agents, dice, leaving.Token), KeepTour(agents, dice, leaving.Token), .. _points.Select(point => point.Listen(leaving.Token))]);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The console is closing; what was asked is taken up again at the next start.
        }
    }

    public override void Dispose()
    {
        _held.ForEach(held => held.Dispose());
        base.Dispose();
    }

    private async Task<IReadOnlyDictionary<string, ToyAgent>> Open(string address, CancellationToken stop)
    {
        var who = await cast.Find(database, stop);
        var http = Held(new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(90) });
        var points = cast.Points.ToDictionary(p => p.Key, p => new ToyPoint(Client(http, who.Points[p.Key], p.Key), ids, log), StringComparer.Ordinal);
        _points.AddRange(points.Values);
        ToyPoint ToolOf(string tool) => points[cast.Points.Single(p => p.Audiences.Contains(tool)).Key];
        return cast.Agents.ToDictionary(a => a.Key, a => new ToyAgent(Client(http, who.Agents[a.Key], a.Key), ToolOf, ids, log), StringComparer.Ordinal);
    }

    private ApiClient Client(HttpClient http, string id, string key) => Held(new ApiClient(http, place.Issuer, id, cast.KeyOf(key), ids, clock));

    /// <summary>What the agents were waiting for when the console was stopped; they would have kept a note of it themselves.</summary>
    private async Task Resume(IReadOnlyDictionary<string, ToyAgent> agents, CancellationToken stop)
    {
        await using var db = database.Read();
        var open = await db.Intents.Where(i => i.Status == IntentStatus.Pending || i.Status == IntentStatus.Granted).Select(i => new { i.Id, i.AgentId, i.Tool, i.Canonical }).ToListAsync(stop);
        foreach (var intent in open)
            agents.Values.SingleOrDefault(a => a.Id == intent.AgentId)?.Resume(intent.Id, intent.Tool, JsonNode.Parse(intent.Canonical)!["parameters"]!, stop);
    }

    private async Task Mix(IReadOnlyDictionary<string, ToyAgent> agents, Dice dice, CancellationToken stop)
    {
        var stories = book.Stories.Where(s => s.Live > 0).ToList();
        for (var wait = 6; ; wait = dice.Between(20, 40))
        {
            await Task.Delay(TimeSpan.FromSeconds(wait), stop);
            await Calmly(async () =>
            {
                var full = await Open(stop) >= MostOpen;
                var story = dice.Pick(stories, s => full && !s.Quiet ? 0 : s.Live);
                for (var n = 0; n < Math.Max(1, story.Burst); n++)
                {
                    await Tell(agents, story, dice, stop);
                    await Task.Delay(150, stop);
                }
            });
        }
    }

    /// <summary>The guided path's payments: one that each persona can sign alone, and one that takes two people.</summary>
    private async Task KeepTour(IReadOnlyDictionary<string, ToyAgent> agents, Dice dice, CancellationToken stop)
    {
        (string Story, long Minor)[] kept = [("tour.first", 748_000), ("tour.second", 748_000), ("tour.large", 1_250_000)];
        while (true)
        {
            await Calmly(async () =>
            {
                foreach (var (storyId, minor) in kept)
                {
                    var agent = agents[book[storyId].Agent];
                    await using var db = database.Read();
                    if (!await db.Intents.AnyAsync(i => i.AgentId == agent.Id && i.AmountMinor == minor && i.Status == IntentStatus.Pending, stop))
                        await Tell(agents, book[storyId], dice, stop);
                }
            });
            await Task.Delay(TimeSpan.FromSeconds(20), stop);
        }
    }

    private Task Tell(IReadOnlyDictionary<string, ToyAgent> agents, Story story, Dice dice, CancellationToken stop) =>
        agents[story.Agent].Declare(_teller.Tell(story, dice, clock.GetUtcNow().UtcDateTime), stop);

    private async Task<int> Open(CancellationToken stop)
    {
        await using var db = database.Read();
        return await db.QueueItems.CountAsync(q => q.State == QueueState.Open, stop);
    }

    private async Task Calmly(Func<Task> happens)
    {
        try
        {
            await happens();
        }
        catch (Exception fault) when (fault is HttpRequestException or System.Text.Json.JsonException or Microsoft.Data.Sqlite.SqliteException)
        {
            log.LogDebug(fault, "The demo's agents were not answered; they try again");
        }
    }

    private T Held<T>(T thing)
        where T : IDisposable
    {
        _held.Add(thing);
        return thing;
    }
}
