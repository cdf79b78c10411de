using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>A column of a table: its name in each row, how it is headed and read.</summary>
public sealed record TableColumn(string Name, string Label, FieldFormat Format, bool Required, bool Recipient);

/// <summary>Rows of typed columns. Each cell is read like a field of its own, with its own pointer; a member that is no column is refused. One money column can be summed, by currency.</summary>
public sealed class TableFormat(IReadOnlyList<TableColumn> columns, int least = 1, int most = 100, string? total = null) : FieldFormat
{
    public override string Name => "table";

    public override bool FitsSentence => false;

    public IReadOnlyList<TableColumn> Columns => columns;

    public bool HasTotal => total is not null;

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return reading.Refuse($"Must be an array of rows, not {FieldReading.Kind(value)}.");
        var count = value.GetArrayLength();
        if (count < least || count > most)
            return reading.Refuse($"Must have {least} to {most} rows; this has {count}.");
        var before = reading.Errors.Count;
        var rows = new List<IReadOnlyList<TypedValue?>>(count);
        foreach (var row in value.EnumerateArray())
            rows.Add(Row(row, reading.Item(rows.Count)));
        if (reading.Errors.Count > before)
            return null;
        var table = new TableValue(columns, rows, Sums(rows));
        return table.Totals.Any(sum => sum.Minor > CanonicalJson.MaxInteger) ? reading.Refuse("The sum is larger than this console can handle.") : table;
    }

    private TypedValue?[] Row(JsonElement row, FieldReading at)
    {
        var cells = new TypedValue?[columns.Count];
        if (row.ValueKind != JsonValueKind.Object)
        {
            at.Refuse($"Must be an object, not {FieldReading.Kind(row)}.");
            return cells;
        }

        foreach (var member in row.EnumerateObject())
        {
            if (!columns.Any(column => column.Name == member.Name))
                at.Member(member.Name).Refuse("The table has no such column.");
        }

        for (var i = 0; i < cells.Length; i++)
        {
            if (row.TryGetProperty(columns[i].Name, out var cell))
                cells[i] = columns[i].Format.Read(cell, at.Member(columns[i].Name));
            else if (columns[i].Required)
                at.Member(columns[i].Name).Refuse("Is required.");
        }

        return cells;
    }

    private List<Money> Sums(List<IReadOnlyList<TypedValue?>> rows)
    {
        if (total is null)
            return [];
        var at = columns.ToList().FindIndex(column => column.Name == total);
        return [.. rows.Select(row => row[at]?.Amount).OfType<Money>().GroupBy(amount => (amount.Currency, amount.Exponent))
            .OrderBy(group => group.Key.Currency, StringComparer.Ordinal)
            .Select(group => new Money(group.Sum(amount => amount.Minor), group.Key.Currency, group.Key.Exponent))];
    }
}

/// <summary>A table that was read. It stands for an amount when all of it is in one currency.</summary>
public sealed record TableValue(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TypedValue?>> Rows, IReadOnlyList<Money> Totals) : TypedValue
{
    public override Money? Amount => Totals.Count == 1 ? Totals[0] : null;

    public override IEnumerable<string> Recipients =>
        Rows.SelectMany(row => row.Where((cell, i) => cell is not null && Columns[i].Recipient).SelectMany(cell => cell!.Recipients));

    public override JsonNode ToTyped() => new JsonObject
    {
        ["count"] = Rows.Count,
        ["rows"] = new JsonArray([.. Rows.Select(row =>
            new JsonObject(row.Select((cell, i) => KeyValuePair.Create(Columns[i].Name, cell?.ToTyped())).Where(cell => cell.Value is not null)))]),
        ["totals"] = new JsonArray([.. Totals.Select(sum => sum.ToJson())]),
    };

    public string Total => string.Join(" and ", Totals.Select(sum => sum.ToString()));

    public override SafeText Render(DisplayZone zone, int most) =>
        SafeText.Ours(string.Create(CultureInfo.InvariantCulture, $"{Rows.Count:N0} {(Rows.Count == 1 ? "row" : "rows")}{(Totals.Count == 0 ? "" : ", ")}{(Totals.Count == 0 ? "" : Total + " in all")}"));
}
