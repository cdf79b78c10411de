using GovernanceConsole.Domain;

namespace GovernanceConsole.Features.Audit;

/// <summary>Every way this feature's acts say no, beside the formats' own (<c>Domain/Audit/AuditRefusals</c>).</summary>
internal static class AuditFeatureRefusals
{
    public static readonly Refusal AlreadyWalking = new("unavailable", "The log is being verified already, by you or by somebody else. One walk at a time; try again when it is done.");

    public static readonly Refusal NoEntry = new("not_found", "The log has no entry with that number.");

    public static readonly Refusal NoTile = new("not_found", "The log has no such tile at its present size.");

    public static readonly Refusal Empty = new("not_found", "The log is empty, so nothing has been signed yet.");

    public static readonly Refusal AuditorsOnly = new("not_allowed", "Entries are given to auditors only. Hashes, proofs and the signed tree head are public.");
}
