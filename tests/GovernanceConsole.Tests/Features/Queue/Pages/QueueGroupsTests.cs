using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Queue.Pages;

namespace GovernanceConsole.Tests.Features.Queue.Pages;

/// <summary>Rows that read alike are folded behind one line; what must not be missed never is.</summary>
public sealed class QueueGroupsTests
{
    private static QueueRow Row(string id, Risk risk = Risk.Routine, string type = "invoice.create", string agent = "billing-bot") => new()
    {
        IntentId = id, Risk = risk, Type = type, Consequence = "Creates an invoice.", AgentName = agent, OwnerName = "Ana Ruiz", DueAt = new DateTime(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc).AddMinutes(id[^1]),
        Votes = 0, Quorum = 1, Status = IntentStatus.Pending,
    };

    private static string Shape(params QueueRow[] rows) => string.Join(' ', QueueGroups.Of(rows).Select(group => string.Concat(group.Rows.Select(row => row.IntentId))));

    [Fact]
    public void FourAlike_StandWhereTheFirstStood_InTheirOrder() =>
        Assert.Equal("x abcd y", Shape(Row("x", type: "payment.wire"), Row("a"), Row("b"), Row("y", agent: "other-bot"), Row("c"), Row("d")));

    [Fact]
    public void ThreeAlike_StandAlone() => Assert.Equal("a b c", Shape(Row("a"), Row("b"), Row("c")));

    [Theory]
    [InlineData(Risk.High)]
    [InlineData(Risk.Critical)]
    public void WhatIsHigh_IsNeverFolded(Risk risk) => Assert.Equal("a b c d e", Shape(Row("a", risk), Row("b", risk), Row("c", risk), Row("d", risk), Row("e", risk)));

    [Fact]
    public void WhatChangedWasPassedIsHeldOrOver_StandsAlone() =>
        Assert.Equal("abcd e f g h", Shape(Row("a"), Row("b"), Row("c"), Row("d"), Row("e") with { Changed = true }, Row("f") with { PassedTo = "Mei Tan passed it to Tom Eck" }, Row("g") with { Held = true }, Row("h") with { Status = IntentStatus.Denied }));

    [Fact]
    public void EveryRow_IsShownOnce()
    {
        var rows = Enumerable.Range(0, 200).Select(i => Row($"r{i:000}", (Risk)(i % 4), i % 3 == 0 ? "payment.wire" : "invoice.create", i % 5 == 0 ? "x" : "y")).ToList();

        Assert.Equal(rows.Select(row => row.IntentId).Order(StringComparer.Ordinal), QueueGroups.Of(rows).SelectMany(group => group.Rows).Select(row => row.IntentId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Group_IsDueWithItsFirst() => Assert.Equal(Row("a").DueAt, QueueGroups.Of([Row("d"), Row("c"), Row("b"), Row("a")])[0].DueAt);
}
