using System.Globalization;
using System.Text;

namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>Writes a time by a Go layout.</summary>
internal static class GoTimeFormat
{
    public static string Format(CivilTime time, string layout)
    {
        var text = new StringBuilder();
        foreach (var token in GoLayout.Tokens(layout)) text.Append(Piece(time, token));
        return text.ToString();
    }

    private static string Piece(CivilTime time, LayoutToken token) => token.Piece switch
    {
        LayoutPiece.LongMonth => CivilTime.Months[time.Month - 1],
        LayoutPiece.Month => CivilTime.Months[time.Month - 1][..3],
        LayoutPiece.NumberMonth => Number(time.Month),
        LayoutPiece.ZeroMonth => Zeros(time.Month),
        LayoutPiece.LongWeekday => time.Weekday,
        LayoutPiece.Weekday => time.Weekday[..3],
        LayoutPiece.Day => Number(time.Day),
        LayoutPiece.UnderDay => Number(time.Day).PadLeft(2),
        LayoutPiece.ZeroDay => Zeros(time.Day),
        LayoutPiece.UnderYearDay => Number(time.DayOfYear).PadLeft(3),
        LayoutPiece.ZeroYearDay => Zeros(time.DayOfYear, 3),
        LayoutPiece.Hour => Zeros(time.Hour),
        LayoutPiece.Hour12 => Number(TwelveHours(time.Hour)),
        LayoutPiece.ZeroHour12 => Zeros(TwelveHours(time.Hour)),
        LayoutPiece.Minute => Number(time.Minute),
        LayoutPiece.ZeroMinute => Zeros(time.Minute),
        LayoutPiece.Second => Number(time.Second),
        LayoutPiece.ZeroSecond => Zeros(time.Second),
        LayoutPiece.LongYear => Zeros(time.Year, 4),
        LayoutPiece.Year => Zeros(Math.Abs(time.Year) % 100),
        LayoutPiece.UpperNoon => time.Hour >= 12 ? "PM" : "AM",
        LayoutPiece.LowerNoon => time.Hour >= 12 ? "pm" : "am",
        LayoutPiece.ZoneName => time.ZoneName,
        LayoutPiece.Offset => Offset(time.Offset, token.Text),
        LayoutPiece.FractionZeros => token.Text[0] + Nanoseconds(time, token),
        LayoutPiece.FractionNines => Nanoseconds(time, token).TrimEnd('0') is { Length: > 0 } digits ? token.Text[0] + digits : "",
        _ => token.Text,
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Zeros(long number, int width = 2) => number.ToString(new string('0', width), CultureInfo.InvariantCulture);

    private static int TwelveHours(int hour) => hour % 12 == 0 ? 12 : hour % 12;

    private static string Nanoseconds(CivilTime time, LayoutToken token) => Zeros(time.Nanosecond, 9).PadRight(token.Text.Length - 1, '0')[..(token.Text.Length - 1)];

    private static string Offset(int offset, string form)
    {
        if (form[0] == 'Z' && offset == 0) return "Z";
        var size = Math.Abs(offset);
        var separator = form.Contains(':') ? ":" : "";
        var text = (offset < 0 ? "-" : "+") + Zeros(size / 3600);
        var digits = form.Count(char.IsAsciiDigit);
        if (digits >= 4) text += separator + Zeros(size / 60 % 60);
        if (digits >= 6) text += separator + Zeros(size % 60);
        return text;
    }
}
