using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.KillSwitch;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.KillSwitch;

/// <summary>What enforcement points are told, and what they say back.</summary>
public sealed class StopsApiTests
{
    [Fact]
    public async Task Point_SeesWhatIsInForce_AndConfirmsOnce()
    {
        await using var town = await Town.Open();
        Assert.Empty((await town.Bank.Send(HttpMethod.Get, "/api/v1/stops")).Json["stops"]!.AsArray());
        var stop = (await town.World.Olga.Stops(StopReach.Tool, World.World.Bank)).Value;

        var seen = Assert.Single((await town.Bank.Send(HttpMethod.Get, "/api/v1/stops")).Json["stops"]!.AsArray())!;
        Assert.Equal((stop.Id, "in_force", true, "tool", World.World.Bank, null),
            ((string?)seen["id"], (string?)seen["stage"], (bool)seen["stopped"]!, (string?)seen["scope"]!["reach"], (string?)seen["scope"]!["value"], (string?)seen["confirmed_at"]));
        Assert.DoesNotContain("Odd behaviour", seen.ToJsonString(), StringComparison.Ordinal);

        town.World.Clock.Advance(TimeSpan.FromMilliseconds(250));
        var first = await town.Bank.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm");
        town.World.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await town.Bank.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm");
        Assert.Equal((200, 200, first["confirmed_at"]), (first.Status, second.Status, second["confirmed_at"]));
        await using var db = town.World.Read();
        Assert.Equal(TimeSpan.FromMilliseconds(250), db.StopConfirmations.Single().ConfirmedAt - db.StopConfirmations.Single().RequestedAt);
        Assert.Equal(1, db.LogEntries.Count(e => e.Type == "stop.confirmed"));
    }

    [Fact]
    public async Task WhoIsNoPointOfTheStop_FindsNothing()
    {
        await using var town = await Town.Open();
        var directory = await town.World.Point("directory", World.World.Directory);
        var stop = (await town.World.Olga.Stops(StopReach.Tool, World.World.Bank)).Value;
        var late = await town.World.Point("late", "https://late.example/api");
        var everything = (await town.World.Olga.Stops(StopReach.Everything)).Value;
        var latest = await town.World.Point("latest", "https://latest.example/api");

        Assert.Equal(404, (await directory.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm")).Status);
        Assert.Equal(404, (await late.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm")).Status);
        Assert.Equal(404, (await town.Bank.Send(HttpMethod.Post, "/api/v1/stops/stp_none/confirm")).Status);
        // Registered after the stop: it was not asked, but what it says counts from when it came.
        Assert.Equal(200, (await latest.Send(HttpMethod.Post, $"/api/v1/stops/{everything.Id}/confirm")).Status);
        Assert.Null((await Confirmations(town)).Find(c => c.PointId == directory.Id && c.StopId == stop.Id));
    }

    private static async Task<List<StopConfirmation>> Confirmations(Town town)
    {
        await using var db = town.World.Read();
        return [.. db.StopConfirmations];
    }

    [Fact]
    public async Task StopThatIsOver_IsNotConfirmed_AndNotListed()
    {
        await using var town = await Town.Open();
        var stop = (await town.World.Olga.Stops(StopReach.Environment, "dev")).Value;
        var omar = await town.SecondOperator();
        foreach (var stage in new[] { StopStage.Deciding, StopStage.Acting, StopStage.Released })
            Assert.Null((await omar.Releases(stop.Id, stage)).Refusal);

        Assert.Empty((await town.Bank.Send(HttpMethod.Get, "/api/v1/stops")).Json["stops"]!.AsArray());
        Assert.Equal((409, "wrong_state"), await town.Bank.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm") is var said ? (said.Status, said.Problem) : default);
    }

    [Fact]
    public async Task Stream_BeginsWithTheState_TellsEveryStep_AndResumes()
    {
        await using var town = await Town.Open();
        var omar = await town.SecondOperator();
        using var events = await EventReader.OpenAt(town.World, town.Bank, "/api/v1/stops/events");
        Assert.Empty((await events.Next())!.Data!["stops"]!.AsArray());

        var stop = (await town.World.Olga.Stops(StopReach.Everything)).Value;
        var stopped = (await events.Next())!;
        Assert.Equal((stop.Id, "in_force"), ((string?)stopped.Data!["stops"]![0]!["id"], (string?)stopped.Data["stops"]![0]!["stage"]));
        await omar.Releases(stop.Id, StopStage.Deciding);
        var deciding = (await events.Next())!;
        Assert.Equal(("deciding", true), ((string?)deciding.Data!["stops"]![0]!["stage"], (bool)deciding.Data["stops"]![0]!["stopped"]!));
        Assert.True(deciding.Version > stopped.Version);

        // Whoever was away is told the state first, whatever was seen.
        using var resumed = await EventReader.OpenAt(town.World, town.Bank, "/api/v1/stops/events", deciding.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(deciding.Version, (await resumed.Next())!.Version);
    }

    [Fact]
    public async Task Stream_KeepsTheLineOpen_AndClosesWithTheToken()
    {
        await using var town = await Town.Open();
        using var events = await EventReader.OpenAt(town.World, town.Bank, "/api/v1/stops/events");
        await events.Next();

        Assert.True((await town.World.Until(events.Next(), TimeSpan.FromSeconds(1)))!.IsHeartbeat);
        await town.World.Get<SuspendPoint>().Handle(town.World.Olga.Actor, town.Bank.Id, "Odd.");
        Assert.Null(await town.World.Until(events.Next(), TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("/api/v1/stops")]
    [InlineData("/api/v1/stops/events")]
    [InlineData("/hubs/stops")]
    [InlineData("/hubs/stops/negotiate?negotiateVersion=1")]
    public async Task OnlyAPointsTokenInTheHeader_OpensTheDoor(string path)
    {
        await using var town = await Town.Open();
        var method = path.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get;
        var and = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        var token = await town.Bank.ConsoleToken();

        Assert.Equal(401, await Status(null, path));
        Assert.Equal(403, await Status(await town.Clerk.ConsoleToken(), path));
        Assert.Equal(401, await Status(null, path + and + "access_token=" + token));
        Assert.Equal(401, await Status(token, path + and + "access_token=" + token));

        async Task<int> Status(string? bearer, string where)
        {
            using var request = new HttpRequestMessage(method, where);
            if (bearer is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var response = await town.World.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Hub_RefusesAForeignPage()
    {
        await using var town = await Town.Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/stops/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await town.Bank.ConsoleToken());
        request.Headers.Add("Origin", "https://evil.example");

        using var response = await town.World.Http.SendAsync(request);
        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains("own pages only", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ShowsWhatIsInForceAndOver_WhoConfirmed_AndWhoMaySignNext()
    {
        await using var town = await Town.Open();
        var omar = await town.SecondOperator();
        var over = (await town.World.Olga.Stops(StopReach.Environment, "dev")).Value;
        foreach (var stage in new[] { StopStage.Deciding, StopStage.Acting, StopStage.Released })
            await omar.Releases(over.Id, stage);
        var stop = (await town.World.Olga.Stops(StopReach.Tool, World.World.Bank)).Value;
        var read = town.World.Get<ReadStops>();

        var list = (await read.List(town.Ada.Actor)).Value;
        Assert.Equal((stop.Id, "Olga Brandt", 1, 0, over.Id, false), (list.InForce.Single().Stop.Id, list.InForce[0].PlacedBy, list.InForce[0].Asked, list.InForce[0].Confirmed, list.Over.Single().Stop.Id, list.ReaderStops));
        Assert.Null((await read.One(town.Ada.Actor, stop.Id)).Value.Points.Single().ConfirmedAt);
        await town.Bank.Send(HttpMethod.Post, $"/api/v1/stops/{stop.Id}/confirm");

        Assert.NotNull((await read.One(omar.Actor, stop.Id)).Value.Points.Single().ConfirmedAt);
        Assert.Null((await read.One(omar.Actor, stop.Id)).Value.Why);
        Assert.Contains("You placed this stop", (await read.One(town.World.Olga.Actor, stop.Id)).Value.Why, StringComparison.Ordinal);
        Assert.Equal("An operator signs it.", (await read.One(town.Ada.Actor, stop.Id)).Value.Why);
        Assert.Equal(3, (await read.One(town.Ada.Actor, over.Id)).Value.Steps.Count);
        Assert.True((await read.List(Domain.People.Actor.Nobody)).IsRefused);
        Assert.True((await town.World.Get<PreviewStop>().Handle(town.Ada.Actor, "everything", null)).IsRefused);
        Assert.Equal(stop.Id, (await town.World.Get<PreviewStop>().Handle(omar.Actor, "tool", World.World.Bank)).Value.SameId);
    }

    [Fact]
    public async Task Ceremonies_AreForOperators()
    {
        await using var town = await Town.Open();
        using var browser = new WorldBrowser(town.World, town.Mei.Key);
        await browser.SignsIn();
        var order = new { reach = "everything", reason = "Because." };
        Assert.Equal((403, "not_allowed"), await browser.Post("/ceremonies/stops/begin", order) is var mei ? (mei.Status, mei.Problem) : default);

        using var desk = new WorldBrowser(town.World, town.World.Olga.Key);
        await desk.SignsIn();
        Assert.Equal((422, "invalid_field"), await desk.Post("/ceremonies/stops/begin", new { reach = "agent", value = "agt_nobody", reason = "Because." }) is var none ? (none.Status, none.Problem) : default);
        Assert.Equal((422, "invalid_field"), await desk.Post("/ceremonies/stops/begin", new { reach = "everything", reason = "" }) is var mute ? (mute.Status, mute.Problem) : default);
        var asked = await desk.Post("/ceremonies/stops/begin", order);
        var finish = new { ceremony = asked["ceremony"], answer = desk.Key.Get(asked["options"]!) };
        Assert.Equal(409, (await browser.Post("/ceremonies/stops/finish", finish)).Status);
        Assert.Equal(200, (await desk.Post("/ceremonies/stops/finish", finish)).Status);
        Assert.Equal(409, (await desk.Post("/ceremonies/stops/finish", finish)).Status);
    }
}
