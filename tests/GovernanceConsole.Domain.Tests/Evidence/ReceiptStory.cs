using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Tests.Audit;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Domain.Tests.Evidence;

/// <summary>A payment that two people approve with passkeys and a bank redeems, told into a log of its own and printed. Each property bends the story in one place before it is signed.</summary>
internal sealed class ReceiptStory : IDisposable
{
    public const string Origin = "https://gov.example";
    public const string RpId = "gov.example";
    public const string IntentId = "int_01jd2v6c8e5m7n9p3q4r6s8t0v";
    public const string AgentId = "agt_01jd2v6c8e5m7n9p3q4r6s8t0w";
    public const string OwnerId = "per_01jd2v6c8e5m7n9p3q4r6s8t0x";
    public const string GrantId = "grt_01jd2v6c8e5m7n9p3q4r6s8t0y";
    public const string PointId = "pnt_01jd2v6c8e5m7n9p3q4r6s8t0z";
    public const string Tool = "https://bank.example/api";

    public const string Constraints = """[{"op":"le","pointer":"/parameters/amount/value","value":"12500.00"}]""";

    public static readonly DateTime Declared = new(2026, 11, 22, 14, 2, 11, 42, DateTimeKind.Utc);

    private readonly ECDsa _logKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly List<(byte[] Leaf, SaltedDetail? Detail)> _log = [];

    public bool Demo { get; init; }
    public bool Practice { get; init; }
    public string Effect { get; init; } = "escalate";
    public JsonNode Quorum { get; init; } = 2;
    public string Control { get; init; } = "four_eyes";
    public string Assurance { get; init; } = "passkey";
    public int Denials { get; init; } = 1;
    public string[] FirstSeats { get; init; } = ["asked"];
    public string[] SecondSeats { get; init; } = ["asked"];
    public string? SecondFor { get; init; }
    public string? SecondForInTheLog { get; init; }
    public bool BackupEligible { get; init; }
    public bool Old { get; init; }
    public string Acr { get; init; } = "multi-party-approved";
    public Action<JsonObject>? Batch { get; init; }
    public string FirstApprover { get; init; } = "per_01jd2v6c8e5m7n9p3q4r6s8t10";
    public string SecondApprover { get; init; } = "per_01jd2v6c8e5m7n9p3q4r6s8t11";
    public string SecondVouchedBy { get; init; } = "console";
    public string SecondVerdict { get; init; } = "approve";
    public bool OnePasskeyForBoth { get; init; }
    public bool ShownSomethingElse { get; init; }
    public string GrantedPermission { get; init; } = "payments:execute";
    public string GrantedConstraints { get; init; } = Constraints;
    public int GrantedSeconds { get; init; } = 300;
    public Mischief SecondMischief { get; init; } = Mischief.None;
    public Action<JsonObject>? SecondStatement { get; init; }

    private string Issuer => Demo ? Origin + "/demo" : Origin;

    private string LogOrigin => Issuer[8..] + "/log";

    public NoteKey LogKey => new NoteSigner(LogOrigin, _logKey).Key;

    public void Dispose() => _logKey.Dispose();

    public Receipt Tell()
    {
        var canonical = CanonicalJson.Write(JsonNode.Parse("""
            {"type":"payment.wire","tool":"https://bank.example/api","parameters":{"amount":{"value":"12500.00","currency":"EUR"},"beneficiary":{"name":"Nordwind GmbH","iban":"DE89370400440532013000"}}}
            """));
        var intent = new ReceiptIntent(IntentId, AgentId, OwnerId, "redeemed", Declared, IntentDigest.Of(canonical), canonical);
        var decision = ReceiptDecision.Of(CanonicalJson.Write(Decision(intent.Digest)));
        Log("console.started", Declared.AddHours(-1), "console", "console", []);
        Log("intent.declared", Declared, AgentId, IntentId, new() { ["owner"] = OwnerId }, new() { ["intent"] = intent.Digest, ["decision"] = decision.Digest }, new() { ["agent"] = "ap-clerk" });

        List<ReceiptApproval> approvals = [];
        if (Effect == "escalate")
        {
            var keys = new SoftAuthenticator(Origin, backupEligible: BackupEligible, aaguid: Practice ? PracticeKey.Aaguid : null);
            approvals.Add(Sign(intent, decision, keys, FirstApprover, "Mei Tan", "console", 1, "approve", Mischief.None, null));
            if (!OnePasskeyForBoth)
                keys = new SoftAuthenticator(Origin, rsa: true);
            approvals.Add(Sign(intent, decision, keys, SecondApprover, "Tom Eck", SecondVouchedBy, 2, SecondVerdict, SecondMischief, SecondStatement));
            foreach (var approval in approvals)
                Log("approval.signed", approval.SignedAt, approval.ApproverId, approval.Id, approval.Slot == 2 && (SecondForInTheLog ?? SecondFor) is { } away ? new() { ["intent"] = IntentId, ["for"] = away } : new() { ["intent"] = IntentId },
                    new() { [ReceiptApproval.EvidenceDigest] = approval.Digest }, new() { ["name"] = approval.ApproverName });
        }

        var grant = ReceiptGrant.Of(Grant(approvals.Count));
        Log("grant.minted", grant.MintedAt, "console", GrantId, new() { ["intent"] = IntentId }, new() { [ReceiptGrant.GrantDigest] = grant.TermsDigest(IntentId, AgentId) });
        Log("grant.redeemed", grant.RedeemedAt!.Value, PointId, GrantId, new() { ["intent"] = IntentId });
        Log("session.ended", grant.RedeemedAt.Value.AddMinutes(1), FirstApprover, FirstApprover, []);
        return new Receipt(Issuer, RpId, approvals.Count > 0 ? [Origin] : [], Demo, intent, decision, approvals, grant, PrintLog());
    }

    private JsonObject Decision(string intentDigest) => new()
    {
        ["evaluation_id"] = "eval_01jd2v6c8e5m7n9p3q4r6s8t12",
        ["intent_digest"] = intentDigest,
        ["policy"] = new JsonObject { ["bundle_digest"] = IntentDigest.Of("the bundle"u8), ["rules"] = new JsonArray("payments.large") },
        ["decision"] = Effect == "escalate"
            ? new JsonObject { ["effect"] = Effect, ["grants"] = Grants(), ["ttl_seconds"] = 300, ["require"] = Requirement() }
            : new JsonObject { ["effect"] = Effect, ["grants"] = Grants(), ["ttl_seconds"] = 300 },
    };

    private JsonObject Requirement() => Old
        ? new() { ["quorum"] = Quorum.DeepClone(), ["control"] = Control, ["assurance"] = Assurance }
        : new() { ["quorum"] = Quorum.DeepClone(), ["control"] = Control, ["assurance"] = Assurance, ["denials"] = Denials };

    private byte[] BatchOf(byte[] statement, string approver, DateTime signedAt)
    {
        var batch = new JsonObject
        {
            ["typ"] = "approval-batch/1", ["issuer"] = Issuer, ["rp"] = RpId, ["signer"] = approver, ["not_before"] = Instant(signedAt.AddMinutes(-1)), ["expires_at"] = Instant(signedAt.AddMinutes(4)),
            ["nonce"] = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(32)),
            ["body"] = new JsonObject { ["statements"] = new JsonArray(IntentDigest.Of("another"u8), IntentDigest.Of(statement)) },
        };
        Batch!(batch);
        return CanonicalJson.Write(batch);
    }

    private static JsonArray Grants() => new(new JsonObject { ["permission"] = "payments:execute", ["ttl_seconds"] = 300 });

    private ReceiptApproval Sign(ReceiptIntent intent, ReceiptDecision decision, SoftAuthenticator keys, string approver, string name, string vouchedBy, int slot, string verdict, Mischief mischief, Action<JsonObject>? bend)
    {
        var signedAt = Declared.AddMinutes(slot);
        var handle = Encoding.ASCII.GetBytes(approver);
        var challenge = SHA256.HashData("enrolment"u8);
        if (keys.CredentialIds.Count == 0)
            keys.Create(PasskeyOptions.ForEnrolment(RpId, "Governance", challenge, handle, name, name, [], TimeSpan.FromMinutes(5)));
        var display = CanonicalJson.Write(JsonNode.Parse($$"""{"template":"payment.wire@1","consequence":"Pays 12,500.00 EUR to Nordwind GmbH.","slot":{{slot}}}"""));
        var statement = new JsonObject
        {
            ["typ"] = Old ? "approval/1" : "approval/2",
            ["issuer"] = Issuer,
            ["rp"] = RpId,
            ["intent"] = new JsonObject { ["id"] = intent.Id, ["digest"] = intent.Digest },
            ["agent"] = AgentId,
            ["tool"] = Tool,
            ["verdict"] = verdict,
            ["permissions"] = verdict == "approve" ? new JsonArray("payments:execute") : new JsonArray(),
            ["constraints"] = JsonNode.Parse(Constraints),
            ["grant_seconds"] = 300,
            ["requirement"] = Requirement(),
            ["slot"] = slot,
            ["policy"] = IntentDigest.Of("the bundle"u8),
            ["display"] = IntentDigest.Of(display),
            ["chain"] = new JsonArray(),
            ["approver"] = approver,
            ["not_before"] = Instant(signedAt.AddMinutes(-1)),
            ["expires_at"] = Instant(signedAt.AddMinutes(4)),
            ["nonce"] = Base64UrlText.Encode(RandomNumberGenerator.GetBytes(32)),
        };
        if (!Old)
        {
            statement["seats"] = new JsonArray([.. (slot == 1 ? FirstSeats : SecondSeats).Select(seat => (JsonNode)seat)]);
            statement["for"] = slot == 1 ? null : SecondFor;
        }
        bend?.Invoke(statement);
        var bytes = CanonicalJson.Write(statement);
        var batch = Batch is null ? null : BatchOf(bytes, approver, signedAt);
        var answer = AssertionResponse.Read(Encoding.UTF8.GetBytes(keys.Get(PasskeyOptions.ForAssertion(RpId, StatementChallenge(batch ?? bytes), [], TimeSpan.FromMinutes(5)), mischief))).Value;
        return ReceiptApproval.Of(new SignedApproval
        {
            Id = "apr_01jd2v6c8e5m7n9p3q4r6s8t1" + (char)('a' + slot),
            IntentId = IntentId,
            PersonId = approver,
            PersonName = name,
            VouchedById = vouchedBy,
            Verdict = verdict == "deny" ? ApprovalVerdict.Deny : ApprovalVerdict.Approve,
            Slot = slot,
            Seats = "asked",
            Batch = batch,
            Statement = bytes,
            DisplayModel = ShownSomethingElse ? [.. display, 32] : display,
            CredentialId = Base64UrlText.Encode(answer.CredentialId),
            CoseKey = keys.PublicKey(answer.CredentialId),
            Aaguid = (Practice && slot == 1 ? PracticeKey.Aaguid : Guid.Empty).ToString(),
            Practice = Practice && slot == 1,
            ClientDataJson = answer.ClientDataJson,
            AuthenticatorData = answer.AuthenticatorData,
            Signature = answer.Signature,
            SignedAt = signedAt,
        });
    }

    // Written out here once more, so that the test does not ask the code under test for the formula.
    private static byte[] StatementChallenge(byte[] statement) => SHA256.HashData([.. Encoding.ASCII.GetBytes("governance-console/statement/v1"), 0, .. statement]);

    private Grant Grant(int approvals) => new()
    {
        Id = GrantId,
        IntentId = IntentId,
        AgentId = AgentId,
        Audience = Tool,
        MintedAt = Declared.AddMinutes(2),
        ExpiresAt = Declared.AddMinutes(2).AddSeconds(GrantedSeconds),
        Permissions = new JsonArray(GrantedPermission).ToJsonString(),
        Constraints = Effect == "escalate" ? GrantedConstraints : "[]",
        Acr = approvals == 0 ? "agent-only" : Acr,
        RedeemedAt = Declared.AddMinutes(3),
        RedeemedById = PointId,
    };

    private void Log(string type, DateTime at, string actor, string subject, Dictionary<string, string> ids, Dictionary<string, string>? digests = null, JsonObject? detail = null)
    {
        var entry = new AuditEntry { Index = _log.Count, At = at, Type = type, ActorId = actor, SubjectId = subject, Ids = ids, Digests = digests ?? [] };
        var salted = detail is null ? null : SaltedDetail.Of(RandomNumberGenerator.GetBytes(16), detail);
        _log.Add((EntryV1.Write(salted is null ? entry : entry.With(salted)), salted));
    }

    private ReceiptLog PrintLog()
    {
        byte[][] leaves = [.. _log.Select(entry => MerkleTree.HashLeaf(entry.Leaf))];
        var note = new Checkpoint(LogOrigin, leaves.Length, NaiveTree.Root(leaves)).Sign(new NoteSigner(LogOrigin, _logKey)).ToString();
        var entries = Enumerable.Range(0, leaves.Length)
            .Where(index => EntryV1.Parse(_log[index].Leaf, index).Value is { } entry && entry.Type.Split('.')[0] is "intent" or "approval" or "grant")
            .Select(index => new ReceiptEntry(index, _log[index].Leaf, _log[index].Detail?.Json, _log[index].Detail?.Salt, new TlogProof(index, NaiveTree.Path(index, leaves), note).ToString()));
        return new ReceiptLog(LogOrigin, LogKey.ToString(), [.. entries]);
    }

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
