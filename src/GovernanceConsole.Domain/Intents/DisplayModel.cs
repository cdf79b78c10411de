using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents.Formats;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// The frozen document of one card: what an approver sees and, by its digest inside the <see cref="ApprovalStatement"/>, signs. Made from the canonical intent and its type, so a value that is
/// not typed cannot get onto it; what the type cannot render makes it <see cref="Uninspectable"/>, and then nobody can approve. Countdowns, votes and escalation stand outside it.
/// </summary>
public sealed record DisplayModel
{
    public const string Typ = "display/1";
    private const int MostOfAValue = 160;

    /// <summary>What of the intent type stands on it; null when the card is blind.</summary>
    public required DisplayTemplate? Type { get; init; }

    public required string IntentDigest { get; init; }

    public required DisplayContext Context { get; init; }

    public required SafeText Consequence { get; init; }

    public required IReadOnlyList<DisplayField> Fields { get; init; }

    public required IReadOnlyList<DisplayChange> Changes { get; init; }

    public required IReadOnlyList<DisplayFlag> Flags { get; init; }

    /// <summary>The agent's own words, unverified; null when it said nothing.</summary>
    public required SafeText? Statement { get; init; }

    /// <summary>What could not be shown, and why. Empty when all of the intent is on the card.</summary>
    public required IReadOnlyList<FieldError> Uninspectable { get; init; }

    public bool CanBeApproved => Uninspectable.Count == 0;

    /// <summary>JCS bytes: what is hashed, stored with the signature and put into the receipt.</summary>
    public byte[] Canonical { get; internal init; } = [];

    public string Digest { get; internal init; } = "";

    /// <summary>The card of a stored intent, from its canonical bytes. Never fails: what does not fit its type any more is a card that says so and cannot be approved.</summary>
    public static DisplayModel Of(IntentTypes types, byte[] canonical, DisplayContext context)
    {
        var recalled = types.Recall(canonical);
        var model = recalled.IsRefused ? Blind(canonical, context, recalled.Refusal) : Seen(recalled.Value, context);
        var bytes = CanonicalJson.Write(model.ToJson());
        return model with { Canonical = bytes, Digest = DigestOf(bytes) };
    }

    private static string DigestOf(byte[] bytes) => Intents.IntentDigest.Of(bytes);

    private static DisplayModel Blind(byte[] canonical, DisplayContext context, Refusal refusal) => new()
    {
        Type = null,
        IntentDigest = DigestOf(canonical),
        Context = context,
        Consequence = SafeText.Ours("This intent cannot be shown, so it cannot be approved."),
        Fields = [],
        Changes = [],
        Flags = context.Flags,
        Statement = null,
        Uninspectable = refusal.Errors ?? [new FieldError("", refusal.Message)],
    };

    private static DisplayModel Seen(DeclaredIntent intent, DisplayContext context)
    {
        var flags = new List<DisplayFlag>(context.Flags);
        var hidden = new List<FieldError>();
        // What an approver must have seen stands first, so that nothing pushes it down.
        var fields = FieldsOf(intent, context.Zone).OrderByDescending(field => field.Risky).ToList();
        foreach (var field in fields)
            flags.AddRange(field.Flags.Select(code => new DisplayFlag(code, TextFlags.Sentence(code), field.Pointer)));
        return new DisplayModel
        {
            Type = DisplayTemplate.Of(intent.Type),
            IntentDigest = intent.Digest,
            Context = context,
            Consequence = intent.Consequence(context.Zone),
            Fields = fields,
            Changes = ChangesOf(intent, flags, hidden),
            Flags = flags,
            Statement = intent.Statement is { } words ? TextSafety.Show(words, TextUse.Prose, TextSafety.Unlimited) : null,
            Uninspectable = hidden,
        };
    }

    private static IEnumerable<DisplayField> FieldsOf(DeclaredIntent intent, DisplayZone zone)
    {
        foreach (var field in intent.Type.Fields)
        {
            if (intent.Typed.TryGetValue(field.Pointer, out var value))
                yield return Field(field.Pointer, field.Label, field.Format.Name, field.Risky, value, zone);
        }

        yield return Field("/tool", "Tool", "url", true, new WordsValue(intent.Tool, TextUse.Name, "text"), zone);
        if (intent.Purpose is { } purpose)
            yield return Field("/purpose", "Purpose, says the agent", "text", false, new WordsValue(purpose, TextUse.Line, "text"), zone);
        if (intent.Ticket is { } ticket)
            yield return Field("/ticket", "Ticket, says the agent", "text", false, new WordsValue(ticket, TextUse.Line, "text"), zone);
        if (intent.Deadline is { } deadline)
            yield return Field("/deadline", "Needed by", "date_time", false, new MomentValue(deadline), zone);
    }

    private static DisplayField Field(string pointer, string label, string format, bool risky, TypedValue value, DisplayZone zone)
    {
        var shown = value.Render(zone, MostOfAValue);
        var table = value as TableValue;
        IReadOnlyList<IReadOnlyList<SafeText>> rows = table is null
            ? []
            : [.. table.Rows.Select(row => (IReadOnlyList<SafeText>)[.. row.Select(cell => cell?.Render(zone, TextSafety.Unlimited) ?? SafeText.Empty)])];
        return new DisplayField(pointer, label, format, risky, shown)
        {
            Full = shown.IsCut ? value.Render(zone, TextSafety.Unlimited) : null,
            Columns = table is null ? [] : [.. table.Columns.Select(column => column.Label)],
            Rows = rows,
            Flags = [.. shown.Flags.Concat(rows.SelectMany(row => row).SelectMany(cell => cell.Flags)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    private static List<DisplayChange> ChangesOf(DeclaredIntent intent, List<DisplayFlag> flags, List<FieldError> hidden)
    {
        var changes = new List<DisplayChange>();
        for (var i = 0; i < intent.Changes.Count; i++)
        {
            var pointer = JsonPointer.Item("/changes", i);
            if (ChangeRows.Show(intent.Changes[i], intent.Type.Changes!.Format) is { } shown)
            {
                changes.Add(shown);
                flags.AddRange(ChangeRows.Flags(shown, intent.Changes[i]).Select(code => new DisplayFlag(code, TextFlags.Sentence(code), pointer)));
            }
            else
            {
                hidden.Add(new FieldError(pointer, $"Has more than {ChangeRows.Most} rows, more than a person can read."));
            }
        }

        return changes;
    }

    /// <summary>
    /// What is different between the card that was shown and the card of now, as sentences; empty when a signature over the first still says what its signer saw. Facts may move with
    /// their moment; flags, risk, terms and everything of the intent may not.
    /// </summary>
    public static IReadOnlyList<string> Differences(byte[] shown, byte[] now)
    {
        var (before, after) = (JsonElement.Parse(shown), JsonElement.Parse(now));
        return [.. Sentences.Where(pair => Text(before, pair.Member) != Text(after, pair.Member)).Select(pair => pair.Sentence).Distinct(StringComparer.Ordinal)];

        static string? Text(JsonElement card, string member) => card.TryGetProperty(member, out var value) ? value.GetRawText() : null;
    }

    private static readonly (string Member, string Sentence)[] Sentences =
    [
        ("typ", "The form of the card is another."),
        ("intent", "The card is of another intent."),
        ("template", "The intent type was changed."),
        ("consequence", "What will happen is worded differently."),
        ("reversibility", "What is said about undoing it was changed."),
        ("risk", "The risk is another."),
        ("flags", "A warning came or went."),
        ("fields", "A field reads differently."),
        ("changes", "What changes reads differently."),
        ("statement", "The agent's statement reads differently."),
        ("chain", "Who is behind the agent was changed."),
        ("reasons", "Policy asks for another reason."),
        ("policy", "The policy was changed."),
        ("grant", "What approval gives, or what it takes, was changed."),
        ("uninspectable", "Not all of it can be shown any more."),
    ];

    /// <summary>The document whose canonical form is signed.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["typ"] = Typ,
            ["intent"] = new JsonObject { ["id"] = Context.IntentId, ["digest"] = IntentDigest },
            ["template"] = Type is null ? null : new JsonObject { ["id"] = Type.Id, ["version"] = Type.Version, ["digest"] = Type.Digest, ["title"] = Type.Title },
            ["locale"] = Context.Zone.Locale,
            ["zone"] = Context.Zone.Zone,
            ["consequence"] = Consequence.ToJson(),
            ["reversibility"] = Type is null ? null : new JsonObject { ["reversible"] = Type.IsReversible, ["sentence"] = Type.Reversibility, ["rollback"] = Type.Rollback },
            ["risk"] = Word(Context.Risk),
            ["flags"] = Array(Flags, flag => new JsonObject { ["code"] = flag.Code, ["sentence"] = flag.Sentence, ["pointer"] = flag.Pointer }),
            ["fields"] = Array(Fields, FieldJson),
            ["changes"] = Array(Changes, ChangeJson),
            ["statement"] = Statement?.ToJson(),
            ["chain"] = Array(Context.Chain, link => new JsonObject { ["kind"] = link.Kind, ["id"] = link.Id, ["name"] = TextSafety.Show(link.Name, TextUse.Name).ToJson(), ["role"] = link.Role }),
            ["reasons"] = Array(Context.Reasons, reason => TextSafety.Show(reason, TextUse.Line, 500).Plain),
            ["policy"] = new JsonObject { ["digest"] = Context.PolicyDigest, ["rules"] = Array(Context.Rules, rule => rule) },
            ["grant"] = new JsonObject
            {
                ["permissions"] = Array(Context.Terms, term => new JsonObject { ["permission"] = term.Permission, ["ttl_seconds"] = term.TtlSeconds }),
                ["constraints"] = JsonNode.Parse(Context.Constraints),
                ["grant_seconds"] = Context.GrantSeconds,
                ["quorum"] = Context.Requirement.Quorum.ToJson(),
                ["control"] = Requirement.Name(Context.Requirement.Control),
                ["assurance"] = Context.Requirement.Assurance,
                ["denials"] = Context.Requirement.Denials,
            },
            ["facts"] = Array(Context.Facts, fact => new JsonObject
            {
                ["name"] = fact.Name,
                ["text"] = TextSafety.Show(fact.Text, TextUse.Line, 500).Plain,
                ["value"] = fact.Value?.DeepClone(),
                ["as_of"] = DisplayZone.Record(fact.AsOf),
                ["warns"] = fact.Warns,
            }),
            ["uninspectable"] = Array(Uninspectable, error => new JsonObject { ["pointer"] = error.Pointer, ["message"] = error.Message }),
        };
        return json;
    }

    private static JsonObject FieldJson(DisplayField field)
    {
        var json = new JsonObject
        {
            ["pointer"] = field.Pointer,
            ["label"] = field.Label,
            ["format"] = field.Format,
            ["risky"] = field.Risky,
            ["text"] = field.Text.ToJson(),
            ["flags"] = Array(field.Flags, flag => flag),
        };
        if (field.Full is { } full)
            json["full"] = full.ToJson();
        if (field.Columns.Count > 0)
        {
            json["columns"] = Array(field.Columns, column => column);
            json["rows"] = Array(field.Rows, row => Array(row, cell => cell.ToJson()));
        }

        return json;
    }

    private static JsonObject ChangeJson(DisplayChange change) => new()
    {
        ["target"] = change.Target.ToJson(),
        ["kind"] = change.Kind,
        ["format"] = change.Format switch { ChangesFormat.Json => "json", ChangesFormat.Text => "text", ChangesFormat.Sql => "sql", _ => "permission" },
        ["rows"] = Array(change.Rows, row => new JsonObject { ["path"] = row.Path, ["before"] = row.Before?.ToJson(), ["after"] = row.After?.ToJson() }),
    };

    private static string Word(Risk risk) => risk switch { Risk.Routine => "routine", Risk.Elevated => "elevated", Risk.High => "high", _ => "critical" };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> write) => [.. items.Select(write)];
}
