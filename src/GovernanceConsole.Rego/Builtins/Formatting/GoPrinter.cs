using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>
/// Go's fmt.Sprintf over Rego values: flags, width, precision, stars, argument indexes, and its complaints in the text (MISSING, EXTRA, BADINDEX,
/// BADWIDTH, BADPREC, NOVERB). It never fails; widths and precisions beyond a million are ignored as in Go.
/// </summary>
internal sealed class GoPrinter
{
    private const int LargestNumber = 1_000_000;
    private readonly BuiltinContext _context;
    private readonly string _format;
    private readonly ArrayValue _values;
    private readonly StringBuilder _output = new();
    private int _at;
    private int _argument;
    private bool _reordered;
    private bool _goodIndex;
    private bool _afterIndex;

    private GoPrinter(BuiltinContext context, string format, ArrayValue values)
    {
        _context = context;
        _format = format;
        _values = values;
    }

    public static string Print(BuiltinContext context, string format, ArrayValue values) => new GoPrinter(context, format, values).Print();

    private string Print()
    {
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            var literal = percent < 0 ? _format.Length : percent;
            _output.Append(_format, _at, literal - _at);
            _at = literal + 1;
            if (percent >= 0) PrintDirective();
        }

        if (!_reordered && _argument < _values.Count) PrintExtra();
        return _output.ToString();
    }

    private void PrintDirective()
    {
        _goodIndex = true;
        _afterIndex = false;
        var flags = new GoFlags();
        while (_at < _format.Length && flags.TrySet(_format[_at])) _at++;
        ReadIndex();
        ReadWidth(flags);
        ReadPrecision(flags);
        if (!_afterIndex) ReadIndex();
        if (_at >= _format.Length)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        Rune.DecodeFromUtf16(_format.AsSpan(_at), out var rune, out var length);
        _at += length;
        if (rune.Value == '%') _output.Append('%');
        else if (!_goodIndex) _output.Append("%!").Append(rune.ToString()).Append("(BADINDEX)");
        else if (_argument >= _values.Count) _output.Append("%!").Append(rune.ToString()).Append("(MISSING)");
        else PrintArgument(rune, flags);
    }

    private void PrintArgument(Rune rune, GoFlags flags)
    {
        var value = _values[_argument++];
        _context.ReserveOutput(_output.Length + (flags.Width ?? 0) + (long)(flags.Precision ?? 0));
        if (rune.Value is 'v' or 's' && value is StringValue text && flags is { Width: null, Precision: null, Sharp: false })
        {
            _output.Append(text.Text);
            return;
        }

        var verb = rune.IsBmp ? (char)rune.Value : '\uFFFD';
        var argument = GoArgument.Of(value);
        _output.Append(verb == 'T' ? flags.Pad(argument.TypeName, zeros: true) : argument.Format(verb, flags) ?? argument.Complain(verb, flags));
    }

    private void PrintExtra()
    {
        _output.Append("%!(EXTRA ");
        for (var first = _argument; _argument < _values.Count; _argument++)
        {
            if (_argument > first) _output.Append(", ");
            var argument = GoArgument.Of(_values[_argument]);
            _output.Append(argument.TypeName).Append('=').Append(argument.Format('v', new GoFlags()));
        }

        _output.Append(')');
    }

    /// <summary>An explicit argument index, <c>[3]</c>.</summary>
    private void ReadIndex()
    {
        if (_at >= _format.Length || _format[_at] != '[') return;
        _reordered = true;
        var close = _format.IndexOf(']', _at);
        if (close < 0)
        {
            _goodIndex = false;
            _at++;
            return;
        }

        _afterIndex = true;
        if (int.TryParse(_format.AsSpan(_at + 1, close - _at - 1), System.Globalization.NumberStyles.None, null, out var index) && index >= 1 && index <= _values.Count)
            _argument = index - 1;
        else _goodIndex = false;
        _at = close + 1;
    }

    private void ReadWidth(GoFlags flags)
    {
        if (_at < _format.Length && _format[_at] == '*')
        {
            _at++;
            flags.Width = NumberArgument();
            if (flags.Width is null) _output.Append("%!(BADWIDTH)");
            if (flags.Width < 0)
            {
                flags.Width = -flags.Width;
                flags.Minus = true;
                flags.Zero = false;
            }

            _afterIndex = false;
            return;
        }

        flags.Width = Number();
        if (_afterIndex && flags.Width is not null) _goodIndex = false;
    }

    private void ReadPrecision(GoFlags flags)
    {
        if (_at >= _format.Length || _format[_at] != '.') return;
        _at++;
        if (_afterIndex) _goodIndex = false;
        ReadIndex();
        if (_at < _format.Length && _format[_at] == '*')
        {
            _at++;
            flags.Precision = NumberArgument();
            if (flags.Precision is null or < 0)
            {
                if (flags.Precision is null) _output.Append("%!(BADPREC)");
                flags.Precision = null;
            }

            _afterIndex = false;
            return;
        }

        flags.Precision = Number() ?? 0;
    }

    private int? Number()
    {
        var start = _at;
        var number = 0;
        while (_at < _format.Length && char.IsAsciiDigit(_format[_at]))
        {
            number = (number * 10) + _format[_at++] - '0';
            if (number > LargestNumber) return null;
        }

        return _at == start ? null : number;
    }

    private int? NumberArgument()
    {
        if (_argument >= _values.Count) return null;
        return GoArgument.Of(_values[_argument++]) is GoInteger { TypeName: "int" } integer && integer.Number >= -LargestNumber && integer.Number <= LargestNumber
            ? (int)integer.Number
            : null;
    }
}
