using GovernanceConsole.Commands;
using GovernanceConsole.Data;
using GovernanceConsole.Demo;
using GovernanceConsole.Demo.Removal;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.BreakGlass;
using GovernanceConsole.Features.Drills;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.Grants;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Incidents;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.KillSwitch;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Queue;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using GovernanceConsole.Ui.Faults;

// First of all, and without the console around it: a script that asks a policy a thousand questions does not wait for a web server.
if (args is ["policy", .. var command])
    return PolicyCommand.Run(command);
try
{
    var app = ConsoleHost.Build(args);
    if (args.Contains("--remove-demo"))
        return await DemoRemoval.FromTerminal(app.Services.GetRequiredService<Place>());
    await ConsoleHost.Open(app);
    var removal = app.Services.GetService<DemoRemoval>();
    await app.RunAsync();
    await (removal?.Finish() ?? Task.CompletedTask);
    return 0;
}
catch (StartRefused refused)
{
    await Console.Error.WriteLineAsync("The console does not start:");
    foreach (var reason in refused.Reasons)
        await Console.Error.WriteLineAsync(" - " + reason);
    return StartRefused.ExitCode;
}

/// <summary>The table of contents: what the console consists of, in the order of the arrow. Tests build the same host with their own clock.</summary>
internal static class ConsoleHost
{
    public const string DefaultUrl = "http://localhost:5080";

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        var demo = args.Contains("--demo") || args.Contains("--remove-demo");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Where(a => a is not ("--demo" or "--remove-demo"))], ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(ConsoleHost).Assembly.GetName().Name });
        // Without a launch profile `dotnet run` is Production, where the assets of packages and of linked folders are found only by this line.
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultUrl);
        var wrong = new List<string>();
        OptionsCheck.Read<TokensOptions>(builder.Configuration, TokensOptions.Section, wrong);
        OptionsCheck.Read<PolicyOptions>(builder.Configuration, PolicyOptions.Section, wrong);
        OptionsCheck.Read<BreakGlassOptions>(builder.Configuration, BreakGlassOptions.Section, wrong);
        OptionsCheck.Read<NotificationsOptions>(builder.Configuration, NotificationsOptions.Section, wrong);
        OptionsCheck.Read<OversightOptions>(builder.Configuration, OversightOptions.Section, wrong);
        builder.AddPlatform(demo, wrong);

        builder.Services
            .AddDemo(demo)
            .AddPeople()
            .AddAgents()
            .AddStops()
            .AddOversight()
            .AddDrills()
            .AddIntents()
            .AddPolicy()
            .AddQueue()
            .AddRotation()
            .AddEscalation()
            .AddApprovals()
            .AddTokens()
            .AddGrants()
            .AddKillSwitch()
            .AddBreakGlass()
            .AddIncidents()
            .AddNotifications()
            .AddAudit()
            .AddEvidence();

        builder.Services.AddUi();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UsePlatform();
        app.UsePageFaults();
        // After the platform: what authentication answers is an answer like any other.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapPeople();
        app.MapTokens();
        app.MapUnknown();
        app.MapIntents();
        app.MapPolicy();
        app.MapRotation();
        app.MapApprovals();
        app.MapGrants();
        app.MapKillSwitch();
        app.MapBreakGlass();
        app.MapAudit();
        app.MapEvidence();
        app.MapDemo();
        app.MapUi();
        return app;
    }

    /// <summary>Prepares the database, checks that it is this console's own, and opens it for reading only when its log does not extend the anchor. Throws <see cref="StartRefused"/>.</summary>
    public static async Task Open(WebApplication app)
    {
        var stop = app.Lifetime.ApplicationStopping;
        // Read now and together: a console that finds out at the first intent that it has no policy has started in vain.
        StartRefused.Gather(() => app.Services.GetRequiredService<IntentTypes>(), () => app.Services.GetRequiredService<InstallPolicy>());
        await app.Services.GetRequiredService<Database>().Prepare(app.Services.GetRequiredService<Place>(), app.Services.GetRequiredService<TimeProvider>(), stop);
        if (await app.Services.GetRequiredService<LogOpening>().Fault(stop) is { } fault)
        {
            app.Services.GetRequiredService<Work>().Freeze(fault);
            app.Logger.LogCritical("The console opens for reading only: {Why}", fault);
        }
    }
}
