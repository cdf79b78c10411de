using System.Globalization;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.Rotation;

public sealed class WallTimeTests
{
    private const DateTimeStyles Utc = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00Z")] // skipped: the clock jumps then
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T03:01", "2026-03-29T01:01Z")]
    [InlineData("Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z")] // twice: the first of them
    [InlineData("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00Z")]
    [InlineData("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z")]
    [InlineData("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30Z")] // half an hour is skipped
    [InlineData("Australia/Lord_Howe", "2026-10-04T02:45", "2026-10-03T15:45Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z")] // half an hour comes twice
    [InlineData("Pacific/Apia", "2011-12-30T08:00", "2011-12-30T10:00Z")] // a whole day is skipped
    [InlineData("Asia/Kathmandu", "2026-06-01T09:00", "2026-06-01T03:15Z")]
    [InlineData("UTC", "2026-03-29T02:30", "2026-03-29T02:30Z")]
    public void WallTime_HasOneInstant(string zone, string wall, string instant) =>
        Assert.Equal(DateTime.Parse(instant, CultureInfo.InvariantCulture, Utc), WallTime.ToUtc(DateTime.Parse(wall, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Santiago")] // changes at midnight
    [InlineData("Africa/Casablanca")] // four changes a year
    [InlineData("UTC")]
    public void LaterWallTime_NeverComesEarlier(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var before = DateTime.MinValue;
        for (var wall = new DateTime(2026, 1, 1); wall.Year < 2027; wall = wall.AddMinutes(15))
        {
            var instant = WallTime.ToUtc(wall, zone);
            Assert.True(instant >= before, $"{wall:s} {name}");
            Assert.True(WallTime.Of(instant, zone) >= wall, $"{wall:s} {name}");
            before = instant;
        }
    }
}
