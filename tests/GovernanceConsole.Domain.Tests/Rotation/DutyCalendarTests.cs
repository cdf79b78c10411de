using System.Text;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.Rotation;

public sealed class DutyCalendarTests
{
    private static readonly DateTime At = new(2026, 3, 28, 8, 0, 0, DateTimeKind.Utc);

    private static CalendarShift Duty(string name, string? instead = null) => new("rot_1", "finance-duty", new Shift("ana", new Interval(At, At.AddHours(23))), name, instead);

    private static string Write(params CalendarShift[] shifts) => DutyCalendar.Write("On call", shifts, "console.example", At);

    private static string Unfolded(string text) => text.Replace("\r\n ", "", StringComparison.Ordinal);

    [Fact]
    public void Shift_IsOneEventInUtc() => Assert.Equal(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Governance Console//On-call//EN
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        NAME:On call
        X-WR-CALNAME:On call
        REFRESH-INTERVAL;VALUE=DURATION:PT1H
        X-PUBLISHED-TTL:PT1H
        BEGIN:VEVENT
        UID:rot_1-20260328T080000Z@console.example
        DTSTAMP:20260328T080000Z
        DTSTART:20260328T080000Z
        DTEND:20260329T070000Z
        SUMMARY:On call: Ana Ruiz (finance-duty)
        DESCRIPTION:Instead of Bo Li.
        STATUS:CONFIRMED
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"), Write(Duty("Ana Ruiz", "Bo Li")));

    [Theory]
    [InlineData("a;b,c\\d", "a\\;b\\,c\\\\d")]
    [InlineData("x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x\\nEND:VEVENT\\nBEGIN:VALARM")]
    [InlineData("x\nATTACH:https://evil.example", "x\\nATTACH:https://evil.example")]
    [InlineData("\"quoted\": yes", "\"quoted\": yes")]
    public void HostileName_StaysInItsLine(string name, string written)
    {
        var text = Write(Duty(name));

        Assert.Contains($"SUMMARY:On call: {written} (finance-duty)\r\n", Unfolded(text), StringComparison.Ordinal);
        Assert.Single(text.Split("\r\n"), line => line.StartsWith("END:VEVENT", StringComparison.Ordinal));
    }

    [Fact]
    public void ControlAndHiddenCharacters_AreShown()
    {
        var text = Write(Duty("a\u0000b\u0085c\u2028d\u202Ee\u007F"));

        Assert.DoesNotContain(text, c => c is not ('\r' or '\n') && (char.IsControl(c) || c is '\u2028' or '\u202E'));
        Assert.Contains("U+202E", Unfolded(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n")]
    [InlineData("ñ")]
    [InlineData("語")]
    [InlineData("👩‍💻")]
    public void LongLine_IsFoldedAt75OctetsBetweenCharacters(string unit)
    {
        var name = string.Concat(Enumerable.Repeat(unit + "x", 60));
        var bytes = Encoding.UTF8.GetBytes(Write(Duty(name)));
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");

        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75));
        Assert.DoesNotContain(lines, line => line.Contains('\uFFFD', StringComparison.Ordinal));
        Assert.DoesNotContain("\n", string.Concat(lines), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith(' '));
    }

    [Fact]
    public void SwappedShift_KeepsItsUid()
    {
        var before = Write(Duty("Ana Ruiz"));
        var after = Write(Duty("Bo Li", "Ana Ruiz"));

        Assert.Equal(before.Split("\r\n").Single(l => l.StartsWith("UID", StringComparison.Ordinal)), after.Split("\r\n").Single(l => l.StartsWith("UID", StringComparison.Ordinal)));
    }
}
