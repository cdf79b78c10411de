using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.Escalation;
using GovernanceConsole.Features.Rotation;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Escalation;

/// <summary>Defining and ending trees on the assembled console.</summary>
public sealed class TreeActsTests(OpenTown open) : IClassFixture<OpenTown>
{
    private Task<GovernanceConsole.Domain.Outcome<string>> Define(EscalationTree tree, string? insteadOf = null, WorldPerson? by = null) =>
        open.World.Get<DefineTree>().Handle((by ?? open.World.Olga).Actor, tree, insteadOf);

    private static EscalationTree Tree(string name, params string[] targets) => new(name, [.. targets.Select(target => new EscalationLevel([target], 600, []))]);

    [Fact]
    public async Task DefinedTree_IsKeptWithItsEntry_AndANewOneEndsIt()
    {
        var first = await Define(Tree("plain", "group:finance"));
        var second = await Define(Tree("plain", "group:finance", "approvers") with { Repeats = 2, AnswerWithin = new ResponseTimes(3600, 1800, 900, 300) }, first.Value);

        await using var db = open.World.Read();
        var kept = EscalationTree.Parse((await db.EscalationTrees.SingleAsync(t => t.Name == "plain" && t.UntilAt == null)).Document);
        Assert.Equal((2, 2, 300), (kept.Levels.Count, kept.Repeats, kept.AnswerWithin!.Critical));
        Assert.Equal(1, await db.LogEntries.CountAsync(e => e.SubjectId == second.Value && e.Type == "escalation_tree.defined"));
        Assert.Equal(EscalationRefusals.Stale.Message, (await Define(Tree("plain", "approvers"), first.Value)).Refusal?.Message);
        Assert.Equal(EscalationRefusals.NameTaken.Message, (await Define(Tree("plain", "approvers"))).Refusal?.Message);
    }

    [Theory]
    [InlineData("group:nobody-here")]
    [InlineData("rotation:nowhere")]
    [InlineData("person:per_unknown")]
    [InlineData("tree:nowhere")]
    [InlineData("tree:unknowns")]
    public async Task UnknownTarget_IsRefusedAtItsPlace(string target) =>
        Assert.Equal("/levels/0/targets/0", Assert.Single((await Define(Tree("unknowns", target))).Refusal!.Errors!).Pointer);

    [Fact]
    public async Task TreeThatNobodyCouldAnswerAtSomeTime_IsRefusedWithTheTime()
    {
        var alone = await open.World.Person("Solo Allein", [Role.Approver], ["solo"]);
        var now = open.World.Clock.GetUtcNow().UtcDateTime;
        Assert.False((await Define(Tree("solo-now", "group:solo"))).IsRefused);
        await open.World.Get<SetOutOfOffice>().Handle(alone.Actor, alone.Id, null, new Interval(now.AddDays(3), now.AddDays(4)));

        var refused = await Define(Tree("solo-later", "group:solo"));

        Assert.Equal("escalation.unsatisfiable", refused.Refusal?.Code);
        Assert.Contains("2026-11-25T09:00:00Z", refused.Refusal!.Errors![0].Message, StringComparison.Ordinal);
        Assert.False((await Define(Tree("solo-later", "group:solo", "approvers"))).IsRefused);
    }

    [Fact]
    public async Task CircleThroughAnotherTree_IsRefused()
    {
        var inner = await Define(Tree("inner", "group:finance"));
        Assert.False((await Define(Tree("outer", "tree:inner", "approvers"))).IsRefused);

        Assert.Equal("/levels/0/targets/0", (await Define(Tree("inner", "tree:outer"), inner.Value)).Refusal?.Errors?[0].Pointer);
        Assert.Equal(EscalationRefusals.StillNamed.Message, (await open.World.Get<EndTree>().Handle(open.World.Olga.Actor, "inner")).Refusal?.Message);
    }

    [Fact]
    public async Task GrowingTree_DoesNotSpoilOneThatGoesOnWithIt()
    {
        var small = await Define(Tree("small", "approvers"));
        Assert.False((await Define(Tree("large", [.. Enumerable.Repeat("approvers", 9), "tree:small"]))).IsRefused);
        Assert.False((await Define(Tree("larger", "tree:large", "tree:small", "approvers"))).IsRefused);

        Assert.Contains("larger", (await Define(Tree("small", [.. Enumerable.Repeat("approvers", 10)]), small.Value)).Refusal?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyButAnOperator_DefinesOrEnds()
    {
        await Define(Tree("guarded", "approvers"));
        foreach (var person in new[] { open.Town.Mei, open.Town.Ada })
        {
            Assert.Equal("not_allowed", (await Define(Tree("sneaky", "approvers"), by: person)).Refusal?.Code);
            Assert.Equal("not_allowed", (await open.World.Get<EndTree>().Handle(person.Actor, "guarded")).Refusal?.Code);
        }
    }

    [Fact]
    public async Task OperatorWhoCouldAskAnother_DoesNotPutThemselvesIn()
    {
        await open.Town.SecondOperator();
        var both = await open.World.Person("Bo Both", [Role.Operator, Role.Approver]);

        Assert.Equal(EscalationRefusals.OwnTree.Message, (await Define(Tree("own", "person:" + both.Id), by: both)).Refusal?.Message);
        Assert.False((await Define(Tree("own", "person:" + both.Id))).IsRefused);
    }

    [Fact]
    public async Task RotationThatATreeNames_StaysUntilItIsTakenOut()
    {
        await open.World.Get<DefineRotation>().Handle(open.World.Olga.Actor,
            new RotationSheet("needed", [new LayerSheet("UTC", new DateTime(2026, 11, 1), LayerSheet.Weekly, [open.Town.Mei.Id])]));
        var tree = await Define(Tree("needs", "rotation:needed", "approvers"));
        var end = open.World.Get<EndRotation>();

        Assert.Contains("needs", (await end.Handle(open.World.Olga.Actor, "needed")).Refusal?.Message, StringComparison.Ordinal);
        await Define(Tree("needs", "approvers"), tree.Value);
        Assert.False((await end.Handle(open.World.Olga.Actor, "needed")).IsRefused);
    }
}
