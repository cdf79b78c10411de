using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Tests.Ui.Parts;

public sealed class MomentTextTests
{
    [Theory]
    [InlineData(461, "in 7:41")]
    [InlineData(59, "in 0:59")]
    [InlineData(3600, "in 1 h")]
    [InlineData(11_100, "in 3 h 05 min")]
    [InlineData(90_000, "in 25 h")]
    [InlineData(260_000, "in 3 days")]
    [InlineData(-120, "ended 2 min ago")]
    [InlineData(0, "ended 1 min ago")]
    public void Deadline_CountsDownAndEnds(int seconds, string words) =>
        Assert.Equal(words, MomentText.Of(MomentAs.Due, Rendering.Now.AddSeconds(seconds), Rendering.Now));

    [Theory]
    [InlineData(-10, "14:04 UTC, just now")]
    [InlineData(-180, "14:02 UTC, 3 min ago")]
    [InlineData(-93_600, "21 Nov, 12:05 UTC, 26 h ago")]
    [InlineData(-34_560_000, "18 Oct 2025, 14:05 UTC, 400 days ago")]
    public void Instant_NamesItsZoneAndItsAge(int seconds, string words) =>
        Assert.Equal(words, MomentText.Of(MomentAs.Both, Rendering.Now.AddSeconds(seconds), Rendering.Now));
}
