using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.BreakGlass;

public sealed class BreakGlassRulesTests
{
    private static readonly DateTime T = new(2026, 11, 22, 3, 0, 0, DateTimeKind.Utc);
    private static readonly HashSet<string> Anas = ["ana"];

    [Theory]
    [InlineData(EpisodeState.Open, 0, 0, true)]
    [InlineData(EpisodeState.Open, 29, 0, true)]
    [InlineData(EpisodeState.Open, 30, 0, false)]
    [InlineData(EpisodeState.Open, -1, -5, false)]
    [InlineData(EpisodeState.Open, 5, 6, false)]
    [InlineData(EpisodeState.Asked, 5, 0, false)]
    [InlineData(EpisodeState.Closed, 5, 0, false)]
    [InlineData(EpisodeState.Lapsed, 5, 0, false)]
    [InlineData((EpisodeState)77, 5, 0, false)]
    public void Grants_FromOpeningUntilItsEnd_AndByNoClockThatWentBack(EpisodeState state, int minutes, int lastAt, bool open) =>
        Assert.Equal(open, BreakGlassRules.IsOpen(Episode(state), T.AddMinutes(lastAt), T.AddMinutes(minutes)));

    [Theory]
    [InlineData("agt_1", "payment.wire", "bank", "EUR", true)]
    [InlineData("agt_1", "payment.wire", "bank", null, true)]
    [InlineData("agt_2", "payment.wire", "bank", "EUR", false)]
    [InlineData("agt_1", "payment.Wire", "bank", "EUR", false)]
    [InlineData("agt_1", "payment.wire", "bank/", "EUR", false)]
    [InlineData("agt_1", "payment.wire", "bank", "USD", false)]
    public void Scope_CoversWhatAllItsListsName(string agent, string type, string tool, string? currency, bool covered) =>
        Assert.Equal(covered, new EpisodeScope(["agt_1"], ["payment.wire"], ["bank"], 3, [new("EUR", 100)]).Covers(agent, type, tool, currency));

    [Fact]
    public void Asking_TakesSomebodyToSignAndSomebodyToReview()
    {
        Assert.Null(BreakGlassRules.MayAsk("ana", 1, Anas, [], Facts()));
        Assert.Equal(BreakGlassRefusals.NobodyToSign, BreakGlassRules.MayAsk("ana", 4, Anas, [], Facts()));
        Assert.Equal(BreakGlassRefusals.NobodyToSign, BreakGlassRules.MayAsk("ana", 1, Anas, [], Facts() with { People = [Person("ana")] }));
        Assert.Equal(BreakGlassRefusals.NoReviewer, BreakGlassRules.MayAsk("ana", 1, Anas, [], Facts() with { People = [Person("ana"), Person("mei")] }));
        // The only reviewer is also the only one to sign.
        Assert.Equal(BreakGlassRefusals.NoReviewer, BreakGlassRules.MayAsk("ana", 1, Anas, [], Facts() with { People = [Person("ana"), Person("olga", reviews: true)] }));
        Assert.Null(BreakGlassRules.MayAsk("ana", 0, Anas, [], Facts() with { People = [Person("ana"), Person("olga", reviews: true)] }));
    }

    [Fact]
    public void EarlierEpisodes_BarTheNext_WhileTheyLiveOrTheirReviewIsLate()
    {
        Assert.Equal(BreakGlassRefusals.OneAtATime, BreakGlassRules.MayAsk("ana", 1, Anas, [Episode(EpisodeState.Open)], Facts()));
        Assert.Equal(BreakGlassRefusals.OneAtATime, BreakGlassRules.MayAsk("ana", 1, Anas, [Episode(EpisodeState.Asked)], Facts()));
        Assert.Null(BreakGlassRules.MayAsk("ana", 1, Anas, [Episode(EpisodeState.Closed)], Facts(minutes: 40)));
        Assert.Equal(BreakGlassRefusals.ReviewOverdue, BreakGlassRules.MayAsk("ana", 1, Anas, [Episode(EpisodeState.Closed)], Facts(minutes: 120)));
        var reviewed = Episode(EpisodeState.Closed);
        reviewed.ReviewedAt = T.AddMinutes(130);
        Assert.Null(BreakGlassRules.MayAsk("ana", 1, Anas, [reviewed], Facts(minutes: 140)));
    }

    [Theory]
    [InlineData("mei", null)]
    [InlineData("olga", null)]
    [InlineData("ana", "not_allowed")]
    [InlineData("dee", "not_allowed")]
    public void Signing_IsForSomebodyElse_WhoStandsInForNobodyInvolved(string person, string? refused)
    {
        var facts = Facts() with { Absences = [new Absence("ana", "dee", new Interval(T.AddDays(-1), T.AddDays(1)))] };

        Assert.Equal(refused, BreakGlassRules.MaySign(Episode(EpisodeState.Asked), [Signature("ana")], person, Anas, facts)?.Code);
    }

    [Fact]
    public void Signing_IsRefused_WhenItIsTooLateOrSomethingChanged()
    {
        var asked = Episode(EpisodeState.Asked);
        Assert.Equal(BreakGlassRefusals.TooLate, BreakGlassRules.MaySign(asked, [], "mei", Anas, Facts(minutes: 15)));
        Assert.Equal(BreakGlassRefusals.NotAsked, BreakGlassRules.MaySign(Episode(EpisodeState.Open), [], "mei", Anas, Facts()));
        Assert.Equal(BreakGlassRefusals.AgentsChanged, BreakGlassRules.MaySign(asked, [], "mei", new HashSet<string> { "ana", "" }, Facts()));
        Assert.Equal(BreakGlassRefusals.RequesterGone, BreakGlassRules.MaySign(asked, [], "mei", Anas, Facts() with { People = [Person("mei"), Person("olga", reviews: true)] }));
        Assert.Equal(BreakGlassRefusals.Signed, BreakGlassRules.MaySign(asked, [Signature("mei")], "mei", Anas, Facts()));
        Assert.Equal(BreakGlassRefusals.NoReviewer, BreakGlassRules.MaySign(asked, [Signature("ana")], "olga", Anas, Facts() with { People = [Person("ana"), Person("olga", reviews: true)] }));
    }

    [Theory]
    [InlineData("mei", "console", true)]
    [InlineData("mei", "ana", false)]
    [InlineData("mei", "mei", false)]
    [InlineData("olga", "console", false)]
    public void Passkey_CountsOnlyWhereNobodyWhoSignsVouchedForIt(string person, string vouchedBy, bool counts)
    {
        // Ana's own passkey came with Olga's invitation.
        var given = new[] { Signature("ana", vouchedBy: "olga") };

        Assert.Equal(counts, BreakGlassRules.MaySignWith(Episode(EpisodeState.Asked), given, person, "key-2", vouchedBy) is null);
    }

    [Fact]
    public void Opening_CountsPeopleWhoCanStillSign_EachOnce()
    {
        var asked = Episode(EpisodeState.Asked, signatures: 2);
        Assert.False(BreakGlassRules.Opens(asked, [Signature("ana"), Signature("mei")], Facts()));
        Assert.True(BreakGlassRules.Opens(asked, [Signature("ana"), Signature("mei"), Signature("dee")], Facts()));
        Assert.False(BreakGlassRules.Opens(asked, [Signature("ana"), Signature("mei"), Signature("gone")], Facts()));
        var alone = Episode(EpisodeState.Asked, signatures: 0);
        Assert.False(BreakGlassRules.Opens(alone, [Signature("ana")], Facts()));
        Assert.True(BreakGlassRules.Opens(alone, [Signature("ana"), Signature("ana")], Facts()));
    }

    [Fact]
    public void Review_IsForOutsiders_OnceItIsOver()
    {
        var closed = Episode(EpisodeState.Closed);
        Assert.Null(BreakGlassRules.MayReview(closed, [Signature("ana"), Signature("mei")], "olga", Anas));
        Assert.Equal(BreakGlassRefusals.NotOutside, BreakGlassRules.MayReview(closed, [Signature("mei")], "mei", Anas));
        Assert.Equal(BreakGlassRefusals.NotOutside, BreakGlassRules.MayReview(closed, [], "ana", Anas));
        Assert.Equal(BreakGlassRefusals.NotOutside, BreakGlassRules.MayReview(closed, [], "tom", new HashSet<string> { "tom" }));
        Assert.Equal(BreakGlassRefusals.StillOpen, BreakGlassRules.MayReview(Episode(EpisodeState.Open), [], "olga", Anas));
    }

    private static GlassFacts Facts(int minutes = 1) => new([Person("ana"), Person("mei"), Person("dee"), Person("olga", reviews: true), Person("ada", reviews: true, breaks: false)], [], T.AddMinutes(minutes));

    private static GlassPerson Person(string id, bool reviews = false, bool breaks = true) => new(id, breaks, reviews, ["console"]);

    private static EpisodeSignature Signature(string person, string vouchedBy = "console") => new() { EpisodeId = "bgl_1", Place = 0, PersonId = person, CredentialId = "key-" + person, VouchedById = vouchedBy, SignedAt = T };

    private static Episode Episode(EpisodeState state, int signatures = 1)
    {
        var opened = state is EpisodeState.Asked or EpisodeState.Lapsed ? (DateTime?)null : T;
        return new Episode
        {
            Id = "bgl_1", RequestedById = "ana", RequestedAt = T, AskedUntil = T.AddMinutes(15), Reason = "Why.", Seconds = 1800, Scope = "{}", Drill = false, Signatures = signatures, Display = [], State = state,
            OpenedAt = T, EndsAt = T.AddMinutes(30), ReviewDueAt = opened?.AddMinutes(90),
        };
    }
}
