using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.BreakGlass;

public sealed class BreakGlassStatementsTests
{
    private static readonly string[] Header = File.ReadAllLines(SpecificationPath());

    private static readonly StatementFrame Frame = new("http://localhost:5080", "localhost", "per_01jd2v6c8e5m7n9p3q4r6s8t0y", At, At.AddMinutes(5), [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private static DateTime At => new(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc);

    [Fact]
    public void ExampleOfTheSpecification_IsTrue()
    {
        var bytes = BreakGlassStatements.OfEpisode(Frame, Asked(), EpisodePart.CoSign);

        Assert.Equal(Example("statement"), Encoding.UTF8.GetString(bytes));
        Assert.Equal(Example("digest"), IntentDigest.Of(bytes));
        Assert.Equal(Example("challenge"), Convert.ToHexStringLower(SignedStatement.Challenge(bytes)));
    }

    [Fact]
    public void MembersOfTheHeader_AreThoseOfTheBodies()
    {
        string[] episode = ["episode", "part", "asked_by", "scope", "seconds", "reason", "drill", "signatures", "display"];
        string[] review = ["episode", "conclusion", "acts"];
        Assert.Equal(episode.Order(), Members(BreakGlassStatements.OfEpisode(Frame, Asked(), EpisodePart.Ask), SignedStatement.BreakGlass));
        Assert.Equal(review.Order(), Members(BreakGlassStatements.OfReview(Frame, "bgl_1", "Fine.", []), SignedStatement.BreakGlassReview));
        Assert.All(episode.Concat(review), member => Assert.Contains(Header, line => line.StartsWith($"//   {member} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void SignatureThatOpens_IsNotReadAsOneThatReviews()
    {
        Assert.True(SignedStatement.Parse(BreakGlassStatements.OfEpisode(Frame, Asked(), EpisodePart.Ask), SignedStatement.BreakGlassReview).IsRefused);
        Assert.True(SignedStatement.Parse(BreakGlassStatements.OfEpisode(Frame, Asked(), EpisodePart.Ask), SignedStatement.Stop).IsRefused);
    }

    [Fact]
    public void WhatWasSigned_IsReadBack()
    {
        var signed = SignedEpisode.Read(BreakGlassStatements.OfEpisode(Frame, Asked(), EpisodePart.SecondKey));
        Assert.Equal((Asked().Id, EpisodePart.SecondKey, Asked().Scope, 1800, false, 1), (signed.EpisodeId, signed.Part, signed.Scope.Write(), signed.Seconds, signed.Drill, signed.Signatures));
        var review = SignedReview.Read(BreakGlassStatements.OfReview(Frame, "bgl_1", "Fine.", [new("int_2", false, "No."), new("int_1", true, null)]));
        Assert.Equal([new ActFinding("int_1", true, null), new ActFinding("int_2", false, "No.")], review.Findings);
    }

    [Fact]
    public void Display_IsReadBackFromItsBytes()
    {
        var scope = EpisodeScope.Parse(Asked().Scope);
        var display = EpisodeDisplay.Of("Ana Ruiz", "Why.", 1800, drill: false, scope, [new("agt_1", "ap-clerk (prod)")], [new("payment.wire", "Payment")]);
        Assert.Equal(display.Write(), EpisodeDisplay.Read(display.Write()).Write());
        Assert.Equal(["At most 3 acts.", "At most 25,000.00 EUR in all."], display.Limits);
        Assert.NotEqual(display.Write(), EpisodeDisplay.Of("Ana Ruiz", "Why.", 1800, drill: true, scope, display.Agents, display.Types).Write());
    }

    [Theory]
    [InlineData(60, "one minute")]
    [InlineData(1800, "30 minutes")]
    [InlineData(3600, "one hour")]
    [InlineData(5400, "90 minutes")]
    [InlineData(7200, "2 hours")]
    public void Duration_IsSaidInWords(int seconds, string words) => Assert.Equal(words, EpisodeDisplay.Duration(seconds));

    private static Episode Asked() => new()
    {
        Id = "bgl_01jd2v6c8e5m7n9p3q4r6s8t0v", RequestedById = "per_01jd2v6c8e5m7n9p3q4r6s8t0x", RequestedAt = At, AskedUntil = At.AddMinutes(15), Reason = "The supplier stops deliveries.", Seconds = 1800,
        Scope = new EpisodeScope(["agt_01jd2v6c8e5m7n9p3q4r6s8t0w"], ["payment.wire"], ["https://bank.example/api"], 3, [new("EUR", 2_500_000)]).Write(),
        Drill = false, Signatures = 1, Display = "{}"u8.ToArray(), State = EpisodeState.Asked,
    };

    private static IEnumerable<string> Members(byte[] statement, string typ) => JsonNode.Parse(SignedStatement.Parse(statement, typ).Value.Body)!.AsObject().Select(m => m.Key).Order();

    private static string Example(string name) => Header.First(line => line.StartsWith($"//   {name} ", StringComparison.Ordinal))[$"//   {name} ".Length..].Trim();

    private static string SpecificationPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/GovernanceConsole.Domain/BreakGlass/BreakGlassStatements.cs"));
}
