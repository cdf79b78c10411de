using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Something goes wrong with an agent: one press stops it, with all it had; somebody else lets it go on, step by step, and what waited is given back exactly the time it lost.</summary>
public sealed class KillSwitchStopsAndLetsGo
{
    [Fact]
    public async Task PressedOnce_NothingInScopeMoves_AndTheRestGoesOn()
    {
        await using var town = await Town.Open();
        var bystander = await town.World.Agent("other-clerk", town.Ana);
        var (pending, claimed) = (await town.Pending(), await Claimed(town));
        var granted = await Claimed(town, claim: false);
        var free = (await bystander.Declares(Payments.Wire(iban: Payments.Account(7))))["id"]!;

        var stop = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;

        Assert.Equal((1, 1, 2, 1), (stop.AgentsHit, stop.IntentsHit, stop.GrantsHit, stop.TokensHit));
        // What waited is held, and says so.
        var held = await town.Clerk.Looks(pending);
        Assert.Equal(("pending", true, "held"), (held["status"], (bool)held.Json["held"]!, (string?)held.Json["outcome"]!["code"]));
        Assert.Equal("approval.held", (await town.Mei.Approves(pending)).Refusal?.Code);
        Assert.Equal("approval.held", (await town.Mei.Denies(pending)).Refusal?.Code);
        // What was granted is no more, and its token is dead at once.
        Assert.Equal("revoked", (await town.Clerk.Looks(claimed.IntentId))["status"]);
        Assert.Equal("revoked", (await town.Clerk.Looks(granted.IntentId))["status"]);
        Assert.False(await Introspected(town, claimed.Token));
        Assert.Equal((409, "wrong_state"), Said(await town.Bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters)));
        Assert.Equal("access_denied", (await town.Clerk.Claims(granted.IntentId))["error"]);
        // A new token there is not; with the old one it may still say what it wants, and that is held.
        Assert.Equal((400, "unauthorized_client"), await town.Clerk.Token(("grant_type", "client_credentials")) is var asked ? (asked.Status, asked["error"]) : default);
        var next = await town.Clerk.Declares(Payments.Wire("9100.00", Payments.Account(8)));
        Assert.Equal((201, "pending", true), (next.Status, next["status"], (bool)next.Json["held"]!));
        Assert.Equal("withdrawn", (await town.Clerk.Withdraws(next["id"]!))["status"]);
        // Everybody else goes on.
        Assert.Null((await town.Mei.Approves(free)).Refusal);
        Assert.Equal(200, (await bystander.Claims(free)).Status);
    }

    [Fact]
    public async Task Clocks_StandStillWhileHeld_AndTheDeadlineRunsOn()
    {
        await using var town = await Town.Open();
        var start = town.World.Clock.GetUtcNow();
        var patient = await town.Pending(iban: Payments.Account(1));
        var hasty = (await town.Clerk.Declares(Payments.Wire(iban: Payments.Account(2), deadline: start.AddMinutes(20).ToString("yyyy-MM-ddTHH:mm:ssZ", null))))["id"]!;
        var due = (await Row(town, patient)).ExpiresAt;

        await town.World.FastForward(TimeSpan.FromMinutes(5));
        var stop = (await town.World.Olga.Stops(StopReach.IntentType, "payment.wire")).Value;
        await town.World.FastForward(TimeSpan.FromHours(30));

        // Far past its limit the one still waits; the other's own deadline passed.
        Assert.Equal((IntentStatus.Pending, true), ((await Row(town, patient)).Status, (await Row(town, patient)).Held));
        Assert.Equal((IntentStatus.Expired, false), ((await Row(town, hasty)).Status, (await Row(town, hasty)).Held));

        var omar = await town.SecondOperator();
        Assert.Null((await omar.Releases(stop.Id, StopStage.Deciding)).Refusal);
        var resumed = await Row(town, patient);
        Assert.Equal((false, due + TimeSpan.FromHours(30)), (resumed.Held, resumed.ExpiresAt));
        await using (var db = town.World.Read())
            Assert.Equal(resumed.ExpiresAt, db.QueueItems.Single(q => q.IntentId == patient).DueAt);

        await town.World.FastForward(resumed.ExpiresAt - town.World.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(1));
        Assert.Equal(IntentStatus.Pending, (await Row(town, patient)).Status);
        await town.World.FastForward(TimeSpan.FromSeconds(1));
        Assert.Equal(IntentStatus.Expired, (await Row(town, patient)).Status);
    }

    [Fact]
    public async Task Release_ComesInStages_EachSignedBySomebodyElse()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Asks(1, "group:finance")));
        var omar = await town.SecondOperator();
        var friend = await town.World.Person("Fay Ito", [Role.Operator], vouchedBy: town.World.Olga.Id);
        var pending = await town.Pending();
        var stop = (await town.World.Olga.Stops(StopReach.Everything)).Value;

        Assert.Equal("not_allowed", (await town.World.Olga.Releases(stop.Id, StopStage.Deciding)).Refusal?.Code);
        Assert.Equal("not_allowed", (await friend.Releases(stop.Id, StopStage.Deciding)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.Mei.Releases(stop.Id, StopStage.Deciding)).Refusal?.Code);
        Assert.Equal("stop.other_stage", (await omar.Releases(stop.Id, StopStage.Released)).Refusal?.Code);
        Assert.Equal("invalid_field", (await omar.Releases(stop.Id, StopStage.Deciding, " ")).Refusal?.Code);

        // People decide again; nothing comes of it yet.
        Assert.Equal(StopStage.Deciding, (await omar.Releases(stop.Id, StopStage.Deciding)).Value);
        Assert.Equal(IntentStatus.Granted, (await town.Mei.Approves(pending)).Value.Status);
        Assert.Equal("access_denied", (await town.Clerk.Claims(pending))["error"]);

        // Tokens and redemptions again; what policy would allow alone still asks.
        Assert.Equal(StopStage.Acting, (await omar.Releases(stop.Id, StopStage.Acting)).Value);
        Assert.Equal(200, (await town.Spend(pending)).Status);
        await town.Activates(TestBundle.Of(TestBundle.Allows, revision: "2"));
        var watched = await town.Clerk.Declares(Payments.Wire(iban: Payments.Account(3)));
        Assert.Equal(("pending", false), (watched["status"], (bool)watched.Json["held"]!));
        Assert.Equal(IntentStatus.Granted, (await town.Mei.Approves(watched["id"]!)).Value.Status);

        Assert.Equal(StopStage.Released, (await omar.Releases(stop.Id, StopStage.Released)).Value);
        Assert.Equal("granted", (await town.Clerk.Declares(Payments.Wire(iban: Payments.Account(4))))["status"]);
        Assert.Equal("stop.released", (await omar.Releases(stop.Id, StopStage.Released)).Refusal?.Code);
        Assert.True((await town.World.Get<VerifyLog>().Do(town.Ada.Actor)).Value.IsSound);
    }

    [Fact]
    public async Task UnderAStop_NothingIsAllowedAlone_AndPeopleAreAskedAfterwards()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Allows));
        var stop = (await town.World.Olga.Stops(StopReach.Tool, World.World.Bank)).Value;

        var declared = await town.Clerk.Declares(Payments.Wire());

        Assert.Equal((201, "pending", true, null), (declared.Status, declared["status"], (bool)declared.Json["held"]!, declared.Json["grant"]));
        await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding);
        Assert.Equal(IntentStatus.Granted, (await town.Mei.Approves(declared["id"]!)).Value.Status);
    }

    [Fact]
    public async Task SoleOperator_StopsAndReleases_AndTheLogSaysSo()
    {
        await using var town = await Town.Open();
        var stop = (await town.World.Olga.Stops(StopReach.Everything)).Value;

        Assert.Null((await town.World.Olga.Releases(stop.Id, StopStage.Deciding)).Refusal);

        await using var db = town.World.Read();
        Assert.True(db.StopReleases.Single(r => r.StopId == stop.Id).Bootstrap);
    }

    [Fact]
    public async Task PressedAgain_CreatesAndExtendsNothing_UntilItIsBeingReleased()
    {
        await using var town = await Town.Open();
        var stop = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        await town.World.FastForward(TimeSpan.FromMinutes(3));

        var again = await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id);

        Assert.Equal("stop.in_force", again.Refusal?.Code);
        Assert.Contains(stop.Id, again.Refusal!.Errors![0].Message, StringComparison.Ordinal);
        await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding);
        var second = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        Assert.NotEqual(stop.Id, second.Id);
        await using var db = town.World.Read();
        Assert.Equal(2, db.Stops.Count());
    }

    [Fact]
    public async Task OverlappingStops_HoldUntilTheLastOneLetsGo()
    {
        await using var town = await Town.Open();
        var pending = await town.Pending();
        var due = (await Row(town, pending)).ExpiresAt;
        var narrow = (await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id)).Value;
        await town.World.FastForward(TimeSpan.FromMinutes(10));
        var wide = (await town.World.Olga.Stops(StopReach.Environment, "prod")).Value;
        Assert.Equal(0, wide.IntentsHit);
        var omar = await town.SecondOperator();

        await omar.Releases(narrow.Id, StopStage.Deciding);
        Assert.True((await Row(town, pending)).Held);
        await town.World.FastForward(TimeSpan.FromMinutes(10));
        await omar.Releases(wide.Id, StopStage.Deciding);

        Assert.Equal((false, due + TimeSpan.FromMinutes(20)), ((await Row(town, pending)).Held, (await Row(town, pending)).ExpiresAt));
    }

    [Fact]
    public async Task StopThatCannotBeUnderstood_StopsEverything()
    {
        await using var town = await Town.Open();
        var claimed = await Claimed(town);
        await town.World.Olga.Stops(StopReach.Agent, (await town.World.Agent("nobody", town.Ana)).Id);
        Assert.True(await Introspected(town, claimed.Token));

        await town.World.Tamper("UPDATE stops SET \"Reach\" = 77, \"Stage\" = 12");
        // What is kept in memory is read again when something about stops is written.
        await town.World.Olga.Stops(StopReach.Environment, "staging");

        Assert.False(await Introspected(town, claimed.Token));
        Assert.Equal((409, "wrong_state"), Said(await town.Bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters)));
        Assert.Equal("access_denied", (await town.Clerk.Claims(claimed.IntentId))["error"]);
    }

    [Fact]
    public async Task StopsThatCannotBeRead_StopEverything()
    {
        await using var town = await Town.Open();
        var claimed = await Claimed(town);
        await town.World.Restart();
        var (bank, clerk) = (town.Bank, town.Clerk);
        await bank.ConsoleToken();
        await town.World.Tamper("ALTER TABLE stops RENAME TO lost");

        Assert.False(await Introspected(town, claimed.Token));
        Assert.Equal(500, (await bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters)).Status);
        Assert.Equal(500, (await clerk.Token(("grant_type", "client_credentials"))).Status);
        await using var db = town.World.Read();
        Assert.Null(db.Grants.Single(g => g.Id == claimed.GrantId).RedeemedAt);
    }

    [Fact]
    public async Task RedeemedBefore_TheStoredAnswerIsNotGivenUnderAStop()
    {
        await using var town = await Town.Open();
        var claimed = await Claimed(town);
        Assert.Equal(200, (await town.Bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters, "key_1")).Status);
        var stop = (await town.World.Olga.Stops(StopReach.Owner, town.Ana.Id)).Value;

        Assert.Equal((409, "wrong_state"), Said(await town.Bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters, "key_1")));
        Assert.Equal("redeemed", (await town.Clerk.Looks(claimed.IntentId))["status"]);

        var omar = await town.SecondOperator();
        await omar.Releases(stop.Id, StopStage.Deciding);
        await omar.Releases(stop.Id, StopStage.Acting);
        Assert.True((bool)(await town.Bank.Redeems(claimed.GrantId, claimed.Token, claimed.Parameters, "key_1")).Json["replayed"]!);
    }

    [Fact]
    public async Task AgentWaiting_IsToldAtOnce()
    {
        await using var town = await Town.Open();
        var pending = await town.Pending();
        using var events = await EventReader.Open(town.World, town.Clerk, pending);
        Assert.False((bool)(await events.Next())!.Data!["held"]!);
        var polling = town.Clerk.Send(HttpMethod.Get, $"/api/v1/intents/{pending}?wait=60&after=1");

        var stop = (await town.World.Olga.Stops(StopReach.IntentType, "payment.wire")).Value;

        Assert.True((bool)(await polling.WaitAsync(TimeSpan.FromSeconds(20))).Json["held"]!);
        Assert.True((bool)(await events.Next())!.Data!["held"]!);
        await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding);
        var resumed = (await events.Next())!.Data!;
        Assert.Equal((false, "needs_approval"), ((bool)resumed["held"]!, (string?)resumed["outcome"]!["code"]));
    }

    [Fact]
    public async Task SignatureBegunBefore_CountsNoMore_AndAnotherAfterTheRelease()
    {
        await using var town = await Town.Open();
        var pending = await town.Pending();
        var begun = (await town.Mei.Begins(await town.Mei.Opens(pending))).Value;
        var stop = (await town.World.Olga.Stops(StopReach.Everything)).Value;

        Assert.Equal("approval.held", (await town.Mei.Answers(begun)).Refusal?.Code);
        await (await town.SecondOperator()).Releases(stop.Id, StopStage.Deciding);
        Assert.Equal(ApprovalVerdict.Approve, (await town.Mei.Approves(pending)).Value.Verdict);
    }

    private sealed record Held(string IntentId, string GrantId, string Token, JsonNode Parameters);

    private static async Task<Held> Claimed(Town town, bool claim = true)
    {
        var body = Payments.Wire(iban: Payments.Account(claim ? 5 : 6));
        var id = (await town.Clerk.Declares(body))["id"]!;
        var signed = await town.Mei.Approves(id);
        Assert.False(signed.IsRefused, signed.Refusal?.Message);
        return new Held(id, signed.Value.GrantId!, claim ? (await town.Clerk.Claims(id))["access_token"]! : "", body["parameters"]!.DeepClone());
    }

    private static async Task<bool> Introspected(Town town, string token)
    {
        using var form = new FormUrlEncodedContent([new("token", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/introspect") { Content = form };
        request.Headers.Authorization = new("Bearer", await town.Bank.ConsoleToken());
        using var response = await town.World.Http.SendAsync(request);
        return (bool)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["active"]!;
    }

    private static (int Status, string? Problem) Said(Answered answer) => (answer.Status, answer.Problem);

    private static async Task<Intent> Row(Town town, string id)
    {
        await using var db = town.World.Read();
        return db.Intents.Single(i => i.Id == id);
    }
}
