using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Domain.Evidence;

/// <summary>What a receipt's checks need of a signed approval statement. Null where the bytes are not a canonical statement of version 1.</summary>
internal sealed record StatementFacts(
    string Issuer, string RpId, string IntentId, string IntentDigest, string Agent, string Tool, string Verdict, IReadOnlyList<string> Permissions, int GrantSeconds,
    int Quorum, string Control, string Assurance, int Slot, string PolicyDigest, string DisplayDigest, string Approver, DateTime NotBefore, DateTime ExpiresAt, byte[]? Nonce)
{
    /// <summary>What the passkey signs of a statement: SHA-256("governance-console/statement/v1" ‖ 0x00 ‖ JCS(statement)).</summary>
    public static byte[] Challenge(byte[] statement) => SHA256.HashData([.. "governance-console/statement/v1\0"u8, .. statement]);

    public static StatementFacts? Read(byte[] bytes)
    {
        if (Canonical.Read(bytes) is not { } statement || Canonical.Text(statement["typ"]) != "approval/1" || statement["requirement"] is not JsonObject requirement
            || Canonical.Moment(statement["not_before"]) is not { } notBefore || Canonical.Moment(statement["expires_at"]) is not { } expiresAt)
            return null;
        return new StatementFacts(
            Text("issuer"), Text("rp_id"), Text("intent_id"), Text("intent_digest"), Text("agent"), Text("tool"), Text("verdict"),
            [.. (statement["permissions"] as JsonArray ?? []).Select(permission => Canonical.Text(permission) ?? "")], Canonical.Integer(statement["grant_seconds"]) ?? 0,
            Canonical.Integer(requirement["quorum"]) ?? 0, Canonical.Text(requirement["control"]) ?? "", Canonical.Text(requirement["assurance"]) ?? "", Canonical.Integer(statement["slot"]) ?? 0,
            Text("policy_digest"), Text("display_digest"), Text("approver"), notBefore, expiresAt, Base64UrlText.Decode(Canonical.Text(statement["nonce"])));

        string Text(string name) => Canonical.Text(statement[name]) ?? "";
    }
}
