// RECEIPT, VERSION 2: what GET /api/v1/intents/{id}/receipt answers. This header is the specification; assets/vectors/receipt-v1.json is an example of version 1, which knows no batch and is still read; tests run it.
//
// A receipt is one JSON object (UTF-8, at most 4 MiB) with exactly the members below: unknown or repeated members make it unreadable. b64u is base64url without padding, instants are
// UTC with milliseconds (YYYY-MM-DDThh:mm:ss.mmmZ), digests are "sha256:" and 64 lower-case hex digits.
//
//   {
//     "v": 2,
//     "issuer": "https://gov.example",            who printed it; every statement names it
//     "rp_id": "gov.example",                     the WebAuthn relying party
//     "origins": ["https://gov.example"],         the addresses the signatures were made on, each once, sorted; empty without signatures
//     "demo": false,                              true exactly when the issuer ends with /demo
//     "intent": { "id": "int_…", "agent": "agt_…", "owner": "per_…", "status": "redeemed", "declared_at": "…", "digest": "sha256:…",
//                 "canonical": "b64u" },          the body as declared, canonical JSON (RFC 8785); digest is over these bytes
//     "policy_decision": { "digest": "sha256:…", "document": "b64u" },
//     "approvals": [ {                            every signature, in the order of the log
//         "id": "apr_…", "approver": { "id": "per_…", "name": "Mei Tan" }, "vouched_by": "per_…", "verdict": "approve", "slot": 1, "signed_at": "…",
//         "statement": "b64u", "display": "b64u", what was signed and what was shown, byte for byte
//         "credential": { "id": "b64u", "cose_key": "b64u", "spki": "b64u", "aaguid": "uuid", "practice": false },
//         "batch": "b64u",                         only where one signature was over several approvals: the batch statement (Domain/Approvals/ApprovalBatch.cs), which lists this one's digest
//         "client_data_json": "b64u", "authenticator_data": "b64u", "signature": "b64u" } ],
//     "grant": { "id": "grt_…", "audience": "https://…", "acr": "human-approved", "permissions": ["…"], "constraints": [ … ], "minted_at": "…", "expires_at": "…",
//                "redeemed_at": "…", "redeemed_by": "pnt_…", "revoked_at": null },        or null; moments that have not come are null
//                under a break-glass episode, and only then, one member more: "break_glass": "bgl_…"
//     "log": { "origin": "gov.example/log", "vkey": "…",
//              "entries": [ { "index": 41, "leaf": "b64u", "detail": "b64u", "salt": "b64u",    detail and salt are null once erased
//                             "proof": "c2sp.org/tlog-proof@v1\n…" } ] }                        all proofs under one checkpoint
//   }
//
// Two members are bound into the log whole. An approval object A is committed to by the entry approval.signed: digests.evidence = SHA-256(JCS(A)). The grant's terms
// { "id", "intent", "agent", "audience", "acr", "permissions", "constraints", "minted_at", "expires_at" } (and "break_glass" where the grant has it) are committed to by the entry grant.minted: digests.grant = SHA-256(JCS(terms)).

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>
/// Everything one needs to check a decision without the console: what was declared, decided, shown, signed, granted and logged, as specified in this file's header. Holds claims only:
/// <see cref="ReceiptVerification"/> says which of them are true.
/// </summary>
public sealed record Receipt(
    string Issuer, string RpId, IReadOnlyList<string> Origins, bool Demo, ReceiptIntent Intent, ReceiptDecision Decision, IReadOnlyList<ReceiptApproval> Approvals, ReceiptGrant? Grant, ReceiptLog Log)
{
    public const int Version = 2;

    /// <summary>The oldest version that is read.</summary>
    public const int OldestVersion = 1;

    internal const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True where a practice key signed: the receipt then proves nothing about a person.</summary>
    public bool Practice => Approvals.Any(approval => approval.Credential.Practice);

    /// <summary>The receipt as it is handed out, UTF-8.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["v"] = Version,
        ["issuer"] = Issuer,
        ["rp_id"] = RpId,
        ["origins"] = new JsonArray([.. Origins.Select(origin => (JsonNode)origin)]),
        ["demo"] = Demo,
        ["intent"] = Intent.ToJson(),
        ["policy_decision"] = new JsonObject { ["digest"] = Decision.Digest, ["document"] = Bytes(Decision.Document) },
        ["approvals"] = new JsonArray([.. Approvals.Select(approval => (JsonNode)approval.ToJson())]),
        ["grant"] = Grant?.ToJson(),
        ["log"] = Log.ToJson(),
    }, Printed);

    internal static string? Moment(DateTime? at) => at?.ToString(Instant, CultureInfo.InvariantCulture);

    internal static JsonNode? Bytes(byte[]? bytes) => bytes is null ? null : Base64UrlText.Encode(bytes);
}

/// <summary>The intent as declared and as it stands.</summary>
public sealed record ReceiptIntent(string Id, string AgentId, string OwnerId, string Status, DateTime DeclaredAt, string Digest, byte[] Canonical)
{
    public static ReceiptIntent Of(Intent intent) => new(
        intent.Id, intent.AgentId, intent.OwnerId, intent.Status.ToString().ToLowerInvariant(), intent.DeclaredAt, intent.Digest, intent.Canonical);

    internal JsonObject ToJson() => new()
    {
        ["id"] = Id, ["agent"] = AgentId, ["owner"] = OwnerId, ["status"] = Status, ["declared_at"] = Receipt.Moment(DeclaredAt), ["digest"] = Digest, ["canonical"] = Receipt.Bytes(Canonical),
    };
}

/// <summary>The stored evaluation of the declaration, canonical JSON.</summary>
public sealed record ReceiptDecision(string Digest, byte[] Document)
{
    public static ReceiptDecision Of(byte[] document) => new(IntentDigest.Of(document), document);
}

/// <summary>The public side of the passkey that signed, in both spellings a verifier may want.</summary>
public sealed record ReceiptCredential(byte[] Id, byte[] CoseKey, byte[] Spki, string Aaguid, bool Practice);

/// <summary>One signature with its evidence.</summary>
public sealed record ReceiptApproval(
    string Id, string ApproverId, string ApproverName, string VouchedById, string Verdict, int Slot, DateTime SignedAt, byte[] Statement, byte[] Display, ReceiptCredential Credential,
    byte[] ClientDataJson, byte[] AuthenticatorData, byte[] Signature, byte[]? Batch = null)
{
    /// <summary>The name under which the entry <c>approval.signed</c> holds <see cref="Digest"/>.</summary>
    public const string EvidenceDigest = "evidence";

    public static ReceiptApproval Of(SignedApproval signed) => new(
        signed.Id, signed.PersonId, signed.PersonName, signed.VouchedById, signed.Verdict == ApprovalVerdict.Approve ? "approve" : "deny", signed.Slot, signed.SignedAt, signed.Statement, signed.DisplayModel,
        new ReceiptCredential(Base64UrlText.Decode(signed.CredentialId) ?? [], signed.CoseKey, CoseKey.Read(signed.CoseKey).Value.Spki(), signed.Aaguid, signed.Practice),
        signed.ClientDataJson, signed.AuthenticatorData, signed.Signature, signed.Batch);

    /// <summary>The bytes whose hash was the challenge.</summary>
    public byte[] Signed => Batch ?? Statement;

    /// <summary>What the log commits to, so that no part of the evidence can be exchanged later. The signature within keeps it from being guessed.</summary>
    public string Digest => IntentDigest.Of(CanonicalJson.Write(ToJson()));

    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["approver"] = new JsonObject { ["id"] = ApproverId, ["name"] = ApproverName },
            ["vouched_by"] = VouchedById,
            ["verdict"] = Verdict,
            ["slot"] = Slot,
            ["signed_at"] = Receipt.Moment(SignedAt),
            ["statement"] = Receipt.Bytes(Statement),
            ["display"] = Receipt.Bytes(Display),
            ["credential"] = new JsonObject
            {
                ["id"] = Receipt.Bytes(Credential.Id),
                ["cose_key"] = Receipt.Bytes(Credential.CoseKey),
                ["spki"] = Receipt.Bytes(Credential.Spki),
                ["aaguid"] = Credential.Aaguid,
                ["practice"] = Credential.Practice,
            },
            ["client_data_json"] = Receipt.Bytes(ClientDataJson),
            ["authenticator_data"] = Receipt.Bytes(AuthenticatorData),
            ["signature"] = Receipt.Bytes(Signature),
        };
        if (Batch is not null)
            json["batch"] = Receipt.Bytes(Batch);
        return json;
    }
}

/// <summary>The grant: its terms, fixed when minted, and what became of it.</summary>
public sealed record ReceiptGrant(
    string Id, string Audience, string Acr, JsonArray Permissions, JsonArray Constraints, DateTime MintedAt, DateTime ExpiresAt, DateTime? RedeemedAt, string? RedeemedById, DateTime? RevokedAt)
{
    /// <summary>The name under which the entry <c>grant.minted</c> holds <see cref="TermsDigest"/>.</summary>
    public const string GrantDigest = "grant";

    /// <summary>The break-glass episode it was given under; null for every other.</summary>
    public string? BreakGlass { get; init; }

    public static ReceiptGrant Of(Grant grant) => new(
        grant.Id, grant.Audience, grant.Acr, JsonNode.Parse(grant.Permissions)!.AsArray(), JsonNode.Parse(grant.Constraints)!.AsArray(),
        grant.MintedAt, grant.ExpiresAt, grant.RedeemedAt, grant.RedeemedById, grant.RevokedAt) { BreakGlass = grant.EpisodeId };

    /// <summary>What the log commits to when the grant is minted.</summary>
    public string TermsDigest(string intentId, string agentId) => IntentDigest.Of(CanonicalJson.Write(Tagged(new JsonObject
    {
        ["id"] = Id,
        ["intent"] = intentId,
        ["agent"] = agentId,
        ["audience"] = Audience,
        ["acr"] = Acr,
        ["permissions"] = Permissions.DeepClone(),
        ["constraints"] = Constraints.DeepClone(),
        ["minted_at"] = Receipt.Moment(MintedAt),
        ["expires_at"] = Receipt.Moment(ExpiresAt),
    })));

    internal JsonObject ToJson() => Tagged(new JsonObject
    {
        ["id"] = Id,
        ["audience"] = Audience,
        ["acr"] = Acr,
        ["permissions"] = Permissions.DeepClone(),
        ["constraints"] = Constraints.DeepClone(),
        ["minted_at"] = Receipt.Moment(MintedAt),
        ["expires_at"] = Receipt.Moment(ExpiresAt),
        ["redeemed_at"] = Receipt.Moment(RedeemedAt),
        ["redeemed_by"] = RedeemedById,
        ["revoked_at"] = Receipt.Moment(RevokedAt),
    });

    private JsonObject Tagged(JsonObject json)
    {
        if (BreakGlass is not null)
            json["break_glass"] = BreakGlass;
        return json;
    }
}

/// <summary>The log's name and key as the issuer states them, and the entries that concern the intent.</summary>
public sealed record ReceiptLog(string Origin, string VKey, IReadOnlyList<ReceiptEntry> Entries)
{
    internal JsonObject ToJson() => new() { ["origin"] = Origin, ["vkey"] = VKey, ["entries"] = new JsonArray([.. Entries.Select(entry => (JsonNode)entry.ToJson())]) };
}

/// <summary>One leaf with its detail, unless erased, and its proof (c2sp.org/tlog-proof@v1).</summary>
public sealed record ReceiptEntry(long Index, byte[] Leaf, byte[]? Detail, byte[]? Salt, string Proof)
{
    internal JsonObject ToJson() => new() { ["index"] = Index, ["leaf"] = Receipt.Bytes(Leaf), ["detail"] = Receipt.Bytes(Detail), ["salt"] = Receipt.Bytes(Salt), ["proof"] = Proof };
}
