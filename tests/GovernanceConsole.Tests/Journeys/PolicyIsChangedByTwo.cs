using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Rego.Lint;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>A change of policy is taken as seriously as a payment: linted, tested, replayed, proposed, signed by a second operator, logged; and taken back the same way.</summary>
public sealed class PolicyIsChangedByTwo
{
    private const string WithoutCostCentre = """test_without_cost_centre_is_denied if data.intents.decision.effect == "deny" with input as {"intent": {"parameters": {}}}""";

    [Fact]
    public async Task HoleIsFoundAndMended_ReplayedSigned_TheNextIntentIsDecidedByIt_AndBackAgain()
    {
        await using var town = await Town.Open();
        await town.SecondOperator();
        var before = await town.Active();
        var old = await town.Pending();
        // Without a cost centre the negation is undefined, not true: whoever leaves it out is paid.
        var open = TestBundle.Of($"decision := {Denial} if {{\n\tnot startswith(input.intent.parameters.cost_centre, \"4\")\n}} else {TestBundle.Allows["decision ".Length..]}", WithoutCostCentre, "16-open");
        await TakenIn(town, open);

        var holed = (await town.World.Get<ReadVersion>().Handle(town.World.Olga.Actor, open.Digest)).Value;
        var hole = Assert.Single(holed.Lints!.Findings);
        Assert.Equal((LintIds.Negation, "intents.rego", 4, "Put the condition into a rule of its own and negate that rule."), (hole.Id, hole.Position.File, hole.Position.Row, hole.Mend));
        Assert.Equal([hole], (await town.World.Get<ReadPolicyFile>().Handle(town.World.Olga.Actor, open.Digest, "intents.rego")).Value.Lines[3].Lints);
        Assert.Contains("(intents_test.rego:3:1)", Assert.Single(holed.Gates, gate => !gate.Met).Missing[0], StringComparison.Ordinal);
        Assert.Equal("policy.gates_unmet", (await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, open.Digest)).Refusal?.Code);

        var mended = TestBundle.Of($"decision := {Denial} if {{\n\tnot known\n}} else {TestBundle.Allows["decision ".Length..]}\n\nknown if startswith(input.intent.parameters.cost_centre, \"4\")", WithoutCostCentre, "16");
        await TakenIn(town, mended);
        var whole = (await town.World.Get<ReadVersion>().Handle(town.World.Olga.Actor, mended.Digest)).Value;
        Assert.Empty(whole.Lints!.Findings);
        Assert.All(whole.Gates, gate => Assert.True(gate.Met, gate.Says));

        var replay = (await town.World.Get<ReplayBundle>().Handle(town.Ada.Actor, mended.Digest, null)).Value;
        var change = Assert.Single(replay.Changes);
        Assert.Equal((1, "escalate → deny", false, old), (replay.Asked, change.Kind, change.Widens, change.Examples[0].IntentId));
        // What the hole would have let through.
        Assert.Equal(("escalate → allow", true), (await town.World.Get<ReplayBundle>().Handle(town.Ada.Actor, open.Digest, null)).Value.Changes.Select(c => (c.Kind, c.Widens)).Single());

        await town.Activates(mended);
        Assert.Equal("denied", (await town.Clerk.Declares(Payments.Wire("7480.00")))["status"]);
        // What is waiting stays as it was decided.
        Assert.Equal("pending", (await town.Clerk.Looks(old))["status"]);

        await town.Activates(before);
        Assert.Equal("pending", (await town.Clerk.Declares(Payments.Wire("7481.00")))["status"]);
        await using var db = town.World.Read();
        Assert.Equal(3, db.LogEntries.Count(e => e.Type == "policy.activated"));
        Assert.Equal([before.Digest, mended.Digest, before.Digest], (from intent in db.Intents join decision in db.PolicyDecisions on intent.Id equals decision.IntentId orderby intent.Sequence select decision.BundleDigest).ToArray());
    }

    [Fact]
    public async Task ProposedReplayedSigned_WhatItAllowsIsGrantedFromThenOn()
    {
        await using var town = await Town.Open();
        await town.Pending();
        var proposed = TestBundle.Of(TestBundle.Allows, revision: "16");
        await TakenIn(town, proposed);

        var change = Assert.Single((await town.World.Get<ReplayBundle>().Handle(town.Ada.Actor, proposed.Digest, null)).Value.Changes);
        Assert.Equal(("escalate → allow", true), (change.Kind, change.Widens));
        await town.Activates(proposed);

        Assert.Equal("granted", (await town.Clerk.Declares(Payments.Wire("7480.00")))["status"]);
    }

    [Fact]
    public async Task OneOperatorAlone_ChangesNothing()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Allows));
        var more = TestBundle.Of(TestBundle.Denies);
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, more, "upload", null);
        var proposal = (await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, more.Digest)).Value;

        Assert.Equal("not_allowed", (await town.Signs(town.World.Olga, proposal.Id)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.Signs(town.Mei, proposal.Id)).Refusal?.Code);
    }

    [Fact]
    public async Task SoleOperator_ActivatesTheFirstBundleOnly()
    {
        await using var town = await Town.Open();
        foreach (var (rules, refusal) in new[] { (TestBundle.Allows, null), (TestBundle.Denies, "policy.second_operator_needed") })
        {
            var files = TestBundle.Of(rules);
            await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
            var proposed = await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest);
            Assert.Equal(refusal, proposed.Refusal?.Code);
            if (!proposed.IsRefused)
                Assert.Null((await town.Signs(town.World.Olga, proposed.Value.Id)).Refusal);
        }
        await using var db = town.World.Read();
        Assert.All(db.PolicyActivations.ToList(), activation => Assert.True(activation.Bootstrap));
    }

    [Theory]
    [InlineData("test_red if data.intents.decision.effect == \"deny\"", "group:finance", 1, "1 of 1 tests are red.")]
    [InlineData("helper := 1", "group:finance", 1, "It has no tests.")]
    [InlineData("test_it if true", "group:treasury", 1, "It can ask people who are not there.")]
    [InlineData("test_it if true", "group:finance", 4, "It can ask people who are not there.")]
    [InlineData("test_it if true", "tree:treasury", 1, "It can ask people who are not there.")]
    public async Task GateThatIsNotMet_StopsTheProposal(string tests, string to, int quorum, string says)
    {
        await using var town = await Town.Open();
        var files = TestBundle.Of(TestBundle.Asks(quorum, to), tests);
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);

        var refused = (await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest)).Refusal;

        Assert.Equal("policy.gates_unmet", refused?.Code);
        Assert.Contains(refused!.Errors!, error => error.Message == says);
    }

    [Fact]
    public async Task TwoProposals_TheSecondIsJudgedAgainstWhatDecidesNow()
    {
        await using var town = await Town.Open();
        var omar = await town.SecondOperator();
        var proposals = new List<string>();
        foreach (var rules in new[] { TestBundle.Allows, TestBundle.Denies })
        {
            var files = TestBundle.Of(rules);
            await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
            proposals.Add((await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest)).Value.Id);
        }
        Assert.Null((await town.Signs(omar, proposals[0])).Refusal);

        Assert.Equal("policy.active_changed", (await town.Signs(omar, proposals[1])).Refusal?.Code);
        Assert.Equal("policy.proposal_ended", (await town.Signs(omar, proposals[0])).Refusal?.Code);
    }

    private const string Denial = """{"effect": "deny", "reasons": ["The cost centre is not one of ours."], "rules": ["payments.cost-centre"]}""";

    private static async Task TakenIn(Town town, BundleFiles files) => Assert.Null((await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null)).Refusal);
}
