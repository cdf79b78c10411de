using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GovernanceConsole.Domain.Rotation;
using Interval = GovernanceConsole.Domain.Rotation.Interval;

namespace GovernanceConsole.Domain.Tests.Rotation;

public sealed class OnCallRotationTests
{
    private static readonly string[] Three = ["ana", "bo", "cy"];

    private static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static Interval Span(string from, string until) => new(At(from), At(until));

    private static RotationLayer Layer(string zone, string startsAt, int hours, string[]? people = null, WeeklyHours? only = null) =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), DateTime.Parse(startsAt, CultureInfo.InvariantCulture), hours, people ?? Three, only);

    private static OnCallRotation One(RotationLayer layer, params DutyChange[] changes) => new("duty", [layer], changes);

    private static string Write(IEnumerable<Shift> shifts) =>
        string.Join(" | ", shifts.Select(s => $"{s.PersonId}{(s.InsteadOfId is { } other ? "/" + other : "")} {s.Time.FromAt:MM-dd HH:mm}–{s.Time.UntilAt:MM-dd HH:mm}"));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-27T09:00", "2026-03-28T12:00Z", "2026-03-30T06:00Z", "bo 03-28 08:00–03-29 07:00 | cy 03-29 07:00–03-30 07:00")]
    [InlineData("Europe/Berlin", "2026-10-23T09:00", "2026-10-24T12:00Z", "2026-10-26T06:00Z", "bo 10-24 07:00–10-25 08:00 | cy 10-25 08:00–10-26 08:00")]
    [InlineData("America/New_York", "2026-03-06T18:00", "2026-03-08T00:00Z", "2026-03-09T00:00Z", "bo 03-07 23:00–03-08 22:00 | cy 03-08 22:00–03-09 22:00")]
    [InlineData("America/New_York", "2026-10-30T18:00", "2026-11-01T00:00Z", "2026-11-02T00:00Z", "bo 10-31 22:00–11-01 23:00 | cy 11-01 23:00–11-02 23:00")]
    [InlineData("Australia/Lord_Howe", "2026-10-02T09:00", "2026-10-03T00:00Z", "2026-10-04T00:00Z", "bo 10-02 22:30–10-03 22:00 | cy 10-03 22:00–10-04 22:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-03T09:00", "2026-04-04T00:00Z", "2026-04-05T00:00Z", "bo 04-03 22:00–04-04 22:30 | cy 04-04 22:30–04-05 22:30")]
    [InlineData("UTC", "2026-03-28T02:30", "2026-03-28T12:00Z", "2026-03-30T00:00Z", "ana 03-28 02:30–03-29 02:30 | bo 03-29 02:30–03-30 02:30")]
    [InlineData("Europe/Berlin", "2026-03-27T02:30", "2026-03-28T12:00Z", "2026-03-30T00:00Z", "bo 03-28 01:30–03-29 01:00 | cy 03-29 01:00–03-30 00:30")] // hand-over in the skipped hour
    [InlineData("Europe/Berlin", "2026-10-23T02:30", "2026-10-24T12:00Z", "2026-10-26T00:00Z", "bo 10-24 00:30–10-25 00:30 | cy 10-25 00:30–10-26 01:30")] // in the hour that comes twice
    public void DailyShift_IsHandedOverAtTheSameWallTime(string zone, string startsAt, string from, string until, string shifts) =>
        Assert.Equal(shifts, Write(One(Layer(zone, startsAt, LayerSheet.Daily)).Shifts(Span(from, until))));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-23T09:00", "ana 03-23 08:00–03-30 07:00 | bo 03-30 07:00–04-06 07:00")]
    [InlineData("America/New_York", "2026-03-02T09:00", "bo 03-09 13:00–03-16 13:00 | cy 03-16 13:00–03-23 13:00 | ana 03-23 13:00–03-30 13:00 | bo 03-30 13:00–04-06 13:00")]
    public void WeeklyShift_KeepsItsDayAndTime(string zone, string startsAt, string shifts) =>
        Assert.Equal(shifts, Write(One(Layer(zone, startsAt, LayerSheet.Weekly)).Shifts(Span(zone[0] == 'E' ? "2026-03-24T00:00Z" : "2026-03-10T00:00Z", "2026-04-01T00:00Z"))));

    [Fact]
    public void HourlyShifts_OnTheNightTheClockChanges_PassASkippedTurnAndDoubleARepeatedOne()
    {
        var spring = One(Layer("Europe/Berlin", "2026-03-29T00:00", 1)).Shifts(Span("2026-03-28T23:00Z", "2026-03-29T02:00Z"));
        var autumn = One(Layer("Europe/Berlin", "2026-10-25T01:00", 1)).Shifts(Span("2026-10-24T23:00Z", "2026-10-25T03:00Z"));

        Assert.Equal("ana 03-28 23:00–03-29 00:00 | bo 03-29 00:00–03-29 01:00 | ana 03-29 01:00–03-29 02:00", Write(spring)); // cy's hour does not exist
        Assert.Equal("ana 10-24 23:00–10-25 00:00 | bo 10-25 00:00–10-25 02:00 | cy 10-25 02:00–10-25 03:00", Write(autumn));
    }

    [Theory]
    [InlineData("2026-05-31T23:59:59Z", null)]
    [InlineData("2026-06-01T00:00:00Z", "ana")]
    [InlineData("2026-06-01T23:59:59Z", "ana")]
    [InlineData("2026-06-02T00:00:00Z", "bo")]
    [InlineData("2036-06-01T12:00:00Z", "cy")] // 3,653 days on
    public void WhoAt_IsHalfOpenAndNobodyBeforeTheStart(string at, string? person) =>
        Assert.Equal(person, One(Layer("UTC", "2026-06-01T00:00", 24)).WhoAt(At(at))?.PersonId);

    [Fact]
    public void UpperLayer_DecidesWhereItHasSomebody()
    {
        var nights = Layer("UTC", "2026-06-01T00:00", 168, ["nia"], new WeeklyHours([DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(22, 0), new TimeOnly(6, 0)));
        var rotation = new OnCallRotation("duty", [nights, Layer("UTC", "2026-06-01T00:00", 24)], []);

        Assert.Equal(
            "ana 06-01 00:00–06-01 22:00 | nia 06-01 22:00–06-02 06:00 | bo 06-02 06:00–06-02 22:00 | nia 06-02 22:00–06-03 06:00 | cy 06-03 06:00–06-04 00:00",
            Write(rotation.Shifts(Span("2026-06-01T12:00Z", "2026-06-03T12:00Z"))));
    }

    [Fact]
    public void FollowTheSun_CoversTheDayFromThreeZones()
    {
        var office = new WeeklyHours(Enum.GetValues<DayOfWeek>(), new TimeOnly(9, 0), new TimeOnly(17, 0));
        OnCallRotation sun = new("sun",
            [Layer("Europe/Madrid", "2026-01-01T09:00", 24, ["eu"], office), Layer("America/Los_Angeles", "2026-01-01T09:00", 24, ["us"], office), Layer("Asia/Tokyo", "2026-01-01T09:00", 24, ["jp"], office)], []);

        // In winter 09–17 in Madrid is 08–16 UTC, in Los Angeles 17–01, in Tokyo 00–08 of which 00–01 is taken: an hour at 16 is a hole.
        Assert.Equal("eu 01-15 08:00–01-15 16:00 | us 01-15 17:00–01-16 01:00 | jp 01-16 01:00–01-16 08:00", Write(sun.Shifts(Span("2026-01-15T08:00Z", "2026-01-16T08:00Z"))));
    }

    [Fact]
    public void Override_TakesTheWholeStretchAndFillsHoles()
    {
        var rotation = One(Layer("UTC", "2026-06-02T00:00", 24), new DutyChange(Span("2026-06-01T12:00Z", "2026-06-03T06:00Z"), "dee"));

        Assert.Equal("dee 06-01 12:00–06-02 00:00 | dee/ana 06-02 00:00–06-03 00:00 | dee/bo 06-03 00:00–06-03 06:00 | bo 06-03 06:00–06-04 00:00",
            Write(rotation.Shifts(Span("2026-06-01T00:00Z", "2026-06-04T00:00Z"))));
    }

    [Fact]
    public void LaterChange_WinsAndGivingBackLeavesNoTrace()
    {
        var whole = Span("2026-06-01T00:00Z", "2026-06-02T00:00Z");
        var rotation = One(Layer("UTC", "2026-06-01T00:00", 24), new DutyChange(whole, "dee"), new DutyChange(Span("2026-06-01T06:00Z", "2026-06-01T12:00Z"), "eve"), new DutyChange(Span("2026-06-01T18:00Z", "2026-06-02T00:00Z"), "ana"));

        Assert.Equal("dee/ana 06-01 00:00–06-01 06:00 | eve/ana 06-01 06:00–06-01 12:00 | dee/ana 06-01 12:00–06-01 18:00 | ana 06-01 18:00–06-02 00:00", Write(rotation.Shifts(whole)));
    }

    [Fact]
    public void Swap_ExchangesTwoShiftsAndNoOthers()
    {
        var rotation = One(Layer("Europe/Berlin", "2026-03-27T09:00", 24));
        var changes = RotationRules.Swap(rotation, At("2026-03-28T08:00Z"), At("2026-03-29T07:00Z"), At("2026-03-27T00:00Z")).Value;

        Assert.Equal("ana 03-27 08:00–03-28 08:00 | cy/bo 03-28 08:00–03-29 07:00 | bo/cy 03-29 07:00–03-30 07:00 | ana 03-30 07:00–03-31 07:00",
            Write((rotation with { Changes = changes }).Shifts(Span("2026-03-27T08:00Z", "2026-03-31T07:00Z"))));
    }

    [Theory]
    [InlineData("2026-06-01T00:00Z", "2026-06-02T01:00Z", "2026-06-01T00:00Z", "wrong_state")] // no shift begins there
    [InlineData("2026-06-01T00:00Z", "2026-06-04T00:00Z", "2026-06-01T00:00Z", "wrong_state")] // ana and ana
    [InlineData("2026-06-01T00:00Z", "2026-06-02T00:00Z", "2026-06-02T00:00Z", "wrong_state")] // the first is over
    [InlineData("2026-06-01T00:00Z", "2026-06-02T00:00Z", "2026-06-01T23:59Z", null)]
    public void Swap_IsRefusedWithAReason(string first, string second, string now, string? code) =>
        Assert.Equal(code, RotationRules.Swap(One(Layer("UTC", "2026-06-01T00:00", 24)), At(first), At(second), At(now)).Refusal?.Code);

    [Fact]
    public void TakenOverShift_WhenItIsNoLongerThatPersons_ChangesNothing()
    {
        var day = Span("2026-06-01T00:00Z", "2026-06-02T00:00Z");
        var rotation = One(Layer("UTC", "2026-06-01T00:00", 24), new DutyChange(day, "dee"), new DutyChange(day, "eve", InsteadOfId: "ana"));

        Assert.Equal("dee", rotation.WhoAt(At("2026-06-01T08:00Z"))?.PersonId);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void ShiftsOfAnyWindow_AreThoseOfTheYear(string zone)
    {
        var nights = new WeeklyHours([DayOfWeek.Friday, DayOfWeek.Saturday], new TimeOnly(22, 30), new TimeOnly(2, 15));
        OnCallRotation rotation = new("duty",
            [Layer(zone, "2026-01-01T02:30", 12, ["nia", "oz"], nights), Layer(zone, "2026-01-05T09:00", 168), Layer(zone, "2026-01-02T02:15", 7, ["x", "y"])],
            [new DutyChange(Span("2026-03-20T00:00Z", "2026-04-10T00:00Z"), "dee"), new DutyChange(Span("2026-03-28T12:00Z", "2026-03-29T12:00Z"), "eve", "dee")]);
        var year = rotation.Shifts(Span("2026-01-10T00:00Z", "2026-12-20T00:00Z"));

        Assert.All(year.Zip(year.Skip(1)), pair => Assert.True(pair.First.Time.UntilAt <= pair.Second.Time.FromAt));
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            (from minutes in Gen.Choose(15 * 24 * 60, 340 * 24 * 60) from length in Gen.Choose(1, 5000) select (minutes, length)).ToArbitrary(),
            sample =>
            {
                var from = At("2026-01-01T00:00Z").AddMinutes(sample.minutes);
                Interval window = new(from, from.AddMinutes(sample.length));
                Assert.Equal(Write(year.Where(shift => shift.Time.Meets(window))), Write(rotation.Shifts(window)));
                Assert.Equal(year.SingleOrDefault(shift => shift.Time.Holds(from)), rotation.WhoAt(from));
            }));
    }
}
