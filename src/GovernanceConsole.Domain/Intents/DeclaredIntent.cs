using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Intents;

/// <summary>One thing the intent would change: its target and how it looks before and after. Null before means created, null after means removed.</summary>
public sealed record DeclaredChange(string Target, JsonElement? Before, JsonElement? After);

/// <summary>
/// A body that fits its intent type: the canonical bytes, and everything in it read once and typed. Made by <see cref="IntentTypes.Declare"/> from what an agent sent, or by
/// <see cref="IntentTypes.Recall"/> from stored bytes; there is no other way, so whoever holds one need not check again.
/// </summary>
public sealed class DeclaredIntent
{
    public required IntentType Type { get; init; }

    /// <summary>JCS bytes of the body: what is stored, hashed and signed.</summary>
    public required byte[] Canonical { get; init; }

    public required string Digest { get; init; }

    public required string Tool { get; init; }

    public required JsonElement Parameters { get; init; }

    /// <summary>The values by pointer into the body, such as <c>/parameters/amount</c>, in the order of the type.</summary>
    public required IReadOnlyDictionary<string, TypedValue> Typed { get; init; }

    public required IReadOnlyList<DeclaredChange> Changes { get; init; }

    /// <summary>The agent's own words; unverified.</summary>
    public required string? Statement { get; init; }

    public required string? Purpose { get; init; }

    public required string? Ticket { get; init; }

    public required DateTime? Deadline { get; init; }

    /// <summary>The amount that counts in windows and history.</summary>
    public Money? Amount => Type.AmountPointer is not null && Typed.TryGetValue(Type.AmountPointer, out var value) ? value.Amount : null;

    /// <summary>Who receives something, normalised (<c>iban:…</c>, <c>email:…</c>), each once and in order.</summary>
    public IReadOnlyList<string> Recipients =>
        [.. Type.Fields.Where(declared => Typed.ContainsKey(declared.Pointer) && (declared.Recipient || declared.Format is TableFormat))
            .SelectMany(declared => Typed[declared.Pointer].Recipients).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The recipients as one key: the recipient itself, or all of them in lines; null when there is none.</summary>
    public string? RecipientKey => Recipients is { Count: > 0 } all ? string.Join('\n', all) : null;

    /// <summary>True when a typed value holds text that hides, turns or imitates (<see cref="TextFlags.IsSuspicious"/>): the fact <c>suspicious_text</c>.</summary>
    public bool IsSuspicious => Typed.Values.SelectMany(Texts).Any(text => text.Flags.Any(TextFlags.IsSuspicious));

    private static IEnumerable<SafeText> Texts(TypedValue value) => value is TableValue table
        ? table.Rows.SelectMany(row => row).OfType<TypedValue>().SelectMany(Texts)
        : [value.Render(DisplayZone.Utc, TextSafety.Unlimited)];

    /// <summary>Our sentence.</summary>
    public SafeText Consequence(DisplayZone zone) => Type.Consequence.Render(Typed, zone);

    /// <summary>The member <c>typed</c> of a policy's input.</summary>
    public JsonObject TypedJson() => new(Typed.Select(value => KeyValuePair.Create<string, JsonNode?>(value.Key, value.Value.ToTyped())));

    /// <summary>When waiting ends: the earlier of the agent's deadline and the type's limit.</summary>
    public DateTime PendingUntil(DateTime declaredAt)
    {
        var limit = declaredAt.AddSeconds(Type.PendingLimitSeconds);
        return Deadline is { } deadline && deadline < limit ? deadline : limit;
    }
}
