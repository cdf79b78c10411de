using System.Globalization;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.Escalation;

/// <summary>A small town to ask people in: three of finance, one of security, a rotation of two, and the ways in which somebody cannot be asked.</summary>
internal static class Town
{
    /// <summary>A Monday, 00:00 UTC.</summary>
    public static readonly DateTime Monday = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    public static readonly OnCallRotation Duty =
        new("duty", [new RotationLayer(TimeZoneInfo.Utc, new DateTime(2026, 5, 25), LayerSheet.Weekly, ["mei", "tom"])], []);

    public static DateTime At(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    public static AskablePerson Person(string id, string zone = "UTC", string groups = "", bool active = true, bool approver = true, bool passkey = true) =>
        new(id, TimeZoneInfo.FindSystemTimeZoneById(zone), active, approver, passkey, groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    public static EscalationFacts Facts(IEnumerable<Absence>? absences = null, string excluded = "", params EscalationTree[] trees) => new(
        new[]
        {
            Person("mei", "Europe/Berlin", "finance"), Person("tom", "America/New_York", "finance"), Person("lin", "Asia/Tokyo", "finance lead"), Person("sam", groups: "security"),
            Person("off", groups: "ghosts", active: false), Person("red", groups: "ghosts", approver: false), Person("key", groups: "ghosts", passkey: false),
        }.ToDictionary(person => person.Id),
        new Dictionary<string, OnCallRotation> { ["duty"] = Duty, ["later"] = Duty with { Layers = [Duty.Layers[0] with { StartsAt = new DateTime(2030, 1, 1) }] } },
        [.. absences ?? []], trees.ToDictionary(tree => tree.Name), excluded.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    public static EscalationLevel Level(string targets, int within = 600, string backUps = "", bool skip = false, WeeklyHours? hours = null) =>
        new(targets.Split(' '), within, backUps.Split(' ', StringSplitOptions.RemoveEmptyEntries), skip, hours);

    public static EscalationTree Tree(params EscalationLevel[] levels) => new("payments", levels);

    public static Absence Away(string person, string? standIn = null, int fromHour = 0, int untilHour = 1000) =>
        new(person, standIn, new Interval(Monday.AddHours(fromHour), Monday.AddHours(untilHour)));
}
