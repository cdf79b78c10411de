namespace GovernanceConsole.Domain.Rotation;

/// <summary>
/// Who is on duty when: layers of cycles, and the changes people made to them. The first layer that has somebody decides; of changes, the last one made. Everything is computed from the
/// definition, so nothing has to be running when a shift is handed over, and a change shows everywhere at once.
/// </summary>
public sealed record OnCallRotation(string Name, IReadOnlyList<RotationLayer> Layers, IReadOnlyList<DutyChange> Changes)
{
    /// <summary>The rotation of a checked sheet. Throws for a zone this machine does not know, which <see cref="RotationRules"/> refuses.</summary>
    public static OnCallRotation Of(RotationSheet sheet, IReadOnlyList<DutyChange> changes) => new(
        sheet.Name,
        [.. sheet.Layers.Select(layer => new RotationLayer(TimeZoneInfo.FindSystemTimeZoneById(layer.Zone), layer.StartsAt, layer.ShiftHours, layer.People, layer.Hours))],
        changes);

    /// <summary>The shift that holds an instant; null when nobody is on duty.</summary>
    public Shift? WhoAt(DateTime instant) => Shifts(new Interval(instant, instant.AddTicks(1))).SingleOrDefault(shift => shift.Time.Holds(instant));

    /// <summary>The shifts that meet a stretch of time, whole, in order, never two at once. What no shift holds is a hole.</summary>
    public IReadOnlyList<Shift> Shifts(Interval window)
    {
        // A shift that meets the window begins at most one shift before it and ends at most one after, so this window cuts none of those.
        var longest = Layers.Select(layer => layer.Longest).DefaultIfEmpty(TimeSpan.Zero).Max();
        var wide = new Interval(window.FromAt - longest, window.UntilAt + longest);
        List<Shift> shifts = [];
        foreach (var layer in Layers)
            shifts = Under(shifts, layer.Shifts(wide));
        foreach (var change in Changes)
            shifts = Change(shifts, change with { Time = change.Time.And(wide) });
        return [.. shifts.Where(shift => shift.Time.Meets(window))];
    }

    /// <summary>The upper shifts, and of the lower ones what they leave free.</summary>
    private static List<Shift> Under(List<Shift> upper, IEnumerable<Shift> lower)
    {
        if (upper.Count == 0)
            return [.. lower];
        var taken = Interval.Join(upper.Select(shift => shift.Time));
        var free = lower.SelectMany(shift => shift.Time.Without(taken), (shift, part) => shift with { Time = part });
        return [.. upper.Concat(free).OrderBy(shift => shift.Time.FromAt)];
    }

    private static List<Shift> Change(List<Shift> shifts, DutyChange change)
    {
        if (change.Time.IsEmpty)
            return shifts;
        var holes = change.InsteadOfId is null ? change.Time.Without(Interval.Join(shifts.Select(shift => shift.Time))) : [];
        return [.. shifts.SelectMany(shift => Apply(change, shift)).Concat(holes.Select(hole => new Shift(change.PersonId, hole))).OrderBy(shift => shift.Time.FromAt)];
    }

    private static IEnumerable<Shift> Apply(DutyChange change, Shift shift)
    {
        if (!shift.Time.Meets(change.Time) || (change.InsteadOfId is { } only && only != shift.PersonId))
            return [shift];
        var own = shift.InsteadOfId ?? shift.PersonId;
        var given = new Shift(change.PersonId, shift.Time.And(change.Time), own == change.PersonId ? null : own);
        return [given, .. shift.Time.Without([change.Time]).Select(rest => shift with { Time = rest })];
    }
}
