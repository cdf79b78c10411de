using System.Globalization;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// The sentence that says what will happen, in our words with typed values in their places:
/// <list type="bullet">
/// <item><c>{/pointer}</c>: the value;</item>
/// <item><c>{/pointer:count}</c> or <c>{/pointer:count|invoice|invoices}</c>: a table's rows, with the fitting noun; <c>{/pointer:total}</c>: its sum;</item>
/// <item><c>[ …]</c>: only when every value inside is there;</item>
/// <item><c>[/pointer=word: …]</c>: only when the value is that word (<c>yes</c>, <c>no</c>, or one of a closed list).</item>
/// </list>
/// Free text never stands in it, and a value outside brackets is of a required field, so the sentence is always whole. A template that breaks a rule is an error of its file.
/// </summary>
public sealed class ConsequenceTemplate
{
    private const int MostOfAValue = 80;
    private readonly IReadOnlyList<Clause> _clauses;

    private ConsequenceTemplate(IReadOnlyList<Clause> clauses) => _clauses = clauses;

    private sealed record Clause(string? Pointer, string? Word, IReadOnlyList<Part> Parts);

    private sealed record Part(string Text, string? Pointer, string? Filter, string? One, string? Many);

    public SafeText Render(IReadOnlyDictionary<string, TypedValue> typed, DisplayZone zone) =>
        SafeText.Join(_clauses.Where(clause => Holds(clause, typed)).SelectMany(clause => clause.Parts).Select(part => Render(part, typed, zone)));

    private static bool Holds(Clause clause, IReadOnlyDictionary<string, TypedValue> typed) =>
        clause.Parts.All(part => part.Pointer is null || typed.ContainsKey(part.Pointer))
        && (clause.Pointer is null || (typed.TryGetValue(clause.Pointer, out var value) && value.Word == clause.Word));

    private static SafeText Render(Part part, IReadOnlyDictionary<string, TypedValue> typed, DisplayZone zone)
    {
        if (part.Pointer is null)
            return SafeText.Ours(part.Text);
        var value = typed[part.Pointer];
        return part.Filter switch
        {
            "count" => SafeText.Ours(Count((TableValue)value, part)),
            "total" => SafeText.Ours(((TableValue)value).Total),
            _ => value.Render(zone, MostOfAValue).AsValue(),
        };
    }

    private static string Count(TableValue table, Part part)
    {
        var count = table.Rows.Count.ToString("N0", CultureInfo.InvariantCulture);
        return part.One is null ? count : count + " " + (table.Rows.Count == 1 ? part.One : part.Many);
    }

    /// <summary>Reads a template against the declared fields; what is wrong with it goes to <paramref name="refuse"/>.</summary>
    internal static ConsequenceTemplate Read(string template, IReadOnlyList<IntentField> fields, Action<string> refuse)
    {
        var clauses = new List<Clause>();
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('[', at);
            if (open < 0)
                open = template.Length;
            if (open > at)
                clauses.Add(new Clause(null, null, Parts(template[at..open], fields, optional: false, refuse)));
            if (open == template.Length)
                break;
            var close = template.IndexOf(']', open);
            if (close < 0)
            {
                refuse("A bracket is not closed.");
                break;
            }

            clauses.Add(Optional(template[(open + 1)..close], fields, refuse));
            at = close + 1;
        }

        if (!template.EndsWith('.'))
            refuse("Must be a sentence that ends with a full stop.");
        return new ConsequenceTemplate(clauses);
    }

    private static Clause Optional(string text, IReadOnlyList<IntentField> fields, Action<string> refuse)
    {
        int equals = text.IndexOf('='), colon = text.IndexOf(':');
        if (!text.StartsWith('/') || equals < 0 || colon < equals)
            return new Clause(null, null, Parts(text, fields, optional: true, refuse));
        var (pointer, word) = (text[..equals], text[(equals + 1)..colon]);
        if (fields.FirstOrDefault(field => field.Pointer == pointer)?.Format.Choices?.Contains(word) != true)
            refuse($"{pointer}={word} compares a field that has no such word in a closed list.");
        return new Clause(pointer, word, Parts(text[(colon + 1)..], fields, optional: true, refuse));
    }

    private static List<Part> Parts(string text, IReadOnlyList<IntentField> fields, bool optional, Action<string> refuse)
    {
        var parts = new List<Part>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
                open = text.Length;
            if (open > at)
                parts.Add(new Part(text[at..open], null, null, null, null));
            if (open == text.Length)
                break;
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                refuse("A brace is not closed.");
                break;
            }

            if (Placeholder(text[(open + 1)..close], fields, optional, refuse) is { } part)
                parts.Add(part);
            at = close + 1;
        }

        return parts;
    }

    private static Part? Placeholder(string text, IReadOnlyList<IntentField> fields, bool optional, Action<string> refuse)
    {
        var pieces = text.Split(':', 2);
        var filter = pieces.Length > 1 ? pieces[1].Split('|') : null;
        var field = fields.FirstOrDefault(field => field.Pointer == pieces[0]);
        if (field is null)
            refuse($"{pieces[0]} is no declared field.");
        else if (!optional && !field.Required)
            refuse($"{pieces[0]} is not required, so it must stand in brackets.");
        else if (filter is null ? !field.Format.FitsSentence : field.Format is not TableFormat)
            refuse($"{pieces[0]} cannot stand in a sentence that way.");
        else if (filter is not null && filter[0] is not ("count" or "total") || filter is { Length: not (1 or 3) })
            refuse($"{text} is no known way to write a table.");
        else
            return new Part("", field.Pointer, filter?[0], filter?.ElementAtOrDefault(1), filter?.ElementAtOrDefault(2));
        return null;
    }
}
