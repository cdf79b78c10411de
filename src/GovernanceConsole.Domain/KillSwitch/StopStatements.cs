// STOP AND RELEASE STATEMENTS, stop/1 and release/1: the bytes an operator signs to stop agents and to let them go on. This header is the specification.
//
// Both are general statements (Intents/SignedStatement.cs: typ, issuer, rp, signer, not_before, expires_at, nonce, body; RFC 8785; challenge = SHA-256("governance-console/statement/v1" || 0x00 ||
// statement)). The typ lies inside, so a signature that stops never releases, nor the other way round. The body of stop/1 has exactly these members:
//
//   stop         identifier of the stop
//   scope        { "reach": "agent", "owner", "intent_type", "tool", "environment" or "everything", "value": id or name, null for everything }
//   reason       why, in the operator's words
//
// The body of release/1 has these and two more:
//
//   stage        where this step leads: "deciding" (people decide again), "acting" (tokens and redemptions again), "released" (policy may allow alone again); a step leads to the next stage only
//   placed_by    who placed the stop
//   bootstrap    true when no independent second operator was there to sign
//
// In release/1 the reason is why it may go on. Example (statement, its digest, the challenge in hex):
//
//   statement {"body":{"bootstrap":false,"placed_by":"per_01jd2v6c8e5m7n9p3q4r6s8t0x","reason":"The key was replaced.","scope":{"reach":"agent","value":"agt_01jd2v6c8e5m7n9p3q4r6s8t0w"},"stage":"deciding","stop":"stp_01jd2v6c8e5m7n9p3q4r6s8t0v"},"expires_at":"2026-11-22T14:10:00Z","issuer":"http://localhost:5080","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","not_before":"2026-11-22T14:05:00Z","rp":"localhost","signer":"per_01jd2v6c8e5m7n9p3q4r6s8t0y","typ":"release/1"}
//   digest    sha256:248d80ea40402f097d0be38639b6525d5ad078cf77b74c386016a6fe07f25705
//   challenge df6dd0aafae669e3f6fb8570ba18f05d901506f4de7d4c1ec6ffd65a730fc0bf

using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>What an operator signs to stop and to release, as the header of this file says.</summary>
public static class StopStatements
{
    public static byte[] OfStop(StatementFrame frame, string stopId, StopScope scope, string reason) => frame.Write(SignedStatement.Stop, Body(stopId, scope, reason));

    public static byte[] OfRelease(StatementFrame frame, Stop stop, StopStage to, string reason, bool bootstrap)
    {
        var body = Body(stop.Id, stop.Scope, reason);
        body["stage"] = StopRules.Name(to);
        body["placed_by"] = stop.PlacedById;
        body["bootstrap"] = bootstrap;
        return frame.Write(SignedStatement.Release, body);
    }

    /// <summary>The scope as it stands in statements, in the log and in the API.</summary>
    public static JsonObject ToJson(StopScope scope) => new()
    {
        ["reach"] = StopScope.Name(scope.Reach),
        ["value"] = scope.Reach == StopReach.Everything ? null : scope.Value,
    };

    private static JsonObject Body(string stopId, StopScope scope, string reason) => new()
    {
        ["stop"] = stopId,
        ["scope"] = ToJson(scope),
        ["reason"] = reason,
    };
}

/// <summary>What a signed stop or release says: the act does this and nothing else. Reads our own bytes, so anything unexpected in them throws.</summary>
/// <param name="Stage">Where a release leads; null for a stop.</param>
public sealed record SignedStop(string StopId, StopScope Scope, string Reason, StopStage? Stage)
{
    public static SignedStop Read(byte[] statement, string typ)
    {
        var body = JsonNode.Parse(SignedStatement.Parse(statement, typ).Value.Body)!;
        var scope = StopScope.Parse((string?)body["scope"]!["reach"], (string?)body["scope"]!["value"]) ?? throw new FormatException("The statement names no scope.");
        StopStage? stage = (string?)body["stage"] is { } name ? Enum.GetValues<StopStage>().Single(known => StopRules.Name(known) == name) : null;
        return new SignedStop((string)body["stop"]!, scope, (string)body["reason"]!, stage);
    }
}
