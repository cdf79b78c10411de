// APPROVAL STATEMENT, approval/1: the bytes a person signs to approve or deny one intent. This header is the specification.
//
// A statement is one JSON object in canonical form (RFC 8785, JCS), UTF-8, with exactly these members:
//
//   typ          "approval/1"
//   issuer       the console's issuer, as in its metadata
//   rp           the WebAuthn relying party id
//   intent       { "id", "digest" }: the intent and the SHA-256 of its canonical bytes
//   agent        identifier of the agent that declared it
//   chain        who is behind the agent, as the console verified it: any JSON
//   tool         the tool the intent names, byte for byte
//   verdict      "approve" or "deny"
//   permissions  array of permission names an approval gives; empty for a denial
//   constraints  array of { "pointer", "op", "value" } that narrow what may be executed; mostly empty
//   grant_seconds how long the grant lives, from minting
//   requirement  { "quorum": 1–9, "control": "confirm" or "four_eyes", "assurance" }: what it takes to say yes
//   slot         which place of the quorum this signature fills, from 1
//   policy       digest of the policy bundle that asked
//   display      digest of the display model's canonical bytes: what was on the screen
//   approver     identifier of the person who signs
//   not_before, expires_at   between which instants the signature counts: UTC, RFC 3339
//   nonce        32 random bytes, base64url without padding
//
// Digests are "sha256:" and 64 lower-case hex digits. The WebAuthn challenge of the signature is
//
//   challenge = SHA-256("governance-console/statement/v1" || 0x00 || statement)
//
// A reader refuses other members, other spellings of the same JSON and another typ; new members need a new typ. The verdict lies inside, so a captured "deny"
// never becomes an "approve"; the display digest lies inside, so what was shown is what was signed.
//
// Example (statement, its digest, the challenge in hex):
//
//   statement {"agent":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w","approver":"per_01jd2v6c8e5m7n9p3q4r6s8t0y","chain":[{"agent":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w"},{"owner":"per_01jd2v6c8e5m7n9p3q4r6s8t0x"}],"constraints":[],"display":"sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae","expires_at":"2026-11-22T14:10:00Z","grant_seconds":300,"intent":{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","id":"int_01jd2v6c8e5m7n9p3q4r6s8t0v"},"issuer":"http://localhost:5080","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","not_before":"2026-11-22T14:05:00Z","permissions":["payments:execute"],"policy":"sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9","requirement":{"assurance":"passkey","control":"four_eyes","quorum":2},"rp":"localhost","slot":1,"tool":"https://bank.example/api","typ":"approval/1","verdict":"approve"}
//   digest    sha256:33bc00198c9826550bf8ebb17086cff2764700c65c91b85ba8e5009d2add9a77
//   challenge ac3bded77916e9b7d332c41722a3ae1ba59003ae5fe5fdd0334e699dcff12f3f

using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// What a person signs about one intent, as the header of this file says. <see cref="Write"/> gives the one spelling there is and <see cref="Parse"/> refuses every other, so the bytes that were
/// signed are the bytes that are stored, and nobody re-serialises to verify.
/// </summary>
public sealed record ApprovalStatement
{
    public const string Typ = "approval/1";

    public required string Issuer { get; init; }

    public required string RpId { get; init; }

    public required string IntentId { get; init; }

    public required string IntentDigest { get; init; }

    public required string AgentId { get; init; }

    /// <summary>JSON.</summary>
    public required string Chain { get; init; }

    public required string Tool { get; init; }

    public required ApprovalVerdict Verdict { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>A JSON array of <c>{pointer, op, value}</c>.</summary>
    public required string Constraints { get; init; }

    public required int GrantSeconds { get; init; }

    public required Requirement Requirement { get; init; }

    public required int Slot { get; init; }

    public required string PolicyDigest { get; init; }

    public required string DisplayDigest { get; init; }

    public required string ApproverId { get; init; }

    public required DateTime NotBefore { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Nonce { get; init; }

    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["typ"] = Typ,
        ["issuer"] = Issuer,
        ["rp"] = RpId,
        ["intent"] = new JsonObject { ["id"] = IntentId, ["digest"] = IntentDigest },
        ["agent"] = AgentId,
        ["chain"] = JsonNode.Parse(Chain),
        ["tool"] = Tool,
        ["verdict"] = Verdict == ApprovalVerdict.Approve ? "approve" : "deny",
        ["permissions"] = new JsonArray([.. Permissions.Select(permission => (JsonNode)permission)]),
        ["constraints"] = JsonNode.Parse(Constraints),
        ["grant_seconds"] = GrantSeconds,
        ["requirement"] = new JsonObject { ["quorum"] = Requirement.Quorum, ["control"] = Requirement.Control == Control.FourEyes ? "four_eyes" : "confirm", ["assurance"] = Requirement.Assurance },
        ["slot"] = Slot,
        ["policy"] = PolicyDigest,
        ["display"] = DisplayDigest,
        ["approver"] = ApproverId,
        ["not_before"] = DisplayZone.Record(NotBefore),
        ["expires_at"] = DisplayZone.Record(ExpiresAt),
        ["nonce"] = StatementReading.Nonce(Nonce),
    });

    /// <summary>Reads bytes that were signed. Refused (<c>malformed</c>, with pointers) unless they are exactly what <see cref="Write"/> gives.</summary>
    public static Outcome<ApprovalStatement> Parse(ReadOnlySpan<byte> bytes)
    {
        var document = IntentJson.Parse(bytes);
        if (document.IsRefused)
            return document.Refusal;
        var errors = new List<FieldError>();
        var at = new ObjectReader(document.Value.Root, "", errors);
        at.Choice("typ", null, Typ);
        var intent = at.Object("intent");
        var requirement = at.Object("requirement");
        var statement = new ApprovalStatement
        {
            Issuer = at.Text("issuer"),
            RpId = at.Text("rp"),
            IntentId = intent.Text("id"),
            IntentDigest = intent.Digest("digest"),
            AgentId = at.Text("agent"),
            Chain = at.Raw("chain", null),
            Tool = at.Text("tool"),
            Verdict = at.Choice("verdict", null, "approve", "deny") == "approve" ? ApprovalVerdict.Approve : ApprovalVerdict.Deny,
            Permissions = at.Texts("permissions", orNone: true) ?? [],
            Constraints = at.Raw("constraints", JsonValueKind.Array),
            GrantSeconds = (int)at.Whole("grant_seconds", 0, int.MaxValue),
            Requirement = new Requirement(
                (int)requirement.Whole("quorum", 1, 9),
                requirement.Choice("control", null, "four_eyes", "confirm") == "confirm" ? Control.Confirm : Control.FourEyes,
                requirement.Text("assurance")),
            Slot = (int)at.Whole("slot", 1, 9),
            PolicyDigest = at.Digest("policy"),
            DisplayDigest = at.Digest("display"),
            ApproverId = at.Text("approver"),
            NotBefore = at.Moment("not_before"),
            ExpiresAt = at.Moment("expires_at"),
            Nonce = at.Nonce("nonce"),
        };
        intent.Finish();
        requirement.Finish();
        at.Finish();
        if (errors.Count == 0 && !bytes.SequenceEqual(statement.Write()))
            errors.Add(new FieldError("", "Is not the canonical spelling."));
        return errors.Count > 0 ? IntentRefusals.NotAStatement with { Errors = errors } : statement;
    }
}
