using System.Text.Json;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Features.Approvals.Pages;

/// <summary>What of an intent can be approved for less, as the dialog sets it.</summary>
internal static class NarrowWords
{
    public static IEnumerable<NarrowField> Of(DeclaredIntent body, DisplayZone zone)
    {
        foreach (var field in body.Type.Fields.Where(field => field.Narrow is not null && body.Typed.ContainsKey(field.Pointer)))
        {
            var value = body.Typed[field.Pointer];
            if (value is TableValue { Rows.Count: < 2 })
                continue;
            yield return new NarrowField(field.Pointer, field.Label, field.Format.Name, value.Render(zone, TextSafety.Unlimited).Plain,
                value switch { MoneyValue money => money.Money.Minor, NumberValue number => number.Number, DurationValue duration => duration.Seconds, _ => 0 },
                value.Amount?.Currency, value.Amount?.Exponent ?? 0, value is TableValue table ? [.. Rows(body, field.Pointer, table, zone)] : []);
        }
    }

    private static IEnumerable<(string, string)> Rows(DeclaredIntent body, string pointer, TableValue table, DisplayZone zone)
    {
        var rows = JsonPointer.Find(JsonElement.Parse(body.Canonical), pointer)!.Value;
        return rows.EnumerateArray().Select((row, i) => (string.Join(", ", table.Rows[i].OfType<TypedValue>().Select(cell => cell.Render(zone, 120).Plain)), row.GetRawText()));
    }
}
