using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Features.Policy.Shadow;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>A shadow is compared and listed, and what it says never decides.</summary>
public sealed class ShadowTests
{
    [Fact]
    public async Task CandidateThatWouldAllow_IsListed_AndPeopleAreStillAsked()
    {
        await using var town = await Town.Open("--Policy:Shadow", "17");
        var entries = 0;
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, TestBundle.Of(TestBundle.Allows, revision: "17"), "upload", null);

        var intent = await town.Pending();
        await using (var db = town.World.Read())
            entries = db.LogEntries.Count();
        var shadow = await Compared(town, 1);

        var difference = Assert.Single(shadow.Last);
        Assert.Equal((intent, Effect.Escalate, Effect.Allow, "escalate → allow", "All is well."), (difference.IntentId, difference.Decided, difference.Shadow, difference.Kind, difference.Because));
        Assert.Contains(" 17 sha256:", difference.Engine, StringComparison.Ordinal);
        Assert.Equal(("17", 1L, 1L, 0L), (shadow.Beside, shadow.Compared, shadow.Different, shadow.Dropped));
        Assert.Equal([("escalate → allow", 1)], shadow.Kinds);
        Assert.Equal("pending", (await town.Clerk.Looks(intent))["status"]);
        await using var after = town.World.Read();
        Assert.Equal(entries, after.LogEntries.Count());
        Assert.Empty(after.Grants);
    }

    [Fact]
    public async Task SameBundleBeside_DiffersInNothing()
    {
        await using var opa = await StubOpa.Start();
        await using var town = await Town.Open("--Policy:Shadow", "opa", "--Policy:OpaUrl", opa.Url);
        var active = CompiledBundle.Of(await town.Active()).Value;
        (opa.Bundle, opa.Revision) = (active, active.Files.Revision);

        await town.Pending();

        var shadow = await Compared(town, 1);
        Assert.Equal((1L, 0L), (shadow.Compared, shadow.Different));
        Assert.Empty(shadow.Last);
    }

    [Fact]
    public async Task OpaDecides_AndTheEmbeddedEngineStandsBeside()
    {
        await using var opa = await StubOpa.Start();
        await using var town = await Town.Open("--Policy:Engine", "opa", "--Policy:OpaUrl", opa.Url, "--Policy:Shadow", "embedded", "--Policy:TimeoutMilliseconds", "5000");
        (opa.Bundle, opa.Revision) = (CompiledBundle.Of(TestBundle.Of(TestBundle.Denies)).Value, (await town.Active()).Revision);

        Assert.Equal("denied", (await town.Clerk.Declares(Payments.Wire("240.00")))["status"]);

        Assert.Equal("deny → escalate", Assert.Single((await Compared(town, 1)).Last).Kind);
        await using var db = town.World.Read();
        Assert.Contains("opa/1.4.2", System.Text.Encoding.UTF8.GetString(db.PolicyDecisions.Single().Document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpaThatFails_MeansThatPeopleAreAsked()
    {
        await using var opa = await StubOpa.Start();
        await using var town = await Town.Open("--Policy:Engine", "opa", "--Policy:OpaUrl", opa.Url, "--Policy:TimeoutMilliseconds", "5000");
        (opa.Bundle, opa.Revision) = (CompiledBundle.Of(TestBundle.Of(TestBundle.Allows)).Value, "of yesterday");

        await town.Pending();

        await using var db = town.World.Read();
        Assert.Contains("OPA serves revision 'of yesterday'", System.Text.Encoding.UTF8.GetString(db.PolicyDecisions.Single().Document), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleThatWasNeverImported_IsADifferenceThatSaysSo()
    {
        await using var town = await Town.Open("--Policy:Shadow", "18");
        await town.Pending();

        var difference = Assert.Single((await Compared(town, 1)).Last);

        Assert.Equal(("fails closed", "policy_error: no bundle of that digest or revision was imported"), (difference.Kind, difference.Because));
    }

    /// <summary>Both name intents, and an intent is seen by whom it was put to, not by every approver.</summary>
    [Fact]
    public async Task WhoMayReadPoliciesButNotRecords_SeesNoIntentsByThem()
    {
        await using var town = await Town.Open();
        await using var db = town.World.Read();
        var digest = (await ActivePolicy.Read(db)).Bundle!.Digest;

        Assert.False((await town.World.Get<ReadPolicy>().Handle(town.Ana.Actor)).IsRefused);
        Assert.True((await town.World.Get<ReadShadow>().Handle(town.Ana.Actor)).IsRefused);
        Assert.True((await town.World.Get<ReplayBundle>().Handle(town.Ana.Actor, digest, null)).IsRefused);
        Assert.False((await town.World.Get<ReadVersion>().Handle(town.Ana.Actor, digest)).Value.ReaderMayReplay);
    }

    [Fact]
    public async Task WhoMayNotReadRecords_SeesNothing()
    {
        await using var world = await World.World.Open();

        Assert.True((await world.Get<ReadShadow>().Handle(new Actor(ActorKind.Person, "nobody"))).IsRefused);
        Assert.Null((await world.Get<ReadShadow>().Handle(world.Olga.Actor)).Value.Beside);
    }

    [Fact]
    public void WhatDoesNotFit_IsDroppedAndCounted()
    {
        var queue = new ShadowQueue(Options.Create(new PolicyOptions { Shadow = "17" }));
        var off = new ShadowQueue(Options.Create(new PolicyOptions()));
        var question = new ShadowQuestion(null!, Risk.Routine, new GrantTerm("payments:execute", 180), null!);

        for (var i = 0; i < ShadowQueue.Waiting + 3; i++)
        {
            queue.Offer(question);
            off.Offer(question);
        }

        Assert.Equal((3L, ShadowQueue.Waiting), (queue.Dropped, queue.Questions.Count));
        Assert.Equal((0L, 0), (off.Dropped, off.Questions.Count));
    }

    private static async Task<ShadowView> Compared(Town town, int count)
    {
        for (var i = 0; i < 500; i++)
        {
            if (town.World.Get<ShadowQueue>() is var queue && queue.Compared + queue.Dropped >= count)
                break;
            await Task.Delay(20);
        }
        return (await town.World.Get<ReadShadow>().Handle(town.Ada.Actor)).Value;
    }
}
