using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// Reads a card back from the bytes that were signed, so that a decided intent is shown as its signers saw it, whatever became of facts, types and policy since. Bytes that are no card of this
/// form are null, never half a card.
/// </summary>
public static class StoredDisplay
{
    public static DisplayModel? Read(byte[] canonical)
    {
        try
        {
            return Model(JsonElement.Parse(canonical)) with { Canonical = canonical, Digest = IntentDigest.Of(canonical) };
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static DisplayModel Model(JsonElement card)
    {
        if (Text(card, "typ") != DisplayModel.Typ)
            throw new JsonException("This is another form of card.");
        return new DisplayModel
        {
            Type = Template(card.GetProperty("template"), card.GetProperty("reversibility")),
            IntentDigest = Text(card.GetProperty("intent"), "digest"),
            Context = Context(card),
            Consequence = SafeText.Read(card.GetProperty("consequence")),
            Fields = List(card, "fields", Field),
            Changes = List(card, "changes", Change),
            Flags = List(card, "flags", flag => new DisplayFlag(Text(flag, "code"), Text(flag, "sentence"), Text(flag, "pointer"))),
            Statement = Optional(card, "statement"),
            Uninspectable = List(card, "uninspectable", error => new FieldError(Text(error, "pointer"), Text(error, "message"))),
        };
    }

    private static DisplayTemplate? Template(JsonElement template, JsonElement undo) => template.ValueKind == JsonValueKind.Null ? null : new DisplayTemplate(
        Text(template, "id"), template.GetProperty("version").GetInt32(), Text(template, "digest"), Text(template, "title"),
        undo.GetProperty("reversible").GetBoolean(), Text(undo, "sentence"), Text(undo, "rollback"));

    private static DisplayContext Context(JsonElement card)
    {
        var (policy, grant) = (card.GetProperty("policy"), card.GetProperty("grant"));
        return new DisplayContext
        {
            IntentId = Text(card.GetProperty("intent"), "id"),
            Risk = Text(card, "risk") switch { "routine" => Risk.Routine, "elevated" => Risk.Elevated, "high" => Risk.High, "critical" => Risk.Critical, var other => throw new JsonException($"'{other}' is no risk.") },
            Zone = new DisplayZone(Text(card, "locale"), Text(card, "zone")),
            Chain = List(card, "chain", link => new DisplayLink(Text(link, "kind"), Text(link, "id"), SafeText.Read(link.GetProperty("name")).Plain, Text(link, "role"))),
            Reasons = List(card, "reasons", reason => reason.GetString()!),
            Rules = List(policy, "rules", rule => rule.GetString()!),
            PolicyDigest = Text(policy, "digest"),
            Terms = List(grant, "permissions", term => new GrantTerm(Text(term, "permission"), term.GetProperty("ttl_seconds").GetInt32())),
            GrantSeconds = grant.GetProperty("grant_seconds").GetInt32(),
            Constraints = grant.GetProperty("constraints").GetRawText(),
            Requirement = Requirement.Read(new JsonObject(grant.EnumerateObject().Where(member => member.Name is "quorum" or "control" or "assurance" or "denials")
                .Select(member => KeyValuePair.Create(member.Name, JsonNode.Parse(member.Value.GetRawText()))))),
            Facts = List(card, "facts", fact => new DisplayFact(Text(fact, "name"), Text(fact, "text"), JsonNode.Parse(fact.GetProperty("value").GetRawText()),
                DateTime.Parse(Text(fact, "as_of"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal), fact.GetProperty("warns").GetBoolean())),
        };
    }

    private static DisplayField Field(JsonElement field) => new(Text(field, "pointer"), Text(field, "label"), Text(field, "format"), field.GetProperty("risky").GetBoolean(), SafeText.Read(field.GetProperty("text")))
    {
        Full = Optional(field, "full"),
        Columns = field.TryGetProperty("columns", out _) ? List(field, "columns", column => column.GetString()!) : [],
        Rows = field.TryGetProperty("rows", out _) ? List(field, "rows", row => (IReadOnlyList<SafeText>)[.. row.EnumerateArray().Select(SafeText.Read)]) : [],
        Flags = List(field, "flags", flag => flag.GetString()!),
    };

    private static DisplayChange Change(JsonElement change) => new(SafeText.Read(change.GetProperty("target")), Text(change, "kind"),
        Text(change, "format") switch { "json" => ChangesFormat.Json, "text" => ChangesFormat.Text, "sql" => ChangesFormat.Sql, "permission" => ChangesFormat.Permission, var other => throw new JsonException($"'{other}' is no form of change.") },
        List(change, "rows", row => new ChangeRow(row.GetProperty("path").GetString(), Optional(row, "before"), Optional(row, "after"))));

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString() ?? throw new JsonException($"'{member}' is missing.");

    private static SafeText? Optional(JsonElement of, string member) => of.TryGetProperty(member, out var text) && text.ValueKind != JsonValueKind.Null ? SafeText.Read(text) : null;

    private static List<T> List<T>(JsonElement of, string member, Func<JsonElement, T> read) => [.. of.GetProperty(member).EnumerateArray().Select(read)];
}
