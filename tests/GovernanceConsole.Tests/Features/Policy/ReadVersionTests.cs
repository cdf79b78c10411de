using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>What pages are told of versions and proposals.</summary>
public sealed class ReadVersionTests
{
    private const string TwoLines = """
        decision := {"effect": "deny", "reasons": ["No payments today."], "rules": ["payments.frozen"]}

        never if input.no_such_thing == "x"
        """;

    [Fact]
    public async Task Version_IsComparedWithTheOneThatDecides_AndItsLinesKnowTheTests()
    {
        await using var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Denies, revision: "1"));
        var files = TestBundle.Of(TwoLines, revision: "1");
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);

        var view = (await town.World.Get<ReadVersion>().Handle(town.Ada.Actor, files.Digest)).Value;
        var file = (await town.World.Get<ReadPolicyFile>().Handle(town.Ada.Actor, files.Digest, "intents.rego")).Value;

        var change = Assert.Single(view.Differences);
        Assert.Equal(("intents.rego", "changed", "1", false), (change.Path, change.Kind, view.ComparedWith, view.ReaderManages));
        Assert.Contains(change.Rows, row => row.Before is null && row.After?.Plain.StartsWith("never if", StringComparison.Ordinal) == true);
        Assert.Equal([LineReach.None, LineReach.None, LineReach.Reached, LineReach.None, LineReach.Missed], file.Lines.Select(line => line.Reach));
        Assert.All(view.Gates, gate => Assert.True(gate.Met));
    }

    [Fact]
    public async Task Reader_IsToldWhyTheyCannotSign()
    {
        await using var town = await Town.Open();
        var omar = await town.SecondOperator();
        var files = TestBundle.Of(TestBundle.Denies);
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
        await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest);
        var list = town.World.Get<ListVersions>();

        var asProposer = Assert.Single((await list.Handle(town.World.Olga.Actor)).Value.Waiting);
        var asAuditor = Assert.Single((await list.Handle(town.Ada.Actor)).Value.Waiting);
        var asSecond = Assert.Single((await list.Handle(omar.Actor)).Value.Waiting);

        Assert.Equal("It waits for the signature of Omar Haddad. You proposed it, so another operator signs.", asProposer.Why);
        Assert.Equal(("It waits for the signature of Omar Haddad.", false), (asAuditor.Why, asAuditor.MayWithdraw));
        Assert.Equal((null, true), (asSecond.Why, asSecond.MayWithdraw));
    }

    [Fact]
    public async Task Stranger_ReadsNothing()
    {
        await using var town = await Town.Open();
        var digest = (await town.Active()).Digest;

        Assert.Equal("unauthenticated", (await town.World.Get<ReadVersion>().Handle(GovernanceConsole.Domain.People.Actor.Nobody, digest)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.World.Get<ListVersions>().Handle(GovernanceConsole.Domain.People.Actor.Agent(town.Clerk.Id))).Refusal?.Code);
        Assert.Equal("unauthenticated", (await town.World.Get<ReadPolicyFile>().Handle(GovernanceConsole.Domain.People.Actor.Nobody, digest, "intents.rego")).Refusal?.Code);
        Assert.Equal("policy.unknown_file", (await town.World.Get<ReadPolicyFile>().Handle(town.Ada.Actor, digest, "../secrets")).Refusal?.Code);
        Assert.Equal("policy.unknown_bundle", (await town.World.Get<ReadVersion>().Handle(town.Ada.Actor, "sha256:00")).Refusal?.Code);
    }
}
