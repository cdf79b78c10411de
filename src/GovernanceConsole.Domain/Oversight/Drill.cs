// DRILL COMMITMENT, drill/1: how it is proven afterwards that a decoy was planned as one. This header is the specification.
//
// When an operator plans a drill, the entry drill.planned is logged with subject = the drill and digests.commitment =
//
//   SHA-256("governance-console/drill/v1" || 0x00 || JCS({"drill": identifier, "intent": identifier of the decoy, chosen then, "nonce": 32 random bytes, base64url without padding}))
//
// It tells nobody which intent it will be. The decoy is declared later by an agent of the console's own, whose private key was thrown away, so every word of what an approver signs is true. When the decoy has ended, the entry
// drill.revealed is logged with subject = the intent, ids.drill, ids.nonce and the same digests.commitment. Anybody who holds both entries (a receipt of the intent has them) computes the commitment again: the intent was a drill before
// it was declared, and nobody can call a real one a drill afterwards.
//
// Example:
//
//   {"drill":"drl_01jd2v6c8e5m7n9p3q4r6s8t0v","intent":"int_01jd2v6c8e5m7n9p3q4r6s8t0w","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}
//   commitment sha256:71718ff04cface720f9a3be05f4576dd2f6bb502349cd91d0374546b513090bf

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Oversight;

/// <summary>How a drill stands, or ended.</summary>
public enum DrillState
{
    Planned = 0,

    /// <summary>The decoy waits in the queue.</summary>
    Waiting = 1,

    /// <summary>Somebody denied it.</summary>
    Caught = 2,

    /// <summary>Somebody signed for it.</summary>
    Approved = 3,

    /// <summary>Time ran out.</summary>
    Ignored = 4,

    /// <summary>Taken back, or it could not be put to anybody.</summary>
    CalledOff = 5,
}

/// <summary>
/// A vigilance drill: a harmless decoy intent that people are to notice. Planned by an operator, put into the queue like any other, over with the first decision, and then revealed. It is never granted: no state of it leads there.
/// </summary>
public sealed class Drill
{
    public required string Id { get; init; }

    /// <summary>The decoy's id, chosen when it was planned.</summary>
    public required string IntentId { get; init; }

    /// <summary>The console's own agent that declares it.</summary>
    public required string AgentId { get; init; }

    public required string PlannedById { get; init; }

    public required string PlannedByName { get; init; }

    public required DateTime PlannedAt { get; init; }

    public required DateTime OpensAt { get; init; }

    /// <summary>How long people have, seconds.</summary>
    public required int WithinSeconds { get; init; }

    /// <summary>The decoy's body as it will be declared, but for its deadline.</summary>
    public required byte[] Body { get; init; }

    /// <summary>What was wrong with it: what a close reader would have seen.</summary>
    public required string Lesson { get; init; }

    public required byte[] Nonce { get; init; }

    public required string Commitment { get; init; }

    public DrillState State { get; set; }

    /// <summary>Whom policy asked: <c>group:finance</c>.</summary>
    public string? Team { get; set; }

    public DateTime? OpenedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public string? DecidedById { get; set; }

    public string? DecidedByName { get; set; }

    /// <summary>Why it was called off.</summary>
    public string? Because { get; set; }

    public bool IsOver => State > DrillState.Waiting;
}

/// <summary>Makes and checks the commitment, as the header of this file says.</summary>
public static class DrillCommitment
{
    public const string Name = "commitment";

    public static string Of(string drillId, string intentId, string nonce)
    {
        var document = CanonicalJson.Write(new JsonObject { ["drill"] = drillId, ["intent"] = intentId, ["nonce"] = nonce });
        byte[] bytes = [.. Encoding.ASCII.GetBytes("governance-console/drill/v1"), 0, .. document];
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public static string Of(Drill drill) => Of(drill.Id, drill.IntentId, Base64UrlText.Encode(drill.Nonce));
}
