using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Queue.Pages;

namespace GovernanceConsole.Tests.Features.Queue.Pages;

public sealed class QueueUrlTests
{
    private static readonly string[] Types = ["payment.wire", "data.export"];
    private static readonly string[] Agents = ["agt_1"];

    private static (QueueFilterState State, List<string> Odd) Read(string? tab = null, string? sort = null, string? risk = null, string? type = null, string? agent = null, string? after = null)
    {
        List<string> odd = [];
        return (QueueUrl.Read(new QueueUrlParts(tab, sort, risk, type, agent, after), QueueFilterState.Mine, Types, Agents, odd), odd);
    }

    [Fact]
    public void WhatWasWritten_IsReadAgain()
    {
        var state = new QueueFilterState { Tab = "all", Sort = "risk", Risk = Risk.High, Type = "payment.wire", Agent = "agt_1", After = "1.2.3" };

        Assert.Equal("/queue?tab=all&sort=risk&risk=high&type=payment.wire&agent=agt_1&after=1.2.3", QueueUrl.Write(state));
        Assert.Equal((state, 0), Read("all", "risk", "high", "payment.wire", "agt_1", "1.2.3") is var (read, odd) ? (read, odd.Count) : default);
    }

    [Theory]
    [InlineData("nonsense", null, null, null, null)]
    [InlineData(null, "'; drop table", null, null, null)]
    [InlineData(null, null, "7", null, null)]
    [InlineData(null, null, null, "no.such", null)]
    [InlineData(null, null, null, null, "agt_2")]
    public void Nonsense_IsLeftOutAndSaid(string? tab, string? sort, string? risk, string? type, string? agent)
    {
        var (state, odd) = Read(tab, sort, risk, type, agent);

        Assert.Equal(new QueueFilterState(), state);
        Assert.Single(odd);
    }
}
