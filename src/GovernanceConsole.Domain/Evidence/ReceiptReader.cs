using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>Reads a receipt exactly as <see cref="Receipt"/>'s file specifies it. A member too many, too few, twice or of another kind makes the whole unreadable, and the refusal points at it.</summary>
public static class ReceiptReader
{
    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static Outcome<Receipt> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxLength)
            return new Refusal("malformed", "This is no receipt: it is longer than 4 MiB.");
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return ReadReceipt(new Members(document.RootElement, ""));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate, found when the string is read.
            return new Refusal("malformed", "This is no receipt: it is not JSON, or a member stands twice.");
        }
        catch (Misfit wrong)
        {
            return new Refusal("malformed", $"This is no receipt of version {Receipt.OldestVersion} or {Receipt.Version}: {wrong.Pointer} {wrong.Message}.", [new FieldError(wrong.Pointer, wrong.Message)]);
        }
    }

    private static Receipt ReadReceipt(Members of)
    {
        of.Exactly("v", "issuer", "rp_id", "origins", "demo", "intent", "policy_decision", "approvals", "grant", "log");
        var version = of.Integer("v");
        if (version is < Receipt.OldestVersion or > Receipt.Version)
            throw new Misfit("/v", "is another version than this verifier knows");
        return new Receipt(
            of.Text("issuer"), of.Text("rp_id"), of.Texts("origins"), of.Flag("demo"), ReadIntent(of.Object("intent")), ReadDecision(of.Object("policy_decision")),
            of.Objects("approvals").Select(approval => ReadApproval(approval, version)).ToList(), of.IsNull("grant") ? null : ReadGrant(of.Object("grant")), ReadLog(of.Object("log")));
    }

    private static ReceiptIntent ReadIntent(Members of)
    {
        of.Exactly("id", "agent", "owner", "status", "declared_at", "digest", "canonical");
        return new(of.Text("id"), of.Text("agent"), of.Text("owner"), of.Text("status"), of.Moment("declared_at"), of.Text("digest"), of.Bytes("canonical"));
    }

    private static ReceiptDecision ReadDecision(Members of)
    {
        of.Exactly("digest", "document");
        return new(of.Text("digest"), of.Bytes("document"));
    }

    private static ReceiptApproval ReadApproval(Members of, long version)
    {
        string[] always = ["id", "approver", "vouched_by", "verdict", "slot", "signed_at", "statement", "display", "credential", "client_data_json", "authenticator_data", "signature"];
        var inBatch = version > 1 && of.Has("batch");
        of.Exactly(inBatch ? [.. always, "batch"] : always);
        var approver = of.Object("approver");
        approver.Exactly("id", "name");
        var credential = of.Object("credential");
        credential.Exactly("id", "cose_key", "spki", "aaguid", "practice");
        return new(
            of.Text("id"), approver.Text("id"), approver.Text("name"), of.Text("vouched_by"), of.Text("verdict"), (int)of.Integer("slot"), of.Moment("signed_at"), of.Bytes("statement"), of.Bytes("display"),
            new(credential.Bytes("id"), credential.Bytes("cose_key"), credential.Bytes("spki"), credential.Text("aaguid"), credential.Flag("practice")),
            of.Bytes("client_data_json"), of.Bytes("authenticator_data"), of.Bytes("signature"), inBatch ? of.Bytes("batch") : null);
    }

    private static ReceiptGrant ReadGrant(Members of)
    {
        string[] members = ["id", "audience", "acr", "permissions", "constraints", "minted_at", "expires_at", "redeemed_at", "redeemed_by", "revoked_at"];
        var tagged = of.Has("break_glass");
        of.Exactly(tagged ? [.. members, "break_glass"] : members);
        return new(
            of.Text("id"), of.Text("audience"), of.Text("acr"), of.List("permissions"), of.List("constraints"), of.Moment("minted_at"), of.Moment("expires_at"),
            of.IsNull("redeemed_at") ? null : of.Moment("redeemed_at"), of.IsNull("redeemed_by") ? null : of.Text("redeemed_by"), of.IsNull("revoked_at") ? null : of.Moment("revoked_at")) { BreakGlass = tagged ? of.Text("break_glass") : null };
    }

    private static ReceiptLog ReadLog(Members of)
    {
        of.Exactly("origin", "vkey", "entries");
        return new(of.Text("origin"), of.Text("vkey"), of.Objects("entries").Select(ReadEntry).ToList());
    }

    private static ReceiptEntry ReadEntry(Members of)
    {
        of.Exactly("index", "leaf", "detail", "salt", "proof");
        return new(of.Integer("index"), of.Bytes("leaf"), of.IsNull("detail") ? null : of.Bytes("detail"), of.IsNull("salt") ? null : of.Bytes("salt"), of.Text("proof"));
    }

    /// <summary>Where reading stopped. Never leaves this class.</summary>
    private sealed class Misfit(string pointer, string message) : Exception(message)
    {
        public string Pointer => pointer;
    }

    /// <summary>An object's members, asked for by name and kind.</summary>
    private readonly struct Members
    {
        private readonly JsonElement _element;
        private readonly string _pointer;

        public Members(JsonElement element, string pointer)
        {
            if (element.ValueKind != JsonValueKind.Object)
                throw new Misfit(pointer, "is no object");
            (_element, _pointer) = (element, pointer);
        }

        public void Exactly(params string[] names)
        {
            foreach (var member in _element.EnumerateObject())
            {
                if (!names.Contains(member.Name, StringComparer.Ordinal))
                    throw new Misfit($"{_pointer}/{member.Name}", "is unknown");
            }

            foreach (var name in names)
            {
                if (!_element.TryGetProperty(name, out _))
                    throw new Misfit($"{_pointer}/{name}", "is missing");
            }
        }

        public bool Has(string name) => _element.TryGetProperty(name, out _);

        public bool IsNull(string name) => Get(name).ValueKind == JsonValueKind.Null;

        public string Text(string name) => Text(Get(name), At(name));

        public byte[] Bytes(string name) => Base64UrlText.Decode(Text(name)) ?? throw new Misfit(At(name), "is not base64url");

        public long Integer(string name) =>
            Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= 0 ? value : throw new Misfit(At(name), "is no whole number");

        public bool Flag(string name) => Get(name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new Misfit(At(name), "is neither true nor false"),
        };

        public DateTime Moment(string name) =>
            DateTime.TryParseExact(Text(name), Receipt.Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at
                : throw new Misfit(At(name), "is no UTC instant with milliseconds");

        public Members Object(string name) => new(Get(name), At(name));

        public IEnumerable<Members> Objects(string name)
        {
            var pointer = At(name);
            return Items(name).Select((item, place) => new Members(item, $"{pointer}/{place}"));
        }

        public IReadOnlyList<string> Texts(string name)
        {
            var pointer = At(name);
            return [.. Items(name).Select((item, place) => Text(item, $"{pointer}/{place}"))];
        }

        public JsonArray List(string name)
        {
            Items(name);
            return JsonArray.Create(Get(name).Clone())!;
        }

        private JsonElement.ArrayEnumerator Items(string name) =>
            Get(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : throw new Misfit(At(name), "is no list");

        private JsonElement Get(string name) => _element.GetProperty(name);

        private string At(string name) => $"{_pointer}/{name}";

        private static string Text(JsonElement element, string pointer) => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new Misfit(pointer, "is no text");
    }
}
