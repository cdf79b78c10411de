// APPROVAL BATCH, approval-batch/1: the body of the statement (see SignedStatement) that one signature over several approvals is made on. This header is the specification.
//
//   { "statements": [ "sha256:…", … ] }     digests of the approval statements, 2 to 50, each once, in the order shown
//
// Each approval keeps its own statement, with its own nonce, display digest and slot, and counts only if the batch lists its digest, is by its approver and was valid when it was signed. Nothing that is not listed is signed.
//
// Example:
//
//   body {"statements":["sha256:33bc00198c9826550bf8ebb17086cff2764700c65c91b85ba8e5009d2add9a77","sha256:a113b3078f3b5246f07218338e15172b9294ada676ffb2420efe33d5a77ce996"]}

using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>Several approval statements under one signature, by their digests, as this file's header says.</summary>
public static class ApprovalBatch
{
    public const string Typ = "approval-batch/1";

    /// <summary>The typ of the ceremonies behind the entries of a batch: none of them is answered by itself.</summary>
    public const string EntryTyp = "approval-in-batch/1";

    public const int Fewest = 2;

    public const int Most = 50;

    /// <summary>Why this card may not be signed together with others; null when it may. Only routine ones, of one type, that can be shown whole and carry no warning.</summary>
    public static Refusal? Objects(DisplayModel card, string type) =>
        card.Context.Risk != Policy.Risk.Routine ? ApprovalRefusals.NotInBatch("Only routine ones may be signed together.")
        : card.Type?.Id != type ? ApprovalRefusals.NotInBatch("Only intents of one type may be signed together.")
        : card.Flags.Count > 0 ? ApprovalRefusals.NotInBatch("One of them carries a warning.")
        : !card.CanBeApproved ? ApprovalRefusals.Uninspectable
        : null;

    /// <summary>The body over these statements.</summary>
    public static string Body(IReadOnlyList<string> digests) =>
        Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject { ["statements"] = new JsonArray([.. digests.Select(digest => (JsonNode)digest)]) }));

    /// <summary>The digests a body lists; refused (<c>malformed</c>) unless it is exactly of this form.</summary>
    public static Outcome<IReadOnlyList<string>> Read(string body)
    {
        var digests = (JsonNode.Parse(body) as JsonObject)?["statements"] is JsonArray list ? list.Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").ToList() : [];
        return digests.Count is >= Fewest and <= Most && digests.All(IntentDigest.IsWellFormed) && digests.Distinct(StringComparer.Ordinal).Count() == digests.Count && Body(digests) == body ? digests : IntentRefusals.NotAStatement;
    }

    /// <summary>True when the batch is by this person at this site, was valid at this moment, and lists this statement.</summary>
    public static bool Lists(byte[] batch, byte[] statement, string issuer, string rpId, string approverId, DateTime at)
    {
        var read = SignedStatement.Parse(batch, Typ);
        return !read.IsRefused && read.Value is { } signed && signed.Issuer == issuer && signed.RpId == rpId && signed.SignerId == approverId && signed.NotBefore <= at && at < signed.ExpiresAt
            && Read(signed.Body) is { IsRefused: false } digests && digests.Value.Contains(IntentDigest.Of(statement));
    }
}
