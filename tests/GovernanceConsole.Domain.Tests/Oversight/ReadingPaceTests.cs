using GovernanceConsole.Domain.Oversight;

namespace GovernanceConsole.Domain.Tests.Oversight;

public sealed class ReadingPaceTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("", 0)]
    [InlineData("   \n ", 0)]
    [InlineData("Pays 12,500.00 EUR to Nordwind GmbH.", 8)] // 12 500 00 are three
    [InlineData("DE89370400440532013000", 2)] // not read at a glance
    [InlineData("DE89 3704 0044 0532 0130 00", 6)]
    [InlineData("支払いを承認してください今日中にお願いします", 2)] // no blanks
    [InlineData("⟦U+202E⟧ approve", 3)]
    public void Words_AreRunsOfLettersAndDigits(string text, int words) => Assert.Equal(words, ReadingPace.Words(text));

    [Theory]
    [InlineData(0, 600, 2000)]
    [InlineData(10, 600, 2000)] // never less than a glance
    [InlineData(100, 600, 10_000)]
    [InlineData(100, 240, 25_000)]
    [InlineData(1_000_000, 600, 100_000_000)]
    public void Least_FollowsTheSpeed(int words, int speed, long ms) => Assert.Equal(ms, ReadingPace.Least(words, speed));

    [Theory]
    [InlineData(30, null, 30_000L)]
    [InlineData(30, 600, 30_000L)] // signed something before the card was shown
    [InlineData(300, 3, 3_000L)] // twenty cards opened, then one after the other
    [InlineData(-5, null, 0L)] // a clock that was set back gives nothing
    public void Dwell_BeginsWithTheCardOrTheSignatureBefore(int shownSecondsAgo, int? signedSecondsAgo, long? ms) =>
        Assert.Equal(ms, ReadingPace.Dwell(Noon.AddSeconds(-shownSecondsAgo), signedSecondsAgo is { } s ? Noon.AddSeconds(-s) : null, Noon));

    [Fact]
    public void CardThatNobodySawShown_IsUnknown_NotZero() => Assert.Null(ReadingPace.Dwell(null, Noon, Noon));

    [Theory]
    [InlineData(new long[0], 50, null)]
    [InlineData(new long[] { 7 }, 90, 7L)]
    [InlineData(new long[] { 1, 2, 3, 4 }, 50, 2L)]
    [InlineData(new long[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 90, 9L)]
    [InlineData(new long[] { 1, 2, 3 }, 100, 3L)]
    [InlineData(new long[] { 1, 2, 3 }, 1, 1L)]
    public void Percentile_IsByNearestRank(long[] sorted, int percent, long? value) => Assert.Equal(value, ReadingPace.Percentile(sorted, percent));

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 0 }, 1)]
    [InlineData(new[] { 0, 59, 60, 61 }, 3)] // a minute is not reached by its own end
    [InlineData(new[] { 0, 0, 0, 600 }, 3)]
    public void MostInAMinute_SlidesOverAll(int[] seconds, int most) => Assert.Equal(most, ReadingPace.MostInAMinute([.. seconds.Select(s => Noon.AddSeconds(s))]));
}
