using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.BreakGlass;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Features.People;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>An emergency at night: for a while what would wait for people is granted, loudly, within limits, signed by two, tagged, over by itself, and reviewed by somebody outside it.</summary>
public sealed class GlassIsBroken
{
    [Fact]
    public async Task SignedByTwo_WhatWouldWaitIsGranted_TaggedEverywhere_UntilItEndsByItself()
    {
        await using var town = await Town.Open();
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;
        Assert.Equal(EpisodeState.Asked, asked.State);
        Assert.Equal("pending", (await Declare(town, 1))["status"]);

        Assert.Equal(EpisodeState.Open, (await town.Mei.SignsEpisode(asked.Id)).Value.State);

        var granted = await Declare(town, 2);
        Assert.Equal(("granted", asked.Id, false), (granted["status"], (string?)granted.Json["grant"]!["break_glass"]!["episode"], (bool)granted.Json["grant"]!["break_glass"]!["drill"]!));
        var claimed = await town.Clerk.Claims(granted["id"]!);
        var claims = Claims(claimed["access_token"]!);
        Assert.Equal((asked.Id, "agent-only"), ((string?)claims["break_glass"], (string?)claims["acr"]));
        var redeemed = await town.Bank.Redeems((string)granted.Json["grant"]!["id"]!, claimed["access_token"]!, Payment(2)["parameters"]!);
        Assert.Equal((200, asked.Id), (redeemed.Status, redeemed["break_glass"]));
        await using (var db = town.World.Read())
            Assert.Equal(["grant.claimed", "grant.minted", "grant.redeemed", "intent.declared"], Tagged(db, asked.Id));

        // Everybody outside the signers was told: the operator at least.
        Assert.Contains(Notices(town, town.World.Olga.Id), text => text.Contains("broke glass for 30 minutes", StringComparison.Ordinal));

        var left = (await Declare(town, 3))["id"]!;
        await town.World.FastForward(TimeSpan.FromMinutes(30));
        Assert.Contains((await town.Clerk.Looks(left))["status"], new[] { "revoked", "expired" });
        Assert.Equal("pending", (await Declare(town, 4))["status"]);
        await using (var db = town.World.Read())
            Assert.Equal((EpisodeState.Closed, "console"), (db.Episodes.Single().State, db.Episodes.Single().ClosedById));
        Assert.True((await town.World.Get<VerifyLog>().Do(town.Ada.Actor)).Value.IsSound);
    }

    [Fact]
    public async Task WhatPolicyDenies_StaysDenied_AndAStopWins()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town);
        var granted = await Declare(town, 1);
        var claimed = await town.Clerk.Claims(granted["id"]!);

        await town.World.Olga.Stops(StopReach.Agent, town.Clerk.Id);

        Assert.Equal("revoked", (await town.Clerk.Looks(granted["id"]!))["status"]);
        Assert.Equal(409, (await town.Bank.Redeems((string)granted.Json["grant"]!["id"]!, claimed["access_token"]!, Payment(1)["parameters"]!)).Status);
        var held = await Declare(town, 2);
        Assert.Equal(("pending", true), (held["status"], (bool)held.Json["held"]!));
        // Through every stage of the release until it is over, people are asked.
        var omar = await town.SecondOperator();
        var stop = await Stop(town);
        foreach (var stage in new[] { StopStage.Deciding, StopStage.Acting })
        {
            Assert.Null((await omar.Releases(stop, stage)).Refusal);
            Assert.Equal("pending", (await Declare(town, 3 + (int)stage))["status"]);
        }
        Assert.Null((await omar.Releases(stop, StopStage.Released)).Refusal);
        Assert.Equal("granted", (await Declare(town, 9))["status"]);

        await town.Activates(TestBundle.Of(TestBundle.Denies));
        Assert.Equal("denied", (await Declare(town, 10))["status"]);
        await using var db = town.World.Read();
        Assert.Equal(2, db.EpisodeActs.Count(a => a.EpisodeId == episode.Id));
    }

    [Fact]
    public async Task PolicyTurnsToDeny_TheGrantUnderTheEpisodeIsRevokedAtRedemption()
    {
        await using var town = await Town.Open();
        await Opened(town);
        var granted = await Declare(town, 1);
        await town.Activates(TestBundle.Of(TestBundle.Denies));
        var claimed = await town.Clerk.Claims(granted["id"]!);

        Assert.Equal(409, (await town.Bank.Redeems((string)granted.Json["grant"]!["id"]!, claimed["access_token"]!, Payment(1)["parameters"]!)).Status);
        Assert.Equal("revoked", (await town.Clerk.Looks(granted["id"]!))["status"]);
    }

    [Fact]
    public async Task PolicyThatFails_IsNotWhatPolicyWouldEscalate()
    {
        await using var town = await Town.Open();
        await Opened(town);
        await town.Activates(TestBundle.Of("decision := {\"effect\": \"perhaps\"} if input.agent\n\ndefault decision := {\"effect\": \"deny\", \"reasons\": [\"no\"]}"));

        Assert.Equal("pending", (await Declare(town, 1))["status"]);
    }

    [Fact]
    public async Task Limits_AreCountedByAmountAndNumber_AndWhatIsOutsideWaitsForPeople()
    {
        await using var town = await Town.Open();
        var bystander = await town.World.Agent("other-clerk", town.Ana);
        await Opened(town, Order(town) with { Acts = 3, Amounts = new Dictionary<string, string> { ["EUR"] = "20000.00" } });

        Assert.Equal("granted", (await town.Clerk.Declares(Payments.Wire("12000.00", Payments.Account(1))))["status"]);
        Assert.Equal("pending", (await town.Clerk.Declares(Payments.Wire("8000.01", Payments.Account(2))))["status"]);
        Assert.Equal("pending", (await town.Clerk.Declares(Payments.Wire("7000.00", Payments.Account(3), currency: "USD")))["status"]);
        Assert.Equal("pending", (await bystander.Declares(Payments.Wire("8000.00", Payments.Account(4))))["status"]);
        Assert.Equal("granted", (await town.Clerk.Declares(Payments.Wire("7999.99", Payments.Account(5))))["status"]);
        await using var db = town.World.Read();
        Assert.Equal([("EUR", 1_999_999L), ("acts", 2L)], db.EpisodeLimits.OrderBy(l => l.Measure).Select(l => new { l.Measure, l.Used }).AsEnumerable().Select(l => (l.Measure, l.Used)));
    }

    [Fact]
    public async Task FiftyAtOnce_AgainstALimitOfThree_GiveExactlyThree()
    {
        await using var town = await Town.Open("--Tokens:Burst", "1000");
        await Opened(town, Order(town) with { Acts = 3 });
        await town.Clerk.ConsoleToken();

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => Task.Run(() => town.Clerk.Declares(Payment(i)))));

        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Equal((3, 47), (answers.Count(a => a["status"] == "granted"), answers.Count(a => a["status"] == "pending")));
        await using var db = town.World.Read();
        Assert.Equal((3L, 3), (db.EpisodeLimits.Single(l => l.Measure == EpisodeLimit.Acts).Used, db.EpisodeActs.Count()));
    }

    [Fact]
    public async Task CloseRacingWithDeclares_LeavesNoLivingGrant()
    {
        await using var town = await Town.Open("--Tokens:Burst", "1000");
        var episode = await Opened(town, Order(town) with { Acts = 50 });
        await town.Clerk.ConsoleToken();
        var close = town.World.Get<CloseEpisode>();

        var declares = Enumerable.Range(1, 40).Select(i => Task.Run(() => town.Clerk.Declares(Payment(i)))).ToList();
        var closes = Enumerable.Range(0, 3).Select(_ => Task.Run(() => close.Handle(town.Mei.Actor, episode.Id))).ToList();
        var answers = await Task.WhenAll(declares);
        var closed = await Task.WhenAll(closes);

        Assert.Single(closed, c => !c.IsRefused);
        Assert.All(answers, a => Assert.Equal(201, a.Status));
        await using var db = town.World.Read();
        Assert.DoesNotContain(db.Intents.ToList(), i => i.Status == IntentStatus.Granted);
        Assert.Equal(db.EpisodeActs.Count(), db.Grants.Count(g => g.RevokedAt != null));
        Assert.Single(db.LogEntries.Where(e => e.Type == "break_glass.closed"));
    }

    [Fact]
    public async Task ClosedEarly_TokenIsDeadAndNothingIsRedeemed_AfterwardsNeither()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town);
        var first = await Declare(town, 1);
        var spent = await town.Clerk.Claims(first["id"]!);
        Assert.Equal(200, (await town.Bank.Redeems(GrantOf(first), spent["access_token"]!, Payment(1)["parameters"]!, "key_1")).Status);
        var granted = await Declare(town, 2);
        var claimed = await town.Clerk.Claims(granted["id"]!);

        Assert.Equal("not_allowed", (await town.World.Get<CloseEpisode>().Handle(town.Tom.Actor, episode.Id)).Refusal?.Code);
        Assert.Null((await town.World.Get<CloseEpisode>().Handle(town.Ana.Actor, episode.Id)).Refusal);

        Assert.Equal(409, (await town.Bank.Redeems(GrantOf(granted), claimed["access_token"]!, Payment(2)["parameters"]!)).Status);
        Assert.Equal("access_denied", (await town.Clerk.Claims(granted["id"]!))["error"]);
        // The stored answer neither: whoever asks is about to act.
        Assert.Equal(409, (await town.Bank.Redeems(GrantOf(first), spent["access_token"]!, Payment(1)["parameters"]!, "key_1")).Status);
        Assert.Equal("wrong_state", (await town.World.Get<CloseEpisode>().Handle(town.Ana.Actor, episode.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task SweepThatIsLate_GrantsAndRedeemsNothing()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town, Order(town) with { Minutes = 2 });
        var granted = await Declare(town, 1);
        var claimed = await town.Clerk.Claims(granted["id"]!);
        // The clock passes the end by the database's reckoning alone: no sweep has run, and the grant itself would live on.
        await town.World.Tamper("UPDATE glass_episodes SET \"EndsAt\" = \"OpenedAt\" + 1");
        await Touch(town);
        town.World.Clock.Advance(TimeSpan.FromMilliseconds(500));
        await using (var db = town.World.Read())
            Assert.Equal(EpisodeState.Open, db.Episodes.Single(e => e.Id == episode.Id).State);

        Assert.Equal("pending", (await Declare(town, 2))["status"]);
        Assert.Equal(409, (await town.Bank.Redeems(GrantOf(granted), claimed["access_token"]!, Payment(1)["parameters"]!)).Status);
        Assert.Equal("access_denied", (await town.Clerk.Claims(granted["id"]!))["error"]);
    }

    [Fact]
    public async Task ClockThatGoesBackwards_GrantsNothing_AndEndsIt()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town);
        town.World.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("granted", (await Declare(town, 1))["status"]);

        // Back behind the last act, though still after the opening.
        town.World.Clock.StepBack(TimeSpan.FromMinutes(2));
        Assert.Equal("pending", (await Declare(town, 2))["status"]);
        town.World.Clock.StepBack(TimeSpan.FromMinutes(10));
        await town.World.FastForward(TimeSpan.Zero);

        await using var db = town.World.Read();
        Assert.Equal((EpisodeState.Closed, "The clock went backwards."), (db.Episodes.Single(e => e.Id == episode.Id).State, db.Episodes.Single().ClosedBecause));
    }

    [Fact]
    public async Task Restart_LosesNothingAndExtendsNothing()
    {
        await using var town = await Town.Open();
        await Opened(town);
        await town.World.Stop();
        town.World.Clock.Advance(TimeSpan.FromMinutes(31));
        await town.World.Restart();

        Assert.Equal("pending", (await Declare(town, 1))["status"]);
        await town.World.FastForward(TimeSpan.FromSeconds(2));
        await using var db = town.World.Read();
        Assert.Equal(EpisodeState.Closed, db.Episodes.Single().State);
    }

    [Fact]
    public async Task WhoSigns_IsSomebodyElseWithAPasskeyOfTheirOwn()
    {
        await using var town = await Town.Open();
        var owner = await town.World.Person("Owen Pa", [Role.Approver]);
        var invited = await town.World.Person("Ivo Lund", [Role.Approver], vouchedBy: town.Ana.Id);
        var delegateOf = await town.World.Person("Dee Fox", [Role.Approver]);
        await StandsIn(town, town.Ana, delegateOf);
        var gone = await town.World.Person("Gus Orr", [Role.Approver]);
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;
        await town.World.Tamper("UPDATE people SET \"SuspendedAt\" = 1 WHERE \"Id\" = @id", ("@id", gone.Id));
        await Touch(town);

        Assert.Equal("not_allowed", (await town.Ana.SignsEpisode(asked.Id)).Refusal?.Code);
        Assert.Equal(BreakGlassRefusals.Vouched, (await invited.SignsEpisode(asked.Id)).Refusal);
        Assert.Equal(BreakGlassRefusals.StandsIn, (await delegateOf.SignsEpisode(asked.Id)).Refusal);
        Assert.Equal("not_allowed", (await gone.SignsEpisode(asked.Id)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.Ada.SignsEpisode(asked.Id)).Refusal?.Code);
        Assert.Equal("not_found", (await town.Mei.SignsEpisode("bgl_nothing")).Refusal?.Code);
        Assert.Equal(EpisodeState.Open, (await owner.SignsEpisode(asked.Id)).Value.State);
        Assert.Equal("wrong_state", (await town.Mei.SignsEpisode(asked.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task TwoSignaturesNeeded_OneIsNotEnough_AndOneOfSomebodyGoneDoesNotCount()
    {
        await using var town = await Town.Open("--BreakGlass:Signatures", "2");
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;

        Assert.Equal(EpisodeState.Asked, (await town.Mei.SignsEpisode(asked.Id)).Value.State);
        Assert.Equal(BreakGlassRefusals.Signed, (await town.Mei.SignsEpisode(asked.Id)).Refusal);
        Assert.Equal("pending", (await Declare(town, 1))["status"]);
        Assert.Null((await town.World.Get<SuspendPerson>().Handle(town.World.Olga.Actor, town.Mei.Id, "Left.")).Refusal);
        Assert.Equal(EpisodeState.Asked, (await town.Tom.SignsEpisode(asked.Id)).Value.State);
        Assert.Equal("pending", (await Declare(town, 2))["status"]);
        Assert.Equal(EpisodeState.Open, (await town.World.Olga.SignsEpisode(asked.Id)).Value.State);
    }

    [Fact]
    public async Task TwoSignAtOnce_OneOpensIt_AndTheOtherIsTold()
    {
        await using var town = await Town.Open();
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;
        var mei = (await town.World.Get<SignEpisode>().Open(town.Mei.Actor, asked.Id)).Value;
        var tom = (await town.World.Get<SignEpisode>().Open(town.Tom.Actor, asked.Id)).Value;

        var both = await Task.WhenAll(
            Task.Run(() => town.World.Get<SignEpisode>().Handle(town.Mei.Actor, mei.Ceremony, town.Mei.Key.Get(mei.Options))),
            Task.Run(() => town.World.Get<SignEpisode>().Handle(town.Tom.Actor, tom.Ceremony, town.Tom.Key.Get(tom.Options))));

        Assert.Single(both, b => !b.IsRefused);
        Assert.Single(both, b => b.Refusal?.Code == "wrong_state");
        await using var db = town.World.Read();
        Assert.Equal((1, 2), (db.LogEntries.Count(e => e.Type == "break_glass.opened"), db.EpisodeSignatures.Count()));
    }

    [Fact]
    public async Task NobodySigns_ItLapses_AndTimeOpensNothing()
    {
        await using var town = await Town.Open();
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;
        var late = (await town.World.Get<SignEpisode>().Open(town.Mei.Actor, asked.Id)).Value;
        town.World.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("break_glass.one_at_a_time", (await town.Ana.BreaksGlass(Order(town))).Refusal?.Code);
        await town.World.FastForward(TimeSpan.FromMinutes(11));

        Assert.True((await town.World.Get<SignEpisode>().Handle(town.Mei.Actor, late.Ceremony, town.Mei.Key.Get(late.Options))).IsRefused);
        Assert.Equal("wrong_state", (await town.Mei.SignsEpisode(asked.Id)).Refusal?.Code);
        Assert.Equal("pending", (await Declare(town, 1))["status"]);
        await using var db = town.World.Read();
        Assert.Equal(EpisodeState.Lapsed, db.Episodes.Single().State);
    }

    [Fact]
    public async Task DesignatedPerson_OpensAloneWithTwoPasskeys_NeverWithOneTwice()
    {
        await using var town = await Town.Open();
        var second = new SoftAuthenticator(World.World.Issuer);
        await AddKey(town, town.Ana, second);
        await town.World.Restart("--BreakGlass:Designated:0", town.Ana.Id);

        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;
        Assert.Equal((0, EpisodeState.Asked), (asked.Signatures, asked.State));
        Assert.Equal("wrong_state", (await town.Mei.SignsEpisode(asked.Id)).Refusal?.Code);
        Assert.Equal(BreakGlassRefusals.SameKey, (await town.Ana.SignsEpisode(asked.Id)).Refusal);
        Assert.Equal(EpisodeState.Open, (await town.Ana.SignsEpisode(asked.Id, second)).Value.State);
        Assert.Equal("granted", (await Declare(town, 1))["status"]);
    }

    [Fact]
    public async Task BadOrders_AreRefusedWithEveryPlaceNamed_AndNeverCut()
    {
        await using var town = await Town.Open();
        var foreign = await town.World.Agent("toms-agent", town.Tom);

        Assert.Equal(["/minutes"], await Pointers(town, Order(town) with { Minutes = 61 }));
        Assert.Equal(["/agents", "/intent_types", "/tools"], await Pointers(town, Order(town) with { Agents = [], IntentTypes = null, Tools = [] }));
        Assert.Contains("/agents/0", await Pointers(town, Order(town) with { Agents = ["agt_unknown"] }));
        Assert.Contains("/agents/0", await Pointers(town, Order(town) with { Agents = [foreign.Id] }));
        Assert.Equal(["/intent_types/0"], await Pointers(town, Order(town) with { IntentTypes = ["access.grant"] }));
        Assert.Equal(["/tools/0"], await Pointers(town, Order(town) with { Tools = [World.World.Directory] }));
        Assert.Equal(["/acts", "/minutes", "/reason"], (await Pointers(town, Order(town) with { Acts = 51, Minutes = 0, Reason = " " })).Order(StringComparer.Ordinal));
        Assert.Equal(["/amounts/EUR", "/amounts/XXX"], await Pointers(town, Order(town) with { Amounts = new Dictionary<string, string> { ["EUR"] = "-1.00", ["XXX"] = "1" } }));
        Assert.Equal("not_allowed", (await town.Ada.BreaksGlass(Order(town))).Refusal?.Code);
        await using var db = town.World.Read();
        Assert.Empty(db.Episodes.ToList());
    }

    [Fact]
    public async Task AgentThatChangesHands_IsNoLongerUnderIt()
    {
        await using var town = await Town.Open();
        await Opened(town);
        var granted = await Declare(town, 1);
        await town.World.Tamper("UPDATE agents SET \"OwnerId\" = @tom", ("@tom", town.Tom.Id));
        await Touch(town);

        Assert.Equal("pending", (await Declare(town, 2))["status"]);
        Assert.Equal("access_denied", (await town.Clerk.Claims(granted["id"]!))["error"]);
    }

    [Fact]
    public async Task RequesterSuspended_NothingMoreIsGranted()
    {
        await using var town = await Town.Open();
        await Opened(town);
        Assert.Equal("granted", (await Declare(town, 1))["status"]);
        await town.World.Get<SuspendPerson>().Handle(town.World.Olga.Actor, town.Ana.Id, "Account taken over.");

        Assert.NotEqual("granted", (await Declare(town, 2))["status"]);
    }

    [Fact]
    public async Task Drill_GrantsOnPaperOnly()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town, Order(town) with { Drill = true });
        var granted = await Declare(town, 1);

        Assert.Equal(("granted", true), (granted["status"], (bool)granted.Json["grant"]!["break_glass"]!["drill"]!));
        Assert.Equal("access_denied", (await town.Clerk.Claims(granted["id"]!))["error"]);
        await town.World.Get<CloseEpisode>().Handle(town.Mei.Actor, episode.Id);
        Assert.Equal("revoked", (await town.Clerk.Looks(granted["id"]!))["status"]);
        Assert.Contains(Notices(town, town.World.Olga.Id), text => text.StartsWith("Drill: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Review_IsSignedByAnOutsider_WithAWordOnEveryAct_AndAnOverdueOneBarsTheNext()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town);
        var (one, two) = ((await Declare(town, 1))["id"]!, (await Declare(town, 2))["id"]!);
        ActFinding[] findings = [new(one, true, null), new(two, false, "The invoice was not due.")];
        Assert.Equal(BreakGlassRefusals.StillOpen, (await town.World.Olga.Reviews(episode.Id, "Looked at.", findings)).Refusal);
        await town.World.FastForward(TimeSpan.FromMinutes(30));

        // Within its time the next one may be asked for; after it not.
        var next = (await town.Ana.BreaksGlass(Order(town))).Value;
        await town.World.Get<CloseEpisode>().Handle(town.Ana.Actor, next.Id);
        await town.World.FastForward(TimeSpan.FromHours(72));
        Assert.Equal(BreakGlassRefusals.ReviewOverdue, (await town.Ana.BreaksGlass(Order(town))).Refusal);
        Assert.Contains(Notices(town, town.World.Olga.Id), text => text.Contains("overdue", StringComparison.Ordinal));

        Assert.Equal("not_allowed", (await town.Mei.Reviews(episode.Id, "Fine.", findings)).Refusal?.Code);
        Assert.Equal(BreakGlassRefusals.EveryAct, (await town.World.Olga.Reviews(episode.Id, "Fine.", findings[0])).Refusal);
        Assert.Equal(BreakGlassRefusals.EveryAct, (await town.World.Olga.Reviews(episode.Id, "Fine.", findings[0], new ActFinding(two, false, " "))).Refusal);
        Assert.Equal(["/conclusion"], (await town.World.Olga.Reviews(episode.Id, "", findings)).Refusal!.Errors!.Select(e => e.Pointer));
        Assert.Null((await town.World.Olga.Reviews(episode.Id, "One was right, one was not.", findings)).Refusal);
        Assert.Equal(BreakGlassRefusals.Reviewed, (await town.Ada.Reviews(episode.Id, "Me too.", findings)).Refusal);

        Assert.Null((await town.Ana.BreaksGlass(Order(town))).Refusal);
        await using var db = town.World.Read();
        Assert.Equal([(true, (string?)null), (false, "The invoice was not due.")], db.EpisodeActs.OrderBy(a => a.At).ThenBy(a => a.IntentId).AsEnumerable().OrderBy(a => a.IntentId == one ? 0 : 1).Select(a => (a.Justified!.Value, a.Remark)));
    }

    [Fact]
    public async Task NobodyLeftToReview_ItIsNotOpened()
    {
        await using var town = await Town.Open();
        await town.World.Tamper("DELETE FROM role_holdings WHERE \"PersonId\" = @ada", ("@ada", town.Ada.Id));
        await Touch(town);
        // The sole operator signs, and so could not review.
        var asked = (await town.Ana.BreaksGlass(Order(town))).Value;

        Assert.Equal(BreakGlassRefusals.NoReviewer, (await town.World.Olga.SignsEpisode(asked.Id)).Refusal);
        Assert.Equal(EpisodeState.Open, (await town.Mei.SignsEpisode(asked.Id)).Value.State);
    }

    [Fact]
    public async Task Story_HoldsEveryEntryWithItsProof_AndNamesTheKeysToReplace()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town, Order(town) with { Reason = "=HYPERLINK(\"x\") the supplier stops deliveries" });
        var intent = (await Declare(town, 1))["id"]!;
        await town.World.Get<CloseEpisode>().Handle(town.Mei.Actor, episode.Id);
        var before = (await town.World.Get<TellEpisode>().Handle(town.Ada.Actor, episode.Id)).Value;
        Assert.False(Assert.Single(before.Keys).Replaced);
        using var key = new WorldKey();
        Assert.Null((await town.World.Get<ReplaceAgentKey>().Handle(town.World.Olga.Actor, town.Clerk.Id, key.PublicJwk)).Refusal);
        using var ada = new WorldBrowser(town.World, town.Ada.Key);
        await ada.SignsIn();

        var json = JsonNode.Parse((await ada.Get($"/break-glass/{episode.Id}/timeline.json"))["html"]!)!;
        var csv = (await ada.Get($"/break-glass/{episode.Id}/timeline.csv"))["html"]!;

        Assert.Equal((episode.Id, "closed", true, intent), ((string?)json["episode"]!["id"], (string?)json["episode"]!["state"], (bool)json["keys"]![0]!["replaced"]!, (string?)json["acts"]![0]!["intent"]));
        Assert.NotNull(json["keys"]![0]!["replaced_at"]);
        var entries = json["log"]!["entries"]!.AsArray();
        Assert.Equal(["break_glass.asked", "break_glass.signed", "break_glass.opened", "intent.declared", "grant.minted", "grant.revoked", "break_glass.closed", "agent.key_replaced"],
            entries.Select(e => Domain.Audit.Formats.V1.EntryV1.Parse(Bytes(e!["leaf"]), (long)e["index"]!).Value.Type));
        var log = Domain.Audit.NoteKey.Parse((string)json["log"]!["vkey"]!).Value;
        Assert.All(entries, e => Assert.Null(Domain.Audit.TlogProof.Parse((string)e!["proof"]!).Value.Verify(Bytes(e["leaf"]), log).Refusal));
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\")", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=", csv, StringComparison.Ordinal);
        // Whoever may not read the log's details gets none.
        var mei = (await town.World.Get<TellEpisode>().Handle(town.Mei.Actor, episode.Id)).Value;
        Assert.All(mei.Entries, e => Assert.Null(e.Detail));
    }

    [Fact]
    public async Task Receipt_NamesTheEpisode_AndItsChecksHold()
    {
        await using var town = await Town.Open();
        var episode = await Opened(town);
        var intent = (await Declare(town, 1))["id"]!;
        Assert.Equal(200, (await town.Spend(intent, Payment(1)["parameters"]!)).Status);

        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, intent)).Value;
        var verdict = ReceiptVerification.Verify(ReceiptReader.Read(receipt.Write()).Value);

        Assert.Equal(episode.Id, receipt.Grant!.BreakGlass);
        Assert.Empty(verdict.Checks.Where(c => c.State == CheckState.Failed).Select(c => c.Name));
        Assert.Contains(verdict.Checks, c => c is { Name: "grant.break_glass", State: CheckState.Holds });
        // The tag is part of what the log commits to: taken away, nothing holds.
        var stripped = JsonNode.Parse(receipt.Write())!.AsObject();
        stripped["grant"]!.AsObject().Remove("break_glass");
        Assert.False(ReceiptVerification.Verify(ReceiptReader.Read(Encoding.UTF8.GetBytes(stripped.ToJsonString())).Value).Holds);
    }

    private static EpisodeOrder Order(Town town) => new([town.Clerk.Id], ["payment.wire"], [World.World.Bank], 10, new Dictionary<string, string> { ["EUR"] = "900000.00" }, 30, "The supplier stops deliveries at six.", Drill: false);

    private static async Task<Episode> Opened(Town town, EpisodeOrder? order = null)
    {
        var asked = await town.Ana.BreaksGlass(order ?? Order(town));
        Assert.True(!asked.IsRefused, asked.Refusal?.ToString());
        var opened = await town.Mei.SignsEpisode(asked.Value.Id);
        Assert.True(!opened.IsRefused, opened.Refusal?.ToString());
        return opened.Value;
    }

    private static JsonObject Payment(int account) => Payments.Wire("7480.00", Payments.Account(account));

    private static Task<Answered> Declare(Town town, int account) => town.Clerk.Declares(Payment(account));

    private static string GrantOf(Answered granted) => (string)granted.Json["grant"]!["id"]!;

    private static JsonNode Claims(string jwt) => JsonNode.Parse(Domain.Approvals.WebAuthn.Base64UrlText.Decode(jwt.Split('.')[1])!)!;

    private static byte[] Bytes(JsonNode? text) => Domain.Approvals.WebAuthn.Base64UrlText.Decode((string)text!)!;

    private static IEnumerable<string> Tagged(Data.GovernanceDb db, string episode) =>
        db.LogEntries.AsEnumerable().Where(e => e.SubjectId != episode && Domain.Audit.Formats.V1.EntryV1.Parse(e.Leaf, e.Index).Value.Ids.GetValueOrDefault("break_glass") == episode).Select(e => e.Type).Order(StringComparer.Ordinal);

    private static List<string> Notices(Town town, string personId)
    {
        using var db = town.World.Read();
        return [.. db.Notices.Where(n => n.PersonId == personId).Select(n => n.Text)];
    }

    private static async Task<string> Stop(Town town)
    {
        await using var db = town.World.Read();
        return db.Stops.Single().Id;
    }

    private static async Task<IEnumerable<string>> Pointers(Town town, EpisodeOrder order) => ((await town.Ana.BreaksGlass(order)).Refusal?.Errors ?? []).Select(e => e.Pointer);

    /// <summary>What the writer keeps of who is who is read again after something of it was written.</summary>
    private static async Task Touch(Town town) => await town.World.Agent(town.World.Get<Platform.IdSource>().New("touch-")[^20..], town.Tom);

    private static async Task StandsIn(Town town, WorldPerson away, WorldPerson there) => await town.World.Get<Platform.Work>().Do<Domain.Done>(Actor.Console, act =>
    {
        act.Db.Absences.Add(new Domain.Rotation.AbsenceRecord { Id = act.Ids.New(Domain.Ids.Absence), PersonId = away.Id, DelegateId = there.Id, FromAt = act.Now, UntilAt = act.Now.AddDays(1), MadeAt = act.Now, MadeById = away.Id });
        act.Audit(Platform.AuditTypes.AbsenceSet, away.Id);
        return Task.FromResult<Domain.Outcome<Domain.Done>>(new Domain.Done());
    });

    private static async Task AddKey(Town town, WorldPerson person, SoftAuthenticator device)
    {
        using var browser = new WorldBrowser(town.World, person.Key);
        await browser.SignsIn();
        Assert.Equal(200, (await browser.Adds(device, "second key")).Status);
    }
}
