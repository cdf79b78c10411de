using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// A condition an approver signs: what is executed must be less than what was declared, at one place. <c>{ "pointer": "/parameters/amount", "op": "lte", "value": … }</c>, the value written as the agent writes that field. Only fields
/// whose type says so can be narrowed (<c>narrow</c>), and only by their operator; nothing can be widened.
/// </summary>
/// <param name="Pointer">A declared field's.</param>
/// <param name="Op"><see cref="Constraints.AtMost"/> or <see cref="Constraints.Subset"/>.</param>
/// <param name="Value">The bound, or the rows that may stay.</param>
public sealed record Constraint(string Pointer, string Op, JsonElement Value)
{
    public JsonObject ToJson() => new() { ["pointer"] = Pointer, ["op"] = Op, ["value"] = JsonNode.Parse(Value.GetRawText()) };
}

/// <summary>Reads, applies and words constraints. Every signer takes over those before and may add to them; all of them hold.</summary>
public static class Constraints
{
    /// <summary>Money of the same currency, a number, a duration or an instant that is not larger or later.</summary>
    public const string AtMost = "lte";

    /// <summary>Some rows of a table, one at least, in their order.</summary>
    public const string Subset = "subset";

    public const string None = "[]";

    private const int Most = 50;

    /// <summary>The operator that fits a format; null for one that cannot be narrowed.</summary>
    public static string? OperatorOf(FieldFormat format) => format switch
    {
        MoneyFormat or NumberFormat or DurationFormat or MomentFormat => AtMost,
        TableFormat => Subset,
        _ => null,
    };

    /// <summary>
    /// Reads a JSON array. Refused with every place that is wrong: an unknown member, a field that is not there or must not be narrowed, another operator, a value the field's format does not read, and a bound that takes nothing away.
    /// </summary>
    public static Outcome<IReadOnlyList<Constraint>> Read(DeclaredIntent intent, JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > Most)
            return IntentRefusals.BadConstraint.At(new FieldError("/constraints", $"Must be a list of at most {Most} conditions."));
        var errors = new List<FieldError>();
        var read = new List<Constraint>();
        foreach (var item in array.EnumerateArray())
        {
            var at = JsonPointer.Item("/constraints", read.Count + errors.Count);
            if (Read(intent, item, at, errors) is { } constraint)
                read.Add(constraint);
        }
        return errors.Count > 0 ? IntentRefusals.BadConstraint with { Errors = errors } : read;
    }

    /// <summary>The canonical array of all of them, as it is signed.</summary>
    public static string Write(IEnumerable<Constraint> constraints) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(new JsonArray([.. constraints.Select(constraint => (JsonNode)constraint.ToJson())])));

    /// <summary>Those of a signed array. The bytes are ours and were read before they were signed, so anything unexpected throws.</summary>
    public static IReadOnlyList<Constraint> Stored(string json) =>
        [.. JsonElement.Parse(json).EnumerateArray().Select(item => new Constraint(item.GetProperty("pointer").GetString()!, item.GetProperty("op").GetString()!, item.GetProperty("value").Clone()))];

    /// <summary>
    /// True when <paramref name="given"/> may be executed: it is what was declared, but for narrowed places, and there it is within what was declared and within every constraint. It must fit the intent's type as a whole.
    /// </summary>
    public static bool Admit(IntentTypes types, DeclaredIntent declared, IReadOnlyList<Constraint> constraints, JsonElement given)
    {
        if (constraints.Count == 0)
            return Same(given, declared.Parameters);
        if (given.ValueKind != JsonValueKind.Object)
            return false;
        try
        {
            var body = JsonNode.Parse(declared.Canonical)!.AsObject();
            body["parameters"] = JsonNode.Parse(given.GetRawText());
            var executed = types.Recall(CanonicalJson.Write(body));
            if (executed.IsRefused)
                return false;
            // Narrowed places put back as declared, everything must be as declared.
            var restored = JsonNode.Parse(executed.Value.Canonical)!.AsObject();
            foreach (var pointer in constraints.Select(constraint => constraint.Pointer).Distinct(StringComparer.Ordinal))
            {
                if (!Put(restored, pointer, At(declared.Canonical, pointer)))
                    return false;
            }
            return CanonicalJson.Write(restored).AsSpan().SequenceEqual(declared.Canonical)
                && constraints.All(constraint => Within(declared, executed.Value, constraint.Pointer, At(declared.Canonical, constraint.Pointer)!.Value) && Within(declared, executed.Value, constraint.Pointer, constraint.Value));
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>"Amount: at most 5,000.00 EUR." Null where the field is not known any more.</summary>
    public static string? Words(DeclaredIntent intent, Constraint constraint, DisplayZone zone)
    {
        if (intent.Type.Fields.FirstOrDefault(field => field.Pointer == constraint.Pointer) is not { } field || field.Format.Read(constraint.Value, new FieldReading("", null, [])) is not { } value)
            return null;
        return value is TableValue table
            ? $"{field.Label}: only {string.Join("; ", table.Rows.Select(row => string.Join(", ", row.OfType<TypedValue>().Select(cell => cell.Render(zone, 80).Plain))))}."
            : $"{field.Label}: {(value is MomentValue ? "not after" : "at most")} {value.Render(zone, TextSafety.Unlimited).Plain}.";
    }

    private static Constraint? Read(DeclaredIntent intent, JsonElement item, string at, List<FieldError> errors)
    {
        var found = new List<FieldError>();
        var reader = new ObjectReader(item.ValueKind == JsonValueKind.Object ? item : JsonElement.Parse("{}"u8), at, found);
        var (pointer, op) = (reader.Text("pointer"), reader.Text("op"));
        var raw = reader.Raw("value", null);
        reader.Finish();
        if (found.Count == 0)
        {
            var field = intent.Type.Fields.FirstOrDefault(declared => declared.Pointer == pointer);
            if (field?.Narrow is null || !intent.Typed.ContainsKey(pointer))
                reader.Refuse("pointer", "This intent has nothing there that can be narrowed.");
            else if (field.Narrow != op)
                reader.Refuse("op", $"Must be {field.Narrow}.");
            else if (field.Format.Read(JsonElement.Parse(raw), new FieldReading(JsonPointer.Member(at, "value"), null, found)) is { } bound && !Less(intent.Typed[pointer], bound, intent, pointer, JsonElement.Parse(raw)))
                reader.Refuse("value", op == Subset ? "Must leave out one row at least, and hold no other." : "Must be less than what was declared.");
        }
        errors.AddRange(found.Take(1));
        return found.Count == 0 ? new Constraint(pointer, op, JsonElement.Parse(raw)) : null;
    }

    private static bool Less(TypedValue declared, TypedValue bound, DeclaredIntent intent, string pointer, JsonElement value) =>
        declared is TableValue whole ? bound is TableValue part && part.Rows.Count < whole.Rows.Count && Rows(value, At(intent.Canonical, pointer)!.Value) : Compare(bound, declared) < 0;

    /// <summary>True when the executed value stays within a bound written as JSON.</summary>
    private static bool Within(DeclaredIntent declared, DeclaredIntent executed, string pointer, JsonElement bound)
    {
        var field = declared.Type.Fields.FirstOrDefault(each => each.Pointer == pointer);
        if (field?.Narrow is null || !executed.Typed.TryGetValue(pointer, out var value) || field.Format.Read(bound, new FieldReading(pointer, null, [])) is not { } limit)
            return false;
        return field.Narrow == Subset ? At(executed.Canonical, pointer) is { } rows && Rows(rows, bound) : Compare(value, limit) <= 0;
    }

    /// <summary>Null where the two cannot be compared, as amounts of two currencies: then neither is less.</summary>
    private static int? Compare(TypedValue left, TypedValue right) => (left, right) switch
    {
        (MoneyValue a, MoneyValue b) => a.Money.Currency == b.Money.Currency ? a.Money.Minor.CompareTo(b.Money.Minor) : null,
        (NumberValue a, NumberValue b) => a.Number.CompareTo(b.Number),
        (DurationValue a, DurationValue b) => a.Seconds.CompareTo(b.Seconds),
        (MomentValue a, MomentValue b) => a.At.CompareTo(b.At),
        _ => null,
    };

    /// <summary>True when <paramref name="part"/> is <paramref name="whole"/> with rows left out: same order, none twice that is there once.</summary>
    private static bool Rows(JsonElement part, JsonElement whole)
    {
        if (part.ValueKind != JsonValueKind.Array || whole.ValueKind != JsonValueKind.Array)
            return false;
        using var rest = whole.EnumerateArray().GetEnumerator();
        return part.EnumerateArray().All(row =>
        {
            while (rest.MoveNext())
            {
                if (Same(row, rest.Current))
                    return true;
            }
            return false;
        });
    }

    private static bool Same(JsonElement left, JsonElement right)
    {
        try
        {
            return CanonicalJson.Write(left).AsSpan().SequenceEqual(CanonicalJson.Write(right));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonElement? At(byte[] canonical, string pointer) => JsonPointer.Find(JsonElement.Parse(canonical), pointer);

    private static bool Put(JsonObject body, string pointer, JsonElement? value)
    {
        var names = JsonPointer.Split(pointer).ToList();
        JsonObject? at = body;
        foreach (var name in names.SkipLast(1))
            at = at?[name] as JsonObject;
        if (at is null || value is null || !at.ContainsKey(names[^1]))
            return false;
        at[names[^1]] = JsonNode.Parse(value.Value.GetRawText());
        return true;
    }
}
