namespace GovernanceConsole.Domain.Rotation;

/// <summary>
/// One cycle of people. Shift k begins at the wall time StartsAt + k × ShiftHours, so a daily shift begins at the same wall time in summer and winter and lasts 23 or 25 hours on the two nights in between.
/// A shift that the clock skips as a whole is nobody's; its turn passes.
/// </summary>
public sealed record RotationLayer(TimeZoneInfo Zone, DateTime StartsAt, int ShiftHours, IReadOnlyList<string> People, WeeklyHours? Hours = null)
{
    /// <summary>The longest a shift of this layer can last: its wall time, and a day for zones that changed sides of the date line.</summary>
    public TimeSpan Longest => TimeSpan.FromHours(ShiftHours + 24);

    /// <summary>The shifts that meet a stretch of time, whole, in order; cut to the layer's hours.</summary>
    public IEnumerable<Shift> Shifts(Interval window)
    {
        if (People.Count == 0)
            yield break;
        var hours = Hours?.Within(new Interval(window.FromAt - Longest, window.UntilAt + Longest), Zone);
        for (var turn = TurnAt(window.FromAt); ; turn++)
        {
            var time = new Interval(HandOver(turn), HandOver(turn + 1));
            if (time.FromAt >= window.UntilAt)
                yield break;
            var person = People[(int)(turn % People.Count)];
            foreach (var part in hours is null ? [time] : hours.Select(time.And))
            {
                if (!part.IsEmpty && part.Meets(window))
                    yield return new Shift(person, part);
            }
        }
    }

    private DateTime HandOver(long turn) => WallTime.ToUtc(StartsAt.AddHours(turn * ShiftHours), Zone);

    /// <summary>Whose turn holds the instant; the first turn before the layer starts.</summary>
    private long TurnAt(DateTime instant)
    {
        var turn = Math.Max(0, (long)Math.Floor((WallTime.Of(instant, Zone) - StartsAt).TotalHours / ShiftHours));
        while (turn > 0 && HandOver(turn) > instant)
            turn--;
        while (HandOver(turn + 1) <= instant)
            turn++;
        return turn;
    }
}
