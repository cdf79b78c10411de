using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>ical.js reads our calendars: another's parser finds the shifts that were meant, whatever people are called.</summary>
public sealed class CalendarCounterpartTests
{
    [Fact]
    public async Task IcalJs_ReadsEveryShiftAsItWasMeant()
    {
        string[] names = ["Ana Ruiz", "a;b,c\\d", "x\r\nEND:VEVENT\r\nBEGIN:VALARM", string.Concat(Enumerable.Repeat("Ñandú 語 ", 20)), "\\n is no break"];
        var start = new DateTime(2026, 3, 28, 8, 0, 0, DateTimeKind.Utc);
        var shifts = names.Select((name, i) => new CalendarShift("duty", "finance-duty", new Shift($"p{i}", new Interval(start.AddDays(i), start.AddDays(i + 1))), name, i == 1 ? names[2] : null)).ToList();

        var found = JsonNode.Parse(await Node.Run("calendar.mjs", new JsonObject { ["text"] = DutyCalendar.Write("On call", shifts, "console.example", start) }.ToJsonString()))!;

        Assert.Equal(("On call", "2.0", 0), ((string?)found["name"], (string?)found["version"], (int)found["others"]!));
        var events = found["events"]!.AsArray();
        Assert.Equal(names.Length, events.Count);
        for (var i = 0; i < names.Length; i++)
        {
            var one = events[i]!;
            Assert.Equal($"On call: {names[i].ReplaceLineEndings("\n")} (finance-duty)", (string?)one["summary"]);
            Assert.Equal((true, shifts[i].Shift.Time.FromAt, shifts[i].Shift.Time.UntilAt), ((bool)one["utc"]!, (DateTime)one["from"]!, (DateTime)one["until"]!) is var (utc, from, until) ? (utc, from.ToUniversalTime(), until.ToUniversalTime()) : default);
        }

        Assert.Equal("Instead of x\nEND:VEVENT\nBEGIN:VALARM.", (string?)events[1]!["description"]);
        Assert.Equal(names.Length, events.Select(one => (string?)one!["uid"]).Distinct().Count());
    }
}
