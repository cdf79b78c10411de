namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>What one piece of a Go time layout stands for.</summary>
internal enum LayoutPiece
{
    Literal, LongMonth, Month, NumberMonth, ZeroMonth, LongWeekday, Weekday, Day, UnderDay, ZeroDay, UnderYearDay, ZeroYearDay, Hour, Hour12, ZeroHour12,
    Minute, ZeroMinute, Second, ZeroSecond, LongYear, Year, UpperNoon, LowerNoon, ZoneName, Offset, FractionZeros, FractionNines,
}

/// <summary>A piece with its text in the layout.</summary>
internal readonly record struct LayoutToken(LayoutPiece Piece, string Text);

/// <summary>Cuts a Go layout, written as the reference time Mon Jan 2 15:04:05 MST 2006, into its pieces. Named layouts are OPA's.</summary>
internal static class GoLayout
{
    private static readonly Dictionary<string, string> Named = new(StringComparer.Ordinal)
    {
        ["ANSIC"] = "Mon Jan _2 15:04:05 2006",
        ["UnixDate"] = "Mon Jan _2 15:04:05 MST 2006",
        ["RubyDate"] = "Mon Jan 02 15:04:05 -0700 2006",
        ["RFC822"] = "02 Jan 06 15:04 MST",
        ["RFC822Z"] = "02 Jan 06 15:04 -0700",
        ["RFC850"] = "Monday, 02-Jan-06 15:04:05 MST",
        ["RFC1123"] = "Mon, 02 Jan 2006 15:04:05 MST",
        ["RFC1123Z"] = "Mon, 02 Jan 2006 15:04:05 -0700",
        ["RFC3339"] = Rfc3339,
        ["RFC3339Nano"] = Rfc3339Nano,
    };

    /// <summary>Longer texts stand before their beginnings.</summary>
    private static readonly (string Text, LayoutPiece Piece)[] Pieces =
    [
        ("January", LayoutPiece.LongMonth), ("Jan", LayoutPiece.Month), ("Monday", LayoutPiece.LongWeekday), ("Mon", LayoutPiece.Weekday), ("MST", LayoutPiece.ZoneName),
        ("002", LayoutPiece.ZeroYearDay), ("01", LayoutPiece.ZeroMonth), ("02", LayoutPiece.ZeroDay), ("03", LayoutPiece.ZeroHour12), ("04", LayoutPiece.ZeroMinute),
        ("05", LayoutPiece.ZeroSecond), ("06", LayoutPiece.Year), ("15", LayoutPiece.Hour), ("1", LayoutPiece.NumberMonth), ("2006", LayoutPiece.LongYear),
        ("2", LayoutPiece.Day), ("__2", LayoutPiece.UnderYearDay), ("_2", LayoutPiece.UnderDay), ("3", LayoutPiece.Hour12), ("4", LayoutPiece.Minute),
        ("5", LayoutPiece.Second), ("PM", LayoutPiece.UpperNoon), ("pm", LayoutPiece.LowerNoon),
        ("-07:00:00", LayoutPiece.Offset), ("-070000", LayoutPiece.Offset), ("-07:00", LayoutPiece.Offset), ("-0700", LayoutPiece.Offset), ("-07", LayoutPiece.Offset),
        ("Z07:00:00", LayoutPiece.Offset), ("Z070000", LayoutPiece.Offset), ("Z07:00", LayoutPiece.Offset), ("Z0700", LayoutPiece.Offset), ("Z07", LayoutPiece.Offset),
    ];

    public const string Rfc3339 = "2006-01-02T15:04:05Z07:00";

    public const string Rfc3339Nano = "2006-01-02T15:04:05.999999999Z07:00";

    public static List<LayoutToken> Tokens(string layout)
    {
        layout = Named.GetValueOrDefault(layout, layout);
        var tokens = new List<LayoutToken>();
        var literal = 0;
        for (var at = 0; at < layout.Length;)
        {
            if (PieceAt(layout, at) is not { } token)
            {
                at++;
                continue;
            }

            if (at > literal) tokens.Add(new(LayoutPiece.Literal, layout[literal..at]));
            tokens.Add(token);
            literal = at += token.Text.Length;
        }

        if (literal < layout.Length) tokens.Add(new(LayoutPiece.Literal, layout[literal..]));
        return tokens;
    }

    private static LayoutToken? PieceAt(string layout, int at)
    {
        if (layout[at] is '.' or ',') return Fraction(layout, at);
        if (layout.AsSpan(at).StartsWith("_2006")) return null;
        foreach (var (text, piece) in Pieces)
        {
            if (!layout.AsSpan(at).StartsWith(text)) continue;
            var runsOn = piece is LayoutPiece.Month or LayoutPiece.Weekday && at + text.Length < layout.Length && char.IsAsciiLetterLower(layout[at + text.Length]);
            if (!runsOn) return new(piece, text);
        }

        return null;
    }

    /// <summary>A point or comma before a run of zeros or nines that no other digit follows.</summary>
    private static LayoutToken? Fraction(string layout, int at)
    {
        if (at + 1 >= layout.Length || layout[at + 1] is not ('0' or '9')) return null;
        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1]) end++;
        if (end < layout.Length && char.IsAsciiDigit(layout[end])) return null;
        return new(layout[at + 1] == '0' ? LayoutPiece.FractionZeros : LayoutPiece.FractionNines, layout[at..end]);
    }
}
