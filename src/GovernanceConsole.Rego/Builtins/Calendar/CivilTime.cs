namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>A date and time of day on the proleptic Gregorian calendar, any year, to the nanosecond, with its offset from UTC in seconds.</summary>
internal readonly record struct CivilTime(long Year, int Month, int Day, int Hour, int Minute, int Second, int Nanosecond, int Offset, string ZoneName)
{
    public const long NanosecondsPerSecond = 1_000_000_000;
    private const long SecondsPerDay = 86_400;
    private const long DaysPerEra = 146_097;
    private const long DaysTo1970 = 719_468;

    public static string[] Months { get; } = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static string[] Weekdays { get; } = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public long DaysSinceEpoch => DaysOf(Year, Month, Day);

    public string Weekday => Weekdays[(int)Floor(DaysSinceEpoch + 4, 7).Remainder];

    public int DayOfYear => (int)(DaysSinceEpoch - DaysOf(Year, 1, 1)) + 1;

    public static CivilTime Of(long nanoseconds, TimeZone zone)
    {
        var (seconds, nanosecond) = Floor(nanoseconds, NanosecondsPerSecond);
        var offset = zone.OffsetAt(seconds);
        var (days, time) = Floor(seconds + offset, SecondsPerDay);
        var (year, month, day) = DateOf(days);
        return new(year, month, day, (int)(time / 3600), (int)(time / 60 % 60), (int)(time % 60), (int)nanosecond, offset, zone.NameAt(seconds));
    }

    /// <summary>Seconds since 1970 of the wall clock, as if it showed UTC.</summary>
    public Int128 WallSeconds => ((Int128)DaysSinceEpoch * SecondsPerDay) + (Hour * 3600) + (Minute * 60) + Second;

    /// <summary>Days since 1970; months beyond twelve and days beyond their month run over into the next.</summary>
    public static long DaysOf(long year, long month, long day)
    {
        var (years, zeroMonth) = Floor(month - 1, 12);
        year += years;
        var marchMonth = (zeroMonth + 10) % 12;
        if (zeroMonth < 2) year--;
        var (era, yearOfEra) = Floor(year, 400);
        var dayOfYear = ((153 * marchMonth) + 2) / 5;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - DaysTo1970 + day - 1;
    }

    public static int DaysIn(long year, int month) => (int)(DaysOf(year, month + 1, 1) - DaysOf(year, month, 1));

    private static (long Year, int Month, int Day) DateOf(long days)
    {
        var (era, dayOfEra) = Floor(days + DaysTo1970, DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / (DaysPerEra - 1))) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var marchMonth = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        return ((era * 400) + yearOfEra + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (((153 * marchMonth) + 2) / 5)) + 1);
    }

    private static (long Quotient, long Remainder) Floor(long dividend, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(dividend, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }
}
