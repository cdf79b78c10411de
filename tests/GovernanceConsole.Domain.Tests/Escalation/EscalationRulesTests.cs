using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Rotation;
using static GovernanceConsole.Domain.Tests.Escalation.Town;

namespace GovernanceConsole.Domain.Tests.Escalation;

public sealed class EscalationRulesTests
{
    private static readonly EscalationLevel Good = Level("group:finance rotation:duty", backUps: "approvers");

    private static KnownTargets Known(params EscalationTree[] trees) =>
        new(new HashSet<string> { "mei" }, new HashSet<string> { "finance" }, new HashSet<string> { "duty" }, trees.ToDictionary(tree => tree.Name));

    public static TheoryData<string, EscalationTree> Faults => new()
    {
        { "/name", Tree(Good) with { Name = "Pay ments" } },
        { "/levels", Tree() },
        { "/levels", Tree([.. Enumerable.Repeat(Good, 11)]) },
        { "/repeats", Tree(Good) with { Repeats = -1 } },
        { "/repeats", Tree(Good) with { Repeats = 6 } },
        { "/levels/1/targets", Tree(Good, Good with { Targets = [] }) },
        { "/levels/0/targets/1", Tree(Level("person:mei person:who")) },
        { "/levels/0/targets/0", Tree(Level("group:nobody")) },
        { "/levels/0/targets/0", Tree(Level("rotation:nowhere")) },
        { "/levels/0/targets/0", Tree(Level("finance")) },
        { "/levels/0/targets/0", Tree(Level("Approvers")) },
        { "/levels/0/targets/1", Tree(Level("person:mei person:mei")) },
        { "/levels/0/targets/1", Tree(Level("person:mei tree:other")) },
        { "/levels/0/back_ups/0", Tree(Level("person:mei", backUps: "group:nobody")) },
        { "/levels/0/back_ups/0", Tree(Level("person:mei", backUps: "tree:other")) },
        { "/levels/0/within_seconds", Tree(Level("person:mei", 0)) },
        { "/levels/0/within_seconds", Tree(Level("person:mei", 59)) },
        { "/levels/0/within_seconds", Tree(Level("person:mei", 604801)) },
        { "/levels/1/skip_if_empty", Tree(Good, Good with { SkipIfEmpty = true }) },
        { "/levels/1/hours", Tree(Good, Good with { Hours = WeeklyHours.Office }) },
        { "/levels/0/hours", Tree(Good with { Hours = WeeklyHours.Office with { Days = [] } }, Good) },
        { "/levels/0/targets/0", Tree(Level("tree:nowhere")) },
        { "/levels/0/targets/0", Tree(Level("tree:payments")) },
        { "/levels/0", Tree(Level("tree:other", skip: true), Good) },
        { "/answer_within/critical", Tree(Good) with { AnswerWithin = new ResponseTimes(3600, 3600, 3600, 0) } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsNamedWithItsPlace(string pointer, EscalationTree tree) =>
        Assert.Equal([pointer], EscalationRules.Check(tree, Known(new EscalationTree("other", [Good]))).Refusal!.Errors!.Select(error => error.Pointer));

    [Fact]
    public void GoodTree_IsKept()
    {
        var tree = Tree(Good with { SkipIfEmpty = true, Hours = WeeklyHours.Office }, Level("tree:other", 0), Good) with { Repeats = 5, AnswerWithin = new ResponseTimes(14400, 7200, 1800, 600) };

        Assert.False(EscalationRules.Check(tree, Known(new EscalationTree("other", [Good]))).IsRefused);
    }

    [Theory]
    [InlineData("tree:b", "tree:c", "tree:payments", true)] // three round the corner
    [InlineData("tree:b", "tree:c", "tree:c", true)] // a circle further down
    [InlineData("tree:b", "tree:c", "group:finance", false)]
    public void Circle_IsRefused(string own, string ofB, string ofC, bool refused) =>
        Assert.Equal(refused, EscalationRules.Check(Tree(Level(own)), Known(new EscalationTree("b", [Level(ofB)]), new EscalationTree("c", [Level(ofC)]))).IsRefused);

    [Fact]
    public void TooManyLevelsInAll_AreRefused()
    {
        var ten = new EscalationTree("ten", [.. Enumerable.Repeat(Good, 10)]);

        Assert.False(EscalationRules.Check(Tree(Level("tree:ten"), Level("tree:ten")), Known(ten)).IsRefused);
        Assert.Equal("/levels", EscalationRules.Check(Tree(Level("tree:ten"), Level("tree:ten"), Good), Known(ten)).Refusal!.Errors!.Single().Pointer);
    }
}
