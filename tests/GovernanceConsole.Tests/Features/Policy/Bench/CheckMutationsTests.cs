using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy.Bench;

/// <summary>What the tests of a version would let pass, found out on demand.</summary>
public sealed class CheckMutationsTests
{
    private const string Limit = """
        default decision := {"effect": "escalate", "reasons": ["Asked."], "rules": []}

        decision := {"effect": "deny", "reasons": ["Too much."], "rules": []} if input.amount > 100
        """;

    [Fact]
    public async Task LimitThatNoTestTouches_Survives_AndTheReportIsKept()
    {
        await using var town = await Town.Open();
        var digest = await TakenIn(town, Limit, """test_it_decides if data.intents.decision.effect == "deny" with input as {"amount": 5000}""");
        var check = town.World.Get<CheckMutations>();
        Assert.Null((await check.Known(town.Ada.Actor, digest)).Value);
        var told = new List<int>();

        var report = (await check.Handle(town.Ada.Actor, digest, new Told(told))).Value;

        Assert.Contains(report.Survivors, mutant => (mutant.Position.File, mutant.Position.Row, mutant.Original, mutant.Replacement) == ("intents.rego", 5, "100", "101"));
        Assert.DoesNotContain(report.Survivors, mutant => mutant.Original == "\"deny\"");
        Assert.Equal(100, told[^1]);
        Assert.Same(report, (await check.Known(town.Ada.Actor, digest)).Value);
    }

    [Fact]
    public async Task OneCheckAtATime_AndACancelledOneMakesRoom()
    {
        await using var town = await Town.Open();
        var digest = (await town.Active()).Digest;
        var check = town.World.Get<CheckMutations>();
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var running = check.Handle(town.Ada.Actor, digest, new First(begun), stop.Token);
        await begun.Task;

        Assert.Equal("policy.mutation_runs", (await check.Handle(town.World.Olga.Actor, digest)).Refusal?.Code);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Null((await check.Known(town.Ada.Actor, digest)).Value);
        var small = await TakenIn(town, TestBundle.Denies, "test_it_decides if data.intents.decision.effect == \"deny\"");
        Assert.Null((await check.Handle(town.Ada.Actor, small)).Refusal);
    }

    [Fact]
    public async Task RedTests_AreMendedFirst_AndStrangersAskNothing()
    {
        await using var town = await Town.Open();
        var red = await TakenIn(town, TestBundle.Denies, "test_it_decides if data.intents.decision.effect == \"allow\"");
        var check = town.World.Get<CheckMutations>();

        Assert.Equal("policy.mutation_needs_green", (await check.Handle(town.Ada.Actor, red)).Refusal?.Code);
        Assert.Equal("unauthenticated", (await check.Handle(Actor.Nobody, red)).Refusal?.Code);
        Assert.Equal("not_allowed", (await check.Known(Actor.Agent(town.Clerk.Id), red)).Refusal?.Code);
        Assert.Equal("policy.unknown_bundle", (await check.Handle(town.Ada.Actor, "sha256:00")).Refusal?.Code);
    }

    private static async Task<string> TakenIn(Town town, string rules, string tests)
    {
        var files = TestBundle.Of(rules, tests);
        Assert.Null((await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null)).Refusal);
        return files.Digest;
    }

    private sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }

    private sealed class First(TaskCompletionSource begun) : IProgress<int>
    {
        public void Report(int value) => begun.TrySetResult();
    }
}
