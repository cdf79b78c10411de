// APPROVAL STATEMENT, approval/2: the bytes a person signs to approve or deny one intent. This header is the specification.
//
// A statement is one JSON object in canonical form (RFC 8785, JCS), UTF-8, with exactly these members:
//
//   typ          "approval/2"
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
//   requirement  { "quorum", "control": "confirm" or "four_eyes", "assurance", "denials": 1–9 }: what it takes to say yes, and how many noes end it.
//                A quorum is 1–9 of those who were asked, or an expression over groups, e.g. "2 of finance and 1 of security" (Domain/Approvals/Quorum.cs)
//   slot         the how-manieth signature on the intent this is, from 1
//   seats        the seats of the quorum this person may take, each "asked" or a group's name; the console vouches for it
//   policy       digest of the policy bundle that asked
//   display      digest of the display model's canonical bytes: what was on the screen
//   approver     identifier of the person who signs
//   for          identifier of the person they answer for, who is away; null where they were asked themselves
//   not_before, expires_at   between which instants the signature counts: UTC, RFC 3339
//   nonce        32 random bytes, base64url without padding
//
// Digests are "sha256:" and 64 lower-case hex digits. The WebAuthn challenge of the signature is
//
//   challenge = SHA-256("governance-console/statement/v1" || 0x00 || statement)
//
// approval/1, which earlier versions wrote, has neither seats nor for, and its requirement has no denials and a number as quorum. It is still read, so that old receipts stay provable; it is not written.
//
// A reader refuses other members, other spellings of the same JSON and another typ; new members need a new typ. The verdict lies inside, so a captured "deny"
// never becomes an "approve"; the display digest lies inside, so what was shown is what was signed.
//
// Example (statement, its digest, the challenge in hex):
//
//   statement {"agent":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w","approver":"per_01jd2v6c8e5m7n9p3q4r6s8t0y","chain":[{"agent":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w"},{"owner":"per_01jd2v6c8e5m7n9p3q4r6s8t0x"}],"constraints":[],"display":"sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae","expires_at":"2026-11-22T14:10:00Z","for":null,"grant_seconds":300,"intent":{"digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","id":"int_01jd2v6c8e5m7n9p3q4r6s8t0v"},"issuer":"http://localhost:5080","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","not_before":"2026-11-22T14:05:00Z","permissions":["payments:execute"],"policy":"sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9","requirement":{"assurance":"passkey","control":"four_eyes","denials":1,"quorum":"2 of finance and 1 of security"},"rp":"localhost","seats":["finance"],"slot":1,"tool":"https://bank.example/api","typ":"approval/2","verdict":"approve"}
//   digest    sha256:89a49004821146296d7638c0c390e07b90ec285915887f32ba4b2e4ba10786d7
//   challenge 4610edb253107865c686044e6e48f48a30cf7936c8274475a65ecb962833f59a

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
    public const string Typ = "approval/2";

    /// <summary>The form before <see cref="Typ"/>.</summary>
    public const string OldTyp = "approval/1";

    /// <summary>True for one that was read in the form before.</summary>
    public bool IsOld { get; private init; }

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

    /// <summary>The seats of the quorum the person may take.</summary>
    public IReadOnlyList<string> Seats { get; init; } = [Quorum.Asked];

    /// <summary>Whom they answer for; null for themselves.</summary>
    public string? ForId { get; init; }

    public required string PolicyDigest { get; init; }

    public required string DisplayDigest { get; init; }

    public required string ApproverId { get; init; }

    public required DateTime NotBefore { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Nonce { get; init; }

    public byte[] Write()
    {
        var json = new JsonObject
        {
            ["typ"] = IsOld ? OldTyp : Typ,
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
            ["requirement"] = Requirement.ToJson(),
            ["slot"] = Slot,
            ["policy"] = PolicyDigest,
            ["display"] = DisplayDigest,
            ["approver"] = ApproverId,
            ["not_before"] = DisplayZone.Record(NotBefore),
            ["expires_at"] = DisplayZone.Record(ExpiresAt),
            ["nonce"] = StatementReading.Nonce(Nonce),
        };
        if (IsOld)
        {
            json["requirement"]!.AsObject().Remove("denials");
            return CanonicalJson.Write(json);
        }
        json["seats"] = new JsonArray([.. Seats.Select(seat => (JsonNode)seat)]);
        json["for"] = ForId;
        return CanonicalJson.Write(json);
    }

    /// <summary>Reads bytes that were signed. Refused (<c>malformed</c>, with pointers) unless they are exactly what <see cref="Write"/> gives.</summary>
    public static Outcome<ApprovalStatement> Parse(ReadOnlySpan<byte> bytes)
    {
        var document = IntentJson.Parse(bytes);
        if (document.IsRefused)
            return document.Refusal;
        var errors = new List<FieldError>();
        var at = new ObjectReader(document.Value.Root, "", errors);
        var isOld = at.Choice("typ", null, Typ, OldTyp) == OldTyp;
        var intent = at.Object("intent");
        var requirement = at.Raw("requirement", JsonValueKind.Object);
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
            IsOld = isOld,
            Requirement = ReadRequirement(at, requirement),
            Slot = (int)at.Whole("slot", 1, MostSignatures),
            Seats = isOld ? [Quorum.Asked] : at.Texts("seats", orNone: true) ?? [],
            ForId = isOld || at.IsNull("for") ? null : at.Text("for"),
            PolicyDigest = at.Digest("policy"),
            DisplayDigest = at.Digest("display"),
            ApproverId = at.Text("approver"),
            NotBefore = at.Moment("not_before"),
            ExpiresAt = at.Moment("expires_at"),
            Nonce = at.Nonce("nonce"),
        };
        intent.Finish();
        at.Finish();
        if (errors.Count == 0 && !bytes.SequenceEqual(statement.Write()))
            errors.Add(new FieldError("", "Is not the canonical spelling."));
        return errors.Count > 0 ? IntentRefusals.NotAStatement with { Errors = errors } : statement;
    }

    /// <summary>Signatures that one intent may gather: a full quorum, and as many that do not count or deny.</summary>
    private const int MostSignatures = 99;

    private static Requirement ReadRequirement(ObjectReader at, string requirement)
    {
        try
        {
            return Requirement.Read(JsonNode.Parse(requirement)?.AsObject());
        }
        catch (FormatException wrong)
        {
            at.Refuse("requirement", char.ToUpperInvariant(wrong.Message[0]) + wrong.Message[1..] + ".");
            return Requirement.Default;
        }
    }
}
