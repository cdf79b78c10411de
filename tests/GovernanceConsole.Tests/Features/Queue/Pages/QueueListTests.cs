using Bunit;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Queue.Pages;
using GovernanceConsole.Tests.Ui;

namespace GovernanceConsole.Tests.Features.Queue.Pages;

public sealed class QueueListTests : Rendering
{
    private static QueueRow Row(Risk risk = Risk.Critical, int votes = 1, int quorum = 2) => new()
    {
        IntentId = "int_1", Risk = risk, Consequence = "Pays 12,500.00 EUR to Nordwind GmbH.", AgentName = "ap-clerk", OwnerName = "Ana Ruiz",
        DueAt = Now.AddMinutes(8), Votes = votes, Quorum = quorum, Status = IntentStatus.Pending,
    };

    [Fact]
    public void Strip_SaysConsequenceRiskDeadlineAndVotesInWords()
    {
        var list = Render<QueueList>(p => p.Add(l => l.Rows, [Row()]));

        var link = list.Find("a[data-row]");
        Assert.Equal("/intents/int_1", link.GetAttribute("href"));
        Assert.Equal("Pays 12,500.00 EUR to Nordwind GmbH.", link.TextContent.Trim());
        Assert.Contains("critical", list.Find(".risk-cell").TextContent, StringComparison.Ordinal);
        Assert.Equal("in 8:00", list.Find("time").TextContent);
        Assert.Contains("1 of 2", list.Find(".votes-cell").TextContent, StringComparison.Ordinal);
        Assert.Single(list.FindAll("circle.in"));
    }

    [Fact]
    public void FirstTime_StandsBesideTheSentence() =>
        Assert.Equal("first time", Render<QueueList>(p => p.Add(l => l.Rows, [Row() with { Marks = ["first time"] }])).Find(".what .tag").TextContent);

    [Fact]
    public void ChangedRow_SaysSo() =>
        Assert.Contains("changed just now", Render<QueueList>(p => p.Add(l => l.Rows, [Row() with { Changed = true }])).Markup, StringComparison.Ordinal);

    [Fact]
    public void HeldRow_HasNoCountdown()
    {
        var list = Render<QueueList>(p => p.Add(l => l.Rows, [Row() with { Held = true }]));

        Assert.Empty(list.FindAll("time"));
        Assert.Contains("held by a stop", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void History_SaysHowItEnded()
    {
        var list = Render<QueueList>(p => p.Add(l => l.History, true).Add(l => l.Rows, [Row() with { Status = IntentStatus.Denied, ClosedAt = Now.AddMinutes(-3) }]));

        Assert.Contains("denied", list.Find(".due").TextContent, StringComparison.Ordinal);
        Assert.Equal("3 min ago", list.Find("time").TextContent);
    }
}
