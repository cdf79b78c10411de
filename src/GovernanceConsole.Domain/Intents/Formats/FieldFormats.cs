using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>The formats a definition file can name, each made from its bounds. An unknown name or bound is an error of the file.</summary>
internal static class FieldFormats
{
    public static FieldFormat? Create(string name, ObjectReader bounds)
    {
        FieldFormat? format = name switch
        {
            "money" => new MoneyFormat(KnownCurrencies(bounds), bounds.Flag("allow_zero"), bounds.Flag("allow_negative")),
            "account" => new AccountFormat(),
            "person" => new PersonFormat(),
            "email" => new EmailFormat(),
            "url" => new UrlFormat(),
            "text" => new TextFormat((int)bounds.Whole("most", 1, 20_000, 500), bounds.Flag("lines")),
            "identifier" => Identifier(bounds),
            "yes_no" => new YesNoFormat(),
            "number" => Number(bounds),
            "date_time" => Moment(bounds),
            "duration" => new DurationFormat(bounds.Whole("least_seconds", 0, CanonicalJson.MaxInteger, 1), bounds.Whole("most_seconds", 1, CanonicalJson.MaxInteger, 366L * 86400)),
            "table" => Table(bounds),
            _ => null,
        };
        if (format is not null)
            bounds.Finish();
        return format;
    }

    private static IReadOnlyList<string>? KnownCurrencies(ObjectReader bounds)
    {
        var currencies = bounds.Texts("currencies");
        foreach (var code in currencies ?? [])
        {
            if (!Currencies.TryExponent(code, out _))
                bounds.Refuse("currencies", $"{code} is no currency.");
        }

        return currencies;
    }

    private static IdentifierFormat Identifier(ObjectReader bounds)
    {
        Regex? pattern = null;
        try
        {
            // A definition's pattern meets hostile text, so it runs in linear time.
            pattern = bounds.OptionalText("pattern") is { } text ? new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            bounds.Refuse("pattern", "Is no regular expression that runs in linear time.");
        }

        return new IdentifierFormat((int)bounds.Whole("most", 1, 1000, 200), pattern, bounds.OptionalText("pattern_words"), bounds.Texts("one_of"));
    }

    private static NumberFormat Number(ObjectReader bounds)
    {
        var unit = bounds.OptionalText("unit")?.Split('|');
        var least = bounds.Whole("least", -CanonicalJson.MaxInteger, CanonicalJson.MaxInteger, 0);
        return new NumberFormat(least, bounds.Whole("most", least, CanonicalJson.MaxInteger, CanonicalJson.MaxInteger), unit?[0], unit?[^1]);
    }

    private static MomentFormat Moment(ObjectReader bounds)
    {
        var when = bounds.Choice("when", "any", "any", "future", "past");
        return new MomentFormat(when == "future", when == "past");
    }

    private static TableFormat Table(ObjectReader bounds)
    {
        var columns = new List<TableColumn>();
        foreach (var column in bounds.Objects("columns"))
        {
            var (name, kind) = (column.Text("name"), column.Text("format"));
            var format = kind == "table" ? null : Create(kind, column.Object("bounds"));
            if (format is null)
                column.Refuse("format", "Is no format of a column.");
            if (columns.Any(other => other.Name == name))
                column.Refuse("name", "Stands twice.");
            columns.Add(new TableColumn(name, column.Text("label"), format ?? new PersonFormat(), column.Flag("required", true), column.Flag("recipient")));
            column.Finish();
        }

        var total = bounds.OptionalText("total");
        if (total is not null && !columns.Any(column => column.Name == total && column.Format is MoneyFormat))
            bounds.Refuse("total", "Is no money column.");
        var least = (int)bounds.Whole("least_rows", 0, 500, 1);
        return new TableFormat(columns, least, (int)bounds.Whole("most_rows", Math.Max(1, least), 500, 100), total);
    }
}
