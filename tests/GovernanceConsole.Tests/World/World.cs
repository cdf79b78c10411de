using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Platform.Sweeps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace GovernanceConsole.Tests.World;

/// <summary>
/// The assembled console in a folder of its own, with a clock that tests move, real keys and real signatures. Covers everything but the socket and the browser.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string Issuer = "https://console.example";
    public const string Bank = "https://bank.example/api";
    public const string Directory = "https://directory.example/api";

    private readonly string _folder;
    private readonly List<IDisposable> _held = [];
    private bool _stopped;

    private World(string folder, WebApplication app, FakeClock clock)
    {
        _folder = folder;
        App = app;
        Clock = clock;
        Http = app.GetTestClient();
        Http.BaseAddress = new Uri(Issuer);
    }

    public WebApplication App { get; private set; }

    public FakeClock Clock { get; }

    /// <summary>A plain client on the console, without identity.</summary>
    public HttpClient Http { get; private set; }

    /// <summary>The operator every world starts with; owns nothing. Nobody in an empty world.</summary>
    public WorldPerson Olga { get; private set; } = null!;

    /// <summary>What the console said on its terminal.</summary>
    public WorldTerminal Terminal { get; private set; } = new();

    /// <summary>Folder with the database, keys and anchor.</summary>
    public string Folder => _folder;

    /// <summary>The console's database file.</summary>
    public string DatabaseFile => Path.Combine(_folder, "governance.db");

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public GovernanceDb Read() => Get<Database>().Read();

    /// <summary>Opens a fresh console with one operator.</summary>
    public static Task<World> Open(params string[] settings) => OpenAt(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), settings);

    /// <summary>Opens a fresh console with one operator, at a moment of the test's choice.</summary>
    public static async Task<World> OpenAt(DateTimeOffset start, params string[] settings)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gc-test-" + Path.GetRandomFileName());
        var clock = new FakeClock(start);
        var world = new World(folder, await Start(folder, clock, settings, terminal: null), clock);
        world.Olga = await world.Person("Olga Brandt", [Role.Operator]);
        return world;
    }

    /// <summary>Opens a fresh console with nobody in it, and waits until it has said so on its terminal.</summary>
    public static async Task<World> OpenEmpty(params string[] settings)
    {
        var folder = Path.Combine(Path.GetTempPath(), "gc-test-" + Path.GetRandomFileName());
        var clock = new FakeClock(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        var terminal = new WorldTerminal();
        var world = new World(folder, await Start(folder, clock, settings, terminal), clock) { Terminal = terminal };
        await terminal.Said;
        return world;
    }

    /// <summary>Stops a console that may be empty and starts it again, with a terminal to read.</summary>
    public async Task RestartEmpty()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Terminal = new WorldTerminal();
        App = await Start(_folder, Clock, [], Terminal);
        Http = App.GetTestClient();
        Http.BaseAddress = new Uri(Issuer);
    }

    /// <summary>Stops the console and leaves its folder as it is.</summary>
    public async Task Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    /// <summary>Stops the console and starts it again on the same folder.</summary>
    public async Task Restart(params string[] settings)
    {
        await Stop();
        _stopped = false;
        App = await Start(_folder, Clock, settings, terminal: null);
        Http = App.GetTestClient();
        Http.BaseAddress = new Uri(Issuer);
    }

    /// <summary>Somebody who is enrolled with a software passkey, holds the roles and is in the groups.</summary>
    public async Task<WorldPerson> Person(string name, Role[] roles, string[]? groups = null, string vouchedBy = "console", SoftAuthenticator? authenticator = null)
    {
        var key = authenticator ?? new SoftAuthenticator(Issuer);
        var answer = await Get<Work>().Do<WorldPerson>(Actor.Console, async act =>
        {
            var id = act.Ids.New(Ids.Person);
            var challenge = act.Ids.Bytes(32);
            var created = RegistrationResponse.Read(System.Text.Encoding.UTF8.GetBytes(
                key.Create(PasskeyOptions.ForEnrolment("console.example", "Governance Console", challenge, System.Text.Encoding.UTF8.GetBytes(id), name, name, [], TimeSpan.FromMinutes(5))))).Value;
            var verified = RegistrationVerification.Verify(new RegistrationExpectation("console.example", [Issuer], challenge, _ => false), created).Value;
            act.Db.People.Add(new Person { Id = id, Name = name, CreatedAt = act.Now, InvitedById = vouchedBy, EnrolledAt = act.Now, Version = 1 });
            act.Db.Passkeys.Add(new Passkey
            {
                CredentialId = Base64UrlText.Encode(verified.Id),
                PersonId = id,
                CoseKey = verified.PublicKey,
                SignCount = verified.SignCount,
                Aaguid = verified.Aaguid.ToString("D"),
                BackupEligible = verified.BackupEligible,
                BackedUp = verified.BackedUp,
                Practice = false,
                Label = "test key",
                EnrolledAt = act.Now,
                VouchedById = vouchedBy,
            });
            foreach (var role in roles)
                act.Db.RoleHoldings.Add(new RoleHolding { PersonId = id, Role = role, FromAt = act.Now, GrantedById = "console" });
            foreach (var group in groups ?? [])
                act.Db.GroupMemberships.Add(new GroupMembership { PersonId = id, Group = group, FromAt = act.Now, AddedById = "console" });
            act.Audit(AuditTypes.PersonEnrolled, id, detail: new JsonObject { ["name"] = name });
            await act.Db.SaveChangesAsync();
            await Notices.PutWhatWaits(act, id);
            return new WorldPerson(this, id, name, key);
        });
        return answer.Value;
    }

    /// <summary>An enforcement point with a key of its own.</summary>
    public async Task<WorldPoint> Point(string name, params string[] audiences)
    {
        var key = Held(new WorldKey());
        var id = await Get<RegisterPoint>().Handle(Olga.Actor, new PointSheet(name, audiences), key.PublicJwk);
        return new WorldPoint(this, id.Value, key);
    }

    /// <summary>An agent with a key of its own.</summary>
    public async Task<WorldAgent> Agent(string name, WorldPerson owner, string[]? types = null, string[]? tools = null, string environment = "prod", Risk tier = Risk.Routine)
    {
        var key = Held(new WorldKey());
        var id = await Get<RegisterAgent>().Handle(Olga.Actor, new AgentSheet(name, owner.Id, "to be tested", environment, tier, types ?? ["payment.wire"], tools ?? [Bank]), key.PublicJwk);
        return new WorldAgent(this, id.Value, name, key);
    }

    /// <summary>Moves the clock and lets every sweep run.</summary>
    public async Task FastForward(TimeSpan by)
    {
        Clock.Advance(by);
        await Get<Sweeping>().RunAll(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        foreach (var held in _held)
            held.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lets time pass, a step at once, until something has happened that waits for it.</summary>
    public async Task<T> Until<T>(Task<T> happens, TimeSpan step)
    {
        for (var i = 0; i < 4000 && !happens.IsCompleted; i++)
        {
            Clock.Advance(step);
            await Task.WhenAny(happens, Task.Delay(5));
        }
        return await happens.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Edits the database behind the console's back.</summary>
    public async Task<int> Tamper(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return await command.ExecuteNonQueryAsync();
    }

    private T Held<T>(T thing)
        where T : IDisposable
    {
        _held.Add(thing);
        return thing;
    }

    private static async Task<WebApplication> Start(string folder, FakeClock clock, string[] settings, WorldTerminal? terminal)
    {
        string[] args = ["--urls", "http://localhost:0", "--Console:DataFolder", folder, "--Console:Issuer", Issuer, .. settings];
        var app = ConsoleHost.Build(args, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.Replace(ServiceDescriptor.Singleton(new Terminal(terminal ?? TextWriter.Null)));
            // Where a test brings its own operator, set-up must not race with it.
            if (terminal is null)
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(SetUpLink)));
            builder.Logging.SetMinimumLevel(LogLevel.Error);
        });
        await ConsoleHost.Open(app);
        await app.StartAsync();
        await app.Services.GetRequiredService<Work>().Ready;
        return app;
    }
}
