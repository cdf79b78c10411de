using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Rotation;

/// <summary>What may stand in a rotation, and which changes to it are possible. Every fault is named at once, with its pointer.</summary>
public static class RotationRules
{
    public const int MostLayers = 5;
    public const int MostPeople = 50;
    public const int MostChanges = 200;
    public const int LongestShiftHours = 8 * LayerSheet.Weekly;
    private static readonly TimeSpan LongestOverride = TimeSpan.FromDays(62);

    /// <summary>The sheet without stray blanks, or every fault of it.</summary>
    /// <param name="sheet">As entered.</param>
    /// <param name="people">The people who may be on duty: known, active approvers.</param>
    public static Outcome<RotationSheet> Check(RotationSheet sheet, IReadOnlySet<string> people)
    {
        var tidy = sheet with { Name = sheet.Name.Trim() };
        var errors = new List<FieldError>();
        if (GroupRules.Name(tidy.Name).IsRefused)
            errors.Add(new FieldError("/name", "A rotation's name is 2 to 41 lower-case letters, digits and hyphens, with a letter first: finance-duty."));
        if (tidy.Layers.Count is 0 or > MostLayers)
            errors.Add(new FieldError("/layers", $"A rotation has 1 to {MostLayers} layers."));
        foreach (var (layer, i) in tidy.Layers.Take(MostLayers).Select((layer, i) => (layer, i)))
            CheckLayer(layer, $"/layers/{i}", people, errors);
        return errors.Count == 0 ? tidy : RotationRefusals.InvalidField with { Errors = errors };
    }

    /// <summary>An override: the person has the whole stretch. It may begin in the past, so that who really had the night can be written down, but must not be over.</summary>
    public static Outcome<DutyChange> Override(Interval time, string personId, IReadOnlySet<string> people, DateTime now)
    {
        if (!people.Contains(personId))
            return RotationRefusals.Field("/person_id", "Name an active approver; nobody else can be on duty.");
        if (time.IsEmpty || time.UntilAt - time.FromAt > LongestOverride)
            return RotationRefusals.Field("/until_at", $"The end comes after the beginning, and at most {LongestOverride.Days} days after it.");
        return time.UntilAt <= now ? RotationRefusals.ShiftOver : new DutyChange(time, personId);
    }

    /// <summary>
    /// The two changes of an exchange: each person has the other's shift. Refused unless both shifts are what the rotation says now, belong to two people and neither is over.
    /// </summary>
    public static Outcome<IReadOnlyList<DutyChange>> Swap(OnCallRotation rotation, DateTime firstAt, DateTime secondAt, DateTime now)
    {
        if (Beginning(rotation, firstAt) is not { } first || Beginning(rotation, secondAt) is not { } second)
            return RotationRefusals.NoShift;
        if (first.PersonId == second.PersonId)
            return RotationRefusals.SamePerson;
        if (first.Time.UntilAt <= now || second.Time.UntilAt <= now)
            return RotationRefusals.ShiftOver;
        return new DutyChange[] { new(first.Time, second.PersonId, first.PersonId), new(second.Time, first.PersonId, second.PersonId) };
    }

    private static Shift? Beginning(OnCallRotation rotation, DateTime at) => rotation.WhoAt(at) is { } shift && shift.Time.FromAt == at ? shift : null;

    private static void CheckLayer(LayerSheet layer, string pointer, IReadOnlySet<string> people, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(layer.Zone) || PersonRules.Zone(layer.Zone).IsRefused)
            errors.Add(new FieldError($"{pointer}/zone", "This time zone is not known; it is a name such as Europe/Madrid."));
        if (layer.StartsAt.Year is < 2000 or > 2100)
            errors.Add(new FieldError($"{pointer}/starts_at", "Say when the first shift begins, between the years 2000 and 2100."));
        if (layer.ShiftHours is < 1 or > LongestShiftHours)
            errors.Add(new FieldError($"{pointer}/shift_hours", $"A shift lasts 1 to {LongestShiftHours} hours."));
        if (layer.People.Count is 0 or > MostPeople)
            errors.Add(new FieldError($"{pointer}/people", $"Name 1 to {MostPeople} people who take turns."));
        for (var i = 0; i < Math.Min(layer.People.Count, MostPeople); i++)
        {
            if (!people.Contains(layer.People[i]))
                errors.Add(new FieldError($"{pointer}/people/{i}", "Name an active approver; nobody else can be on duty."));
        }

        if (layer.Hours is { } hours && HoursFault(hours) is { } fault)
            errors.Add(new FieldError($"{pointer}/hours", fault));
    }

    /// <summary>What is wrong with hours of a week; null when nothing is.</summary>
    public static string? HoursFault(WeeklyHours hours) =>
        hours.Days.Count == 0 ? "Name at least one day, or leave the hours out for every hour."
        : hours.Days.Distinct().Count() != hours.Days.Count || !hours.Days.All(Enum.IsDefined) ? "Name each day once."
        : null;
}
