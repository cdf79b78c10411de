// ENTRY, VERSION 1: the bytes of a leaf of the log. This header is the specification.
//
// A leaf is one JSON object in canonical form (RFC 8785, JCS), UTF-8, at most 65,535 bytes, with exactly these members:
//
//   v        the number 1
//   type     noun and verb: [a-z][a-z0-9_-]* in two or more parts joined by dots, at most 64 characters
//   at       when, UTC, RFC 3339 with milliseconds: YYYY-MM-DDThh:mm:ss.mmmZ
//   actor    identifier of who did it
//   subject  identifier of what it was done to
//   ids      object: role -> identifier of something else concerned
//   digests  object: what -> "sha256:" and 64 lower-case hex digits
//
// Names in ids and digests: [a-z][a-z0-9_]*, at most 64 characters. Identifiers: 1 to 512 printable ASCII characters without space, quotation mark and
// backslash. Hence no name, parameter or sentence fits into a leaf by accident, and no string needs an escape.
//
// digests.detail = SHA-256(salt || JCS(detail)) commits to the detail of the entry, which is stored beside the log with its random 16-byte salt. Erasing salt
// and detail leaves the leaf, and so the log, as it was. An entry without detail has no such digest.
//
// The leaf's hash is SHA-256(0x00 || leaf) (RFC 6962 section 2.1). Its index is its place in the tree and not part of the leaf.
//
// A reader refuses other members, other spellings of the same JSON and another v. New members need a new version.
//
// Example (one leaf, its detail and salt, the hash of the leaf):
//
//   leaf   {"actor":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w","at":"2026-11-22T14:02:11.042Z","digests":{"detail":"sha256:40d8602d7d10795199459fe88e11b19a344e92121682fa5b0bddce3a2e8c2a50"},"ids":{"intent_type":"payment.wire","owner":"per_01jd2v6c8e5m7n9p3q4r6s8t0x"},"subject":"int_01jd2v6c8e5m7n9p3q4r6s8t0v","type":"intent.declared","v":1}
//   salt   000102030405060708090a0b0c0d0e0f
//   detail {"agent":"ap-clerk","consequence":"Pays 12,500.00 EUR to Nordwind GmbH."}
//   hash   bc026684e118a5c92fdd2289fdfa463c04303ca7af644415e5b5808bd9e55a9b

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Audit.Formats.V1;

/// <summary>Writes and reads version 1 of an entry, as the header of this file says. Writing something the format forbids is a bug and throws; bytes that are not exactly what writing gives are refused.</summary>
public static class EntryV1
{
    public const int Version = 1;

    private const int MaxName = 64;
    private const int MaxIdentifier = 512;
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 2 };

    public static byte[] Write(AuditEntry entry)
    {
        if (Wrong(entry) is { } wrong)
            throw new ArgumentException($"An entry of type {entry.Type} cannot be written: {wrong}.", nameof(entry));

        var leaf = CanonicalJson.Write(new JsonObject
        {
            ["v"] = Version,
            ["type"] = entry.Type,
            ["at"] = entry.At.ToString(Instant, CultureInfo.InvariantCulture),
            ["actor"] = entry.ActorId,
            ["subject"] = entry.SubjectId,
            ["ids"] = Object(entry.Ids),
            ["digests"] = Object(entry.Digests),
        });
        return leaf.Length <= EntryBundle.MaxEntryLength ? leaf : throw new ArgumentException("An entry is longer than 65,535 bytes.", nameof(entry));
    }

    public static Outcome<AuditEntry> Parse(ReadOnlyMemory<byte> leaf, long index)
    {
        if (leaf.Length > EntryBundle.MaxEntryLength)
            return AuditRefusals.NotAnEntry("it is longer than 65,535 bytes");

        AuditEntry? entry;
        try
        {
            using var json = JsonDocument.Parse(leaf, Strict);
            entry = Read(json.RootElement, index);
        }
        catch (JsonException)
        {
            return AuditRefusals.NotAnEntry("it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, which JsonElement finds only when asked for the string.
            return AuditRefusals.NotAnEntry("it has a string that is no Unicode text");
        }

        if (entry is null)
            return AuditRefusals.NotAnEntry("a member is missing, unknown or of the wrong kind");
        if (Wrong(entry) is { } wrong)
            return AuditRefusals.NotAnEntry(wrong);
        return leaf.Span.SequenceEqual(Write(entry)) ? entry : AuditRefusals.NotAnEntry("it is not in canonical form");
    }

    private static AuditEntry? Read(JsonElement root, long index)
    {
        if (root.ValueKind != JsonValueKind.Object || root.GetPropertyCount() != 7
            || !root.TryGetProperty("v", out var v) || v.ValueKind != JsonValueKind.Number || !v.TryGetInt32(out var version) || version != Version
            || Text(root, "type") is not { } type || Text(root, "actor") is not { } actor || Text(root, "subject") is not { } subject
            || Text(root, "at") is not { } text || !DateTime.TryParseExact(text, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            || Strings(root, "ids") is not { } ids || Strings(root, "digests") is not { } digests)
            return null;
        return new AuditEntry { Index = index, At = at, Type = type, ActorId = actor, SubjectId = subject, Ids = ids, Digests = digests };
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, string>? Strings(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Object)
            return null;
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                return null;
            strings.Add(member.Name, member.Value.GetString()!);
        }

        return strings;
    }

    private static JsonObject Object(IReadOnlyDictionary<string, string> strings) => new(strings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)JsonValue.Create(s.Value))));

    /// <summary>What the format forbids about this entry, or null.</summary>
    private static string? Wrong(AuditEntry entry) =>
        entry.At.Kind != DateTimeKind.Utc ? "its time is not UTC"
        : entry.Type.Length > MaxName || entry.Type.Split('.') is not { Length: > 1 } parts || !parts.All(p => IsName(p, '-')) ? "its type is not noun.verb"
        : !IsIdentifier(entry.ActorId) ? "its actor is no identifier"
        : !IsIdentifier(entry.SubjectId) ? "its subject is no identifier"
        : entry.Ids.FirstOrDefault(i => !IsName(i.Key) || !IsIdentifier(i.Value)) is { Key: { } id } ? $"ids.{id} is no identifier"
        : entry.Digests.FirstOrDefault(d => !IsName(d.Key) || !IsDigest(d.Value)) is { Key: { } digest } ? $"digests.{digest} is no digest"
        : null;

    private static bool IsName(string name, char also = '_') =>
        name.Length is > 0 and <= MaxName && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_' || c == also);

    private static bool IsIdentifier(string? id) => id is { Length: > 0 and <= MaxIdentifier } && id.All(c => c is > ' ' and <= '~' and not ('"' or '\\'));

    private static bool IsDigest(string? digest) =>
        digest is { Length: 71 } && digest.StartsWith("sha256:", StringComparison.Ordinal) && !digest.AsSpan(7).ContainsAnyExcept(Hex);
}
