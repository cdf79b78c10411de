using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Escalation;

/// <summary>Every gate that the policy in force names is proven against the calendars, with the quorum it takes.</summary>
public sealed class GatesTests
{
    private const string TwoAndOne = """{"quorum": "2 of finance and 1 of security"}""";

    private static async Task<GatesView> Gates(Town town, WorldPerson? reader = null)
    {
        var read = await town.World.Get<ReadGates>().Handle((reader ?? town.World.Olga).Actor);
        Assert.True(!read.IsRefused, read.Refusal?.ToString());
        return read.Value;
    }

    [Fact]
    public async Task QuorumOverGroups_NamesTheOneItHangsOn_AndTheHoursWithoutThem()
    {
        await using var town = await Town.Open();
        await town.World.Person("Fay Holm", [Role.Approver], ["finance"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires(TwoAndOne)));

        var gate = Assert.Single((await Gates(town)).Gates);
        Assert.Equal(("2 of finance and 1 of security", true, 100), (gate.Asks, gate.OfPolicy, gate.Proof.PercentMet));
        Assert.Contains(town.Mei.Id, gate.Proof.SinglePoints.Keys); // alone in security

        var now = town.World.Clock.GetUtcNow().UtcDateTime;
        var away = new Interval(now.AddDays(3), now.AddDays(4));
        Assert.False((await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, null, away)).IsRefused);
        Assert.Equal([away], Assert.Single((await Gates(town)).Gates).Proof.Holes);

        await town.World.Person("Kai Berg", [Role.Approver], ["security"]);
        await town.World.Person("Ida Lund", [Role.Approver], ["finance"]);
        Assert.Empty(Assert.Single((await Gates(town)).Gates).Proof.Holes);
    }

    [Fact]
    public async Task StandIn_SitsInTheSeatOfWhoIsAway()
    {
        await using var town = await Town.Open();
        var fay = await town.World.Person("Fay Holm", [Role.Approver], ["legal"]);
        await town.World.Person("Ida Lund", [Role.Approver], ["finance"]);
        await town.Activates(TestBundle.Of(TestBundle.Requires(TwoAndOne)));
        var now = town.World.Clock.GetUtcNow().UtcDateTime;

        Assert.False((await town.World.Get<SetOutOfOffice>().Handle(town.Mei.Actor, town.Mei.Id, fay.Id, new Interval(now.AddDays(3), now.AddDays(4)))).IsRefused);

        var proof = Assert.Single((await Gates(town)).Gates).Proof;
        Assert.Empty(proof.Holes);
        Assert.Contains(fay.Id, proof.SinglePoints.Keys);
    }

    [Fact]
    public async Task TreeThatPolicyNames_IsProvenWithItsNumber_AndOneThatNothingNamesStandsBeside()
    {
        await using var town = await Town.Open();
        foreach (var name in new[] { "payments", "aside" })
            Assert.False((await town.World.Get<DefineTree>().Handle(town.World.Olga.Actor, new EscalationTree(name, [new EscalationLevel(["person:" + town.Mei.Id], 600, []), new EscalationLevel(["person:" + town.Tom.Id], 600, [])]))).IsRefused);
        await town.Activates(TestBundle.Of(TestBundle.Asks(2, "tree:payments")));

        var gates = (await Gates(town)).Gates;

        Assert.Equal([("2 signatures of the tree payments", true), ("1 signature of the tree aside", false)], gates.Select(gate => (gate.Asks, gate.OfPolicy)));
        Assert.Equal(new[] { town.Mei.Id, town.Tom.Id }.Order(StringComparer.Ordinal), gates[0].Proof.SinglePoints.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(gates[1].Proof.SinglePoints);
    }

    [Fact]
    public async Task WhoIsNobody_IsRefused()
    {
        await using var town = await Town.Open();
        Assert.Equal("unauthenticated", (await town.World.Get<ReadGates>().Handle(Actor.Nobody)).Refusal?.Code);
    }
}
