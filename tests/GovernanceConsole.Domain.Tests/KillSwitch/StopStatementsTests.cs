using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.KillSwitch;

public sealed class StopStatementsTests
{
    private static readonly string[] Header = File.ReadAllLines(SpecificationPath());

    private static readonly StatementFrame Frame = new("http://localhost:5080", "localhost", "per_01jd2v6c8e5m7n9p3q4r6s8t0y", At, At.AddMinutes(5), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private static DateTime At => new(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc);

    [Fact]
    public void ExampleOfTheSpecification_IsTrue()
    {
        var bytes = StopStatements.OfRelease(Frame, Placed(), StopStage.Deciding, "The key was replaced.", bootstrap: false);

        Assert.Equal(Example("statement"), Encoding.UTF8.GetString(bytes));
        Assert.Equal(Example("digest"), IntentDigest.Of(bytes));
        Assert.Equal(Example("challenge"), Convert.ToHexStringLower(SignedStatement.Challenge(bytes)));
    }

    [Fact]
    public void MembersOfTheHeader_AreThoseOfTheBodies()
    {
        string[] common = ["stop", "scope", "reason"];
        Assert.Equal(common.Order(), Members(StopStatements.OfStop(Frame, "stp_1", StopScope.Everything, "r"), SignedStatement.Stop));
        Assert.Equal(common.Concat(["stage", "placed_by", "bootstrap"]).Order(), Members(StopStatements.OfRelease(Frame, Placed(), StopStage.Acting, "r", true), SignedStatement.Release));
        Assert.All(common.Concat(["stage", "placed_by", "bootstrap"]), member => Assert.Contains(Header, line => line.StartsWith($"//   {member} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void SignatureThatStops_IsNotReadAsOneThatReleases()
    {
        var stop = StopStatements.OfStop(Frame, "stp_1", StopScope.Everything, "r");
        var release = StopStatements.OfRelease(Frame, Placed(), StopStage.Released, "r", true);

        Assert.True(SignedStatement.Parse(stop, SignedStatement.Release).IsRefused);
        Assert.True(SignedStatement.Parse(release, SignedStatement.Stop).IsRefused);
    }

    [Fact]
    public void WhatWasSigned_IsReadBack()
    {
        Assert.Equal(new SignedStop("stp_1", new StopScope(StopReach.Tool, "https://bank.example/api"), "Odd.", null),
            SignedStop.Read(StopStatements.OfStop(Frame, "stp_1", new StopScope(StopReach.Tool, "https://bank.example/api"), "Odd."), SignedStatement.Stop));
        Assert.Equal(new SignedStop("stp_1", StopScope.Everything, "Odd.", null), SignedStop.Read(StopStatements.OfStop(Frame, "stp_1", StopScope.Everything, "Odd."), SignedStatement.Stop));
        Assert.All(Enum.GetValues<StopStage>(), stage =>
            Assert.Equal(stage, SignedStop.Read(StopStatements.OfRelease(Frame, Placed(), stage, "r", true), SignedStatement.Release).Stage));
    }

    private static Stop Placed() => new()
    {
        Id = "stp_01jd2v6c8e5m7n9p3q4r6s8t0v", Reach = StopReach.Agent, Value = "agt_01jd2v6c8e5m7n9p3q4r6s8t0w", Words = "the agent ap-clerk", Reason = "Odd.", PlacedById = "per_01jd2v6c8e5m7n9p3q4r6s8t0x",
        PlacedAt = At, Sequence = 1, AgentsHit = 1, IntentsHit = 0, GrantsHit = 0, TokensHit = 0,
    };

    private static IEnumerable<string> Members(byte[] statement, string typ) => JsonNode.Parse(SignedStatement.Parse(statement, typ).Value.Body)!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);

    private static string Example(string name) => Header.Last(line => line.StartsWith($"//   {name,-9} ", StringComparison.Ordinal))[15..];

    private static string SpecificationPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/GovernanceConsole.Domain/KillSwitch/StopStatements.cs");
}
