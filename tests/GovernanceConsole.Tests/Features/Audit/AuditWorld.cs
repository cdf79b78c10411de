using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Audit;

/// <summary>
/// The assembled console over a folder of its own, with a clock that stands until moved. It can be closed, its files tampered with as somebody with the disk could, and opened again.
/// </summary>
internal sealed class AuditWorld : IAsyncDisposable
{
    public const string Auditor = "per_00000000000000000000000001";
    public const string Approver = "per_00000000000000000000000002";

    private readonly string _folder = Directory.CreateTempSubdirectory("gc-audit-").FullName;
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));
    private WebApplication? _app;

    private string DatabaseFile => Path.Combine(_folder, "governance.db");

    public string AnchorFile => Path.Combine(_folder, "anchor.log");

    public string KeyFile => Path.Combine(_folder, "keys", "log.pem");

    public Work Work => Get<Work>();

    public NoteKey Key => Get<LogKey>().Public;

    public T Get<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

    public GovernanceDb Read() => Get<Database>().Read();

    public static async Task<AuditWorld> Create(int entries = 0)
    {
        var world = new AuditWorld();
        await world.Open();
        for (var i = 0; i < entries; i++)
            await world.Write(i);
        return world;
    }

    public async Task Open()
    {
        _app = ConsoleHost.Build(
            ["--urls", "http://localhost:5080", "--Console:DataFolder", _folder, "--Logging:LogLevel:Default", "None"],
            builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<TimeProvider>(_clock);
                // The writer alone: what sweeps and the set-up link append by themselves would stand between the entries of a test.
                builder.Services.RemoveAll<IHostedService>().AddHostedService(services => services.GetRequiredService<Work>());
                builder.Services.AddTransient<SignedInByHeader>().PostConfigure<AuthenticationOptions>(options => options.SchemeMap[SessionCookie.Scheme].HandlerType = typeof(SignedInByHeader));
            });
        await ConsoleHost.Open(_app);
        await _app.StartAsync();
        await Work.Ready;
    }

    public async Task Close()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Closes, changes the database behind the console's back, opens again.</summary>
    public async Task Tamper(string sql)
    {
        await Close();
        await using (var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.True(await command.ExecuteNonQueryAsync() > 0);
        }

        await Open();
    }

    /// <summary>The files of the closed database, log of writes included.</summary>
    public Dictionary<string, byte[]> BackUp() => Directory.GetFiles(_folder, "governance.db*").ToDictionary(f => f, File.ReadAllBytes);

    /// <summary>Puts a backup in place of the closed database; an empty one deletes it.</summary>
    public void Restore(Dictionary<string, byte[]> backup)
    {
        foreach (var file in Directory.GetFiles(_folder, "governance.db*"))
            File.Delete(file);
        foreach (var (file, bytes) in backup)
            File.WriteAllBytes(file, bytes);
    }

    /// <summary>An HTTP client as nobody, or signed in.</summary>
    public HttpClient Client(string? personId = null)
    {
        var client = _app!.GetTestClient();
        if (personId is not null)
            client.DefaultRequestHeaders.Add(SignedInByHeader.Name, personId);
        return client;
    }

    public void Pass(TimeSpan time) => _clock.Advance(time);

    /// <summary>One act that leaves one entry, hence one commit and one tree head.</summary>
    public async Task Write(int n, string type = "agent.changed", string subject = "agt_1", Actor? by = null)
    {
        var done = await Work.Do<Done>(by ?? Actor.Console, act =>
        {
            act.Audit(type, subject, new Dictionary<string, string> { ["n"] = n.ToString(CultureInfo.InvariantCulture) }, new JsonObject { ["says"] = $"word {n}" });
            return Task.FromResult<Outcome<Done>>(default(Done));
        });
        Assert.False(done.IsRefused);
    }

    /// <summary>An auditor and an approver; one entry.</summary>
    public async Task HirePeople()
    {
        var done = await Work.Do<Done>(Actor.Console, act =>
        {
            foreach (var (id, name, role) in new[] { (Auditor, "Ada Audit", Role.Auditor), (Approver, "Ben Prove", Role.Approver) })
            {
                act.Db.People.Add(new Person { Id = id, Name = name, CreatedAt = act.Now, InvitedById = "console" });
                act.Db.RoleHoldings.Add(new RoleHolding { PersonId = id, Role = role, FromAt = act.Now, GrantedById = "console" });
            }

            act.Audit(AuditTypes.PersonEnrolled, Auditor);
            return Task.FromResult<Outcome<Done>>(default(Done));
        });
        Assert.False(done.IsRefused);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>In place of the cookie: signs in whoever a header names.</summary>
    private sealed class SignedInByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        public const string Name = "X-Test-Person";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers[Name] is [{ } person]
            ? AuthenticateResult.Success(new AuthenticationTicket(new SignedIn(person, "ses_1", "cred_1").ToPrincipal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.NoResult());
    }
}
