using GovernanceConsole.Rego.Builtins.Calendar;
using GovernanceConsole.Rego.Values;
using TimeZone = GovernanceConsole.Rego.Builtins.Calendar.TimeZone;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Instants in nanoseconds since 1970, dates and times of day in time zones. The present is the pinned time of the evaluation.</summary>
internal static class Times
{
    private static readonly Operand Instant = Operand.Called("either number (ns) or [number (ns), string (tz)]", ValueKind.Number, ValueKind.Array);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.OfContext("time.now_ns", [], (context, _) => NumberValue.Of(context.Now)),
        Builtin.Of("time.parse_ns", [Operand.String, Operand.String], (_, arguments) => Nanoseconds(GoTimeParser.Parse(arguments.Text(1), arguments.Text(2)))),
        Builtin.Of("time.parse_rfc3339_ns", [Operand.String], (_, arguments) => Nanoseconds(GoTimeParser.Parse(GoLayout.Rfc3339, arguments.Text(1)))),
        Builtin.Of("time.parse_duration_ns", [Operand.String], (_, arguments) => NumberValue.Of(GoDuration.Parse(arguments.Text(1)))),
        Builtin.Of("time.date", [Instant], (_, arguments) => Date(TimeOf(arguments[0]).Civil)),
        Builtin.Of("time.clock", [Instant], (_, arguments) => Clock(TimeOf(arguments[0]).Civil)),
        Builtin.Of("time.weekday", [Instant], (_, arguments) => StringValue.Of(TimeOf(arguments[0]).Civil.Weekday)),
        Builtin.Of("time.format", [Instant], Format),
        Builtin.Of("time.add_date", [Instant, Operand.Number, Operand.Number, Operand.Number], AddDate),
        Builtin.Of("time.diff", [Instant, Instant], Difference),
    ];

    private readonly record struct ZonedTime(long Nanoseconds, TimeZone Zone, string Layout)
    {
        public CivilTime Civil => CivilTime.Of(Nanoseconds, Zone);
    }

    /// <summary>A number, or an array of number, time zone and layout, the last two optional.</summary>
    private static ZonedTime TimeOf(Value operand)
    {
        var (instant, zone, layout) = (operand, TimeZone.Utc, "");
        if (operand is ArrayValue array)
        {
            if (array.Count == 0) throw BuiltinException.Operand(1, "must be either number (ns) or [number (ns), string (tz)] but got array");
            instant = array[0];
            if (array.Count > 1) zone = TimeZone.Named(Text(array[1]));
            if (array.Count > 2) layout = Text(array[2]);
        }

        if (instant is not NumberValue number) throw BuiltinException.Operand(1, $"must be number but got {instant.TypeName}");
        return number.TryGetInt64(out var nanoseconds) ? new(nanoseconds, zone, layout) : throw BuiltinException.Failure("timestamp too big");
    }

    private static string Text(Value value) =>
        value is StringValue text ? text.Text : throw BuiltinException.Operand(1, $"must be string but got {value.TypeName}");

    private static NumberValue Nanoseconds(Int128 nanoseconds) =>
        nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? NumberValue.Of((long)nanoseconds) : throw BuiltinException.Failure("time outside of valid range");

    private static ArrayValue Date(CivilTime time) => ArrayValue.Of(NumberValue.Of(time.Year), NumberValue.Of(time.Month), NumberValue.Of(time.Day));

    private static ArrayValue Clock(CivilTime time) => ArrayValue.Of(NumberValue.Of(time.Hour), NumberValue.Of(time.Minute), NumberValue.Of(time.Second));

    private static StringValue Format(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var time = TimeOf(arguments[0]);
        context.ReserveOutput(time.Layout.Length * 2L);
        return StringValue.Of(GoTimeFormat.Format(time.Civil, time.Layout.Length == 0 ? GoLayout.Rfc3339Nano : time.Layout));
    }

    /// <summary>Moves the date and keeps the time of day; a day beyond its month runs over into the next.</summary>
    private static NumberValue AddDate(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var time = TimeOf(arguments[0]);
        var civil = time.Civil;
        var days = CivilTime.DaysOf(civil.Year + arguments.Index(2), civil.Month + (long)arguments.Index(3), civil.Day + (long)arguments.Index(4));
        var wall = ((Int128)(days - civil.DaysSinceEpoch) * 86_400) + civil.WallSeconds;
        return Nanoseconds((time.Zone.InstantOf(wall) * CivilTime.NanosecondsPerSecond) + civil.Nanosecond);
    }

    /// <summary>Years, months, days, hours, minutes and seconds between two instants, on the calendar of the first one's zone.</summary>
    private static ArrayValue Difference(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (left, right) = (TimeOf(arguments[0]), TimeOf(arguments[1]));
        right = right with { Zone = left.Zone };
        if (left.Nanoseconds > right.Nanoseconds) (left, right) = (right, left);
        var (from, to) = (left.Civil, right.Civil);
        Span<long> parts = [to.Year - from.Year, to.Month - from.Month, to.Day - from.Day, to.Hour - from.Hour, to.Minute - from.Minute, to.Second - from.Second];
        Span<long> sizes = [0, 12, CivilTime.DaysIn(from.Year, from.Month), 24, 60, 60];
        for (var i = parts.Length - 1; i > 0; i--)
        {
            if (parts[i] >= 0) continue;
            parts[i] += sizes[i];
            parts[i - 1]--;
        }

        var result = new Value[parts.Length];
        for (var i = 0; i < result.Length; i++) result[i] = NumberValue.Of(parts[i]);
        return ArrayValue.Owning(result);
    }
}
