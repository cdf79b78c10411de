using System.Globalization;

namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>
/// Reads a time by a Go layout, as strictly and as leniently as Go does: one digit may do where two are shown, a fraction may follow the seconds
/// unasked, an unknown zone abbreviation means UTC. A text that does not fit throws <see cref="BuiltinException"/>.
/// </summary>
internal sealed class GoTimeParser
{
    private readonly string _layout;
    private readonly string _text;
    private string _rest;
    private long _year;
    private int _month = -1;
    private int _day = -1;
    private int _yearDay = -1;
    private int _hour;
    private int _minute;
    private int _second;
    private long _nanosecond;
    private int _offset;
    private bool _afternoon;
    private bool _morning;

    private GoTimeParser(string layout, string text)
    {
        _layout = layout;
        _text = _rest = text;
    }

    /// <summary>Nanoseconds since 1970, of any size.</summary>
    public static Int128 Parse(string layout, string text) => new GoTimeParser(layout, text).Parse();

    private Int128 Parse()
    {
        var tokens = GoLayout.Tokens(_layout);
        for (var i = 0; i < tokens.Count; i++)
        {
            Read(tokens[i]);
            var next = i + 1 < tokens.Count ? tokens[i + 1].Piece : LayoutPiece.Literal;
            if (tokens[i].Piece is LayoutPiece.Second or LayoutPiece.ZeroSecond && next is not (LayoutPiece.FractionNines or LayoutPiece.FractionZeros)) ReadFraction();
        }

        if (_rest.Length > 0) throw Error($": extra text: {Quoted(_rest)}");
        return Instant();
    }

    private void Read(LayoutToken token)
    {
        switch (token.Piece)
        {
            case LayoutPiece.Literal: Skip(token.Text); break;
            case LayoutPiece.LongMonth: _month = Name(CivilTime.Months, 0) + 1; break;
            case LayoutPiece.Month: _month = Name(CivilTime.Months, 3) + 1; break;
            case LayoutPiece.LongWeekday: Name(CivilTime.Weekdays, 0); break;
            case LayoutPiece.Weekday: Name(CivilTime.Weekdays, 3); break;
            case LayoutPiece.NumberMonth: _month = InRange(Digits(1, 2), 1, 12, "month"); break;
            case LayoutPiece.ZeroMonth: _month = InRange(Digits(2, 2), 1, 12, "month"); break;
            case LayoutPiece.Day or LayoutPiece.UnderDay: _day = DayOfMonth(token.Piece, 1); break;
            case LayoutPiece.ZeroDay: _day = DayOfMonth(token.Piece, 2); break;
            case LayoutPiece.UnderYearDay or LayoutPiece.ZeroYearDay:
                _rest = token.Piece == LayoutPiece.UnderYearDay ? _rest.TrimStart(' ') : _rest;
                _yearDay = Digits(token.Piece == LayoutPiece.ZeroYearDay ? 3 : 1, 3);
                break;
            case LayoutPiece.Hour: _hour = InRange(Digits(1, 2), 0, 23, "hour"); break;
            case LayoutPiece.Hour12: _hour = InRange(Digits(1, 2), 0, 12, "hour"); break;
            case LayoutPiece.ZeroHour12: _hour = InRange(Digits(2, 2), 0, 12, "hour"); break;
            case LayoutPiece.Minute: _minute = InRange(Digits(1, 2), 0, 59, "minute"); break;
            case LayoutPiece.ZeroMinute: _minute = InRange(Digits(2, 2), 0, 59, "minute"); break;
            case LayoutPiece.Second: _second = InRange(Digits(1, 2), 0, 59, "second"); break;
            case LayoutPiece.ZeroSecond: _second = InRange(Digits(2, 2), 0, 59, "second"); break;
            case LayoutPiece.LongYear: _year = Digits(4, 4); break;
            case LayoutPiece.Year:
                _year = Digits(2, 2);
                _year += _year >= 69 ? 1900 : 2000;
                break;
            case LayoutPiece.UpperNoon: Noon("AM", "PM"); break;
            case LayoutPiece.LowerNoon: Noon("am", "pm"); break;
            case LayoutPiece.ZoneName: ReadZoneName(); break;
            case LayoutPiece.Offset: ReadOffset(token.Text); break;
            case LayoutPiece.FractionNines: ReadFraction(); break;
            default: ReadExactFraction(token.Text.Length); break;
        }
    }

    /// <summary>A blank of the layout stands for any number of blanks.</summary>
    private void Skip(string literal)
    {
        foreach (var unit in literal)
        {
            if (unit == ' ')
            {
                if (_rest.Length > 0 && _rest[0] != ' ') throw Mismatch(literal);
                _rest = _rest.TrimStart(' ');
                continue;
            }

            if (_rest.Length == 0 || _rest[0] != unit) throw Mismatch(literal);
            _rest = _rest[1..];
        }
    }

    private int Name(string[] names, int length)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = length == 0 ? names[i] : names[i][..length];
            if (!_rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            _rest = _rest[name.Length..];
            return i;
        }

        throw Mismatch(names == CivilTime.Months ? "January" : "Monday");
    }

    private int DayOfMonth(LayoutPiece piece, int least)
    {
        if (piece == LayoutPiece.UnderDay && _rest.StartsWith(' ')) _rest = _rest[1..];
        return Digits(least, 2);
    }

    private int Digits(int least, int most)
    {
        var count = 0;
        while (count < most && count < _rest.Length && char.IsAsciiDigit(_rest[count])) count++;
        if (count < least) throw Mismatch("digits");
        var number = int.Parse(_rest.AsSpan(0, count), CultureInfo.InvariantCulture);
        _rest = _rest[count..];
        return number;
    }

    private int InRange(int number, int least, int most, string what) => number >= least && number <= most ? number : throw Error($": {what} out of range");

    private void Noon(string before, string after)
    {
        _afternoon = _rest.StartsWith(after, StringComparison.Ordinal);
        _morning = _rest.StartsWith(before, StringComparison.Ordinal);
        if (!_afternoon && !_morning) throw Mismatch(after);
        _rest = _rest[2..];
    }

    private void ReadFraction()
    {
        if (_rest.Length < 2 || _rest[0] is not ('.' or ',') || !char.IsAsciiDigit(_rest[1])) return;
        var end = 1;
        while (end < _rest.Length && char.IsAsciiDigit(_rest[end])) end++;
        TakeFraction(end);
    }

    private void ReadExactFraction(int length)
    {
        if (_rest.Length < length || _rest[0] is not ('.' or ',') || _rest.AsSpan(1, length - 1).ContainsAnyExceptInRange('0', '9')) throw Mismatch("fraction");
        TakeFraction(length);
    }

    private void TakeFraction(int end)
    {
        _nanosecond = long.Parse(_rest[1..Math.Min(end, 10)].PadRight(9, '0'), CultureInfo.InvariantCulture);
        _rest = _rest[end..];
    }

    private void ReadZoneName()
    {
        if (_rest.StartsWith("UTC", StringComparison.Ordinal))
        {
            _rest = _rest[3..];
            return;
        }

        var length = 0;
        while (length < _rest.Length && length < 6 && char.IsAsciiLetterUpper(_rest[length])) length++;
        if (_rest.StartsWith("ChST", StringComparison.Ordinal) || _rest.StartsWith("MeST", StringComparison.Ordinal)) length = 4;
        var signed = length == 0 && _rest.Length >= 3 && _rest[0] is '+' or '-' && char.IsAsciiDigit(_rest[1]) && char.IsAsciiDigit(_rest[2]);
        if (signed) length = 3;
        if (length is not (3 or 4 or 5) || (length == 5 && _rest[4] != 'T')) throw Mismatch("MST");
        var isGmt = length == 3 && _rest.StartsWith("GMT", StringComparison.Ordinal);
        _rest = _rest[length..];
        if (isGmt && _rest is ['+' or '-', >= '0' and <= '9', ..])
        {
            var sign = _rest[0] == '-' ? -1 : 1;
            _rest = _rest[1..];
            _offset = sign * InRange(Digits(1, 2), 0, 23, "time zone offset hour") * 3600;
        }
    }

    private void ReadOffset(string form)
    {
        if (form[0] == 'Z' && _rest.StartsWith('Z'))
        {
            _rest = _rest[1..];
            return;
        }

        if (_rest.Length == 0 || _rest[0] is not ('+' or '-')) throw Mismatch(form);
        var sign = _rest[0] == '-' ? -1 : 1;
        _rest = _rest[1..];
        var parts = new int[3];
        for (var i = 0; i < form.Count(char.IsAsciiDigit) / 2; i++)
        {
            if (i > 0 && form.Contains(':')) Skip(":");
            parts[i] = InRange(Digits(2, 2), 0, i == 0 ? 24 : 60, "time zone offset");
        }

        _offset = sign * ((parts[0] * 3600) + (parts[1] * 60) + parts[2]);
    }

    private Int128 Instant()
    {
        if (_afternoon && _hour < 12) _hour += 12;
        else if (_morning && _hour == 12) _hour = 0;
        if (_yearDay >= 0) ApplyYearDay();
        if (_month < 0) _month = 1;
        if (_day < 0) _day = 1;
        if (_day < 1 || _day > CivilTime.DaysIn(_year, _month)) throw Error(": day out of range");
        var time = new CivilTime(_year, _month, _day, _hour, _minute, _second, 0, 0, "");
        return ((time.WallSeconds - _offset) * CivilTime.NanosecondsPerSecond) + _nanosecond;
    }

    private void ApplyYearDay()
    {
        var length = CivilTime.DaysOf(_year + 1, 1, 1) - CivilTime.DaysOf(_year, 1, 1);
        if (_yearDay < 1 || _yearDay > length) throw Error(": day-of-year out of range");
        var month = 1;
        while (_yearDay > CivilTime.DaysIn(_year, month)) _yearDay -= CivilTime.DaysIn(_year, month++);
        if ((_month >= 0 && _month != month) || (_day >= 0 && _day != _yearDay)) throw Error(": day-of-year does not match");
        (_month, _day) = (month, _yearDay);
    }

    private BuiltinException Mismatch(string piece) => Error($" as {Quoted(_layout)}: cannot parse {Quoted(_rest)} as {Quoted(piece)}");

    private BuiltinException Error(string reason) => BuiltinException.Failure($"parsing time {Quoted(_text)}{reason}");

    private static string Quoted(string text) => $"\"{text}\"";
}
