using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Domain.Tests.Notifications;

/// <summary>Percentiles that do not flatter: who was never answered counts.</summary>
public sealed class AnswerTimesTests
{
    private static AnswerTimes Of(params (int Minutes, bool Answered)[] observed) => AnswerTimes.Of(observed.Select(o => new Observed(TimeSpan.FromMinutes(o.Minutes), o.Answered)));

    [Fact]
    public void WithoutCensoring_TheyAreTheOrdinaryOnes()
    {
        var times = AnswerTimes.Of(Enumerable.Range(1, 10).Select(m => new Observed(TimeSpan.FromMinutes(m), true)));

        Assert.Equal(new AnswerTimes(10, 0, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(9)), times);
    }

    [Fact]
    public void Expired_IsNeitherLeftOutNorAnAnswer()
    {
        // Left out, half would be answered after two minutes; counted as answers, after three.
        var times = Of((1, true), (2, true), (3, false), (4, true), (60, false), (60, false));

        Assert.Equal((3, 3, TimeSpan.FromMinutes(4), null), (times.Answered, times.Censored, times.P50, times.P90));
    }

    [Fact]
    public void MostNeverAnswered_NobodyCanSay() => Assert.Equal(new AnswerTimes(1, 3, null, null), Of((1, true), (5, false), (5, false), (5, false)));

    /// <summary>The textbook's remission times (Freireich 1963, 6-MP): a median of 23 weeks among 12 censored of 21.</summary>
    [Fact]
    public void TextbookExample_HasItsMedian()
    {
        var times = Of((6, true), (6, true), (6, true), (6, false), (7, true), (9, false), (10, true), (10, false), (11, false), (13, true), (16, true), (17, false), (19, false), (20, false), (22, true), (23, true), (25, false), (32, false), (32, false), (34, false), (35, false));

        Assert.Equal((9, 12, TimeSpan.FromMinutes(23), null), (times.Answered, times.Censored, times.P50, times.P90));
    }

    [Fact]
    public void Nothing_IsNothing() => Assert.Equal(new AnswerTimes(0, 0, null, null), Of());
}
