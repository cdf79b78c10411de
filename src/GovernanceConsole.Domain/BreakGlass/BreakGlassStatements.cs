// BREAK-GLASS STATEMENTS, break-glass/1 and break-glass-review/1: the bytes people sign to open an episode and to review it. This header is the specification.
//
// Both are general statements (Intents/SignedStatement.cs: typ, issuer, rp, signer, not_before, expires_at, nonce, body; RFC 8785; challenge = SHA-256("governance-console/statement/v1" || 0x00 ||
// statement)). The body of break-glass/1 has exactly these members:
//
//   episode      identifier of the episode
//   part         "ask" (the requester), "co-sign" (another person), "second-key" (the requester again, with another passkey)
//   asked_by     the requester
//   scope        { "acts": how many grants, "agents": ids, "amounts": [ { "currency", "minor": smallest units } ], "intent_types", "tools" }
//   seconds      how long it lasts from its opening
//   reason       why, in the requester's words
//   drill        true when no grant of it is ever exchanged or redeemed
//   signatures   how many other people sign; 0 where the requester signs with a second passkey
//   display      digest of the document every signer was shown
//
// The body of break-glass-review/1 has the members episode and:
//
//   conclusion   what the reviewer found, in their words
//   acts         [ { "intent", "justified": true or false, "remark": words or null } ], every act of the episode in the order of their intents' ids
//
// Example (statement, its digest, the challenge in hex):
//
//   statement {"body":{"asked_by":"per_01jd2v6c8e5m7n9p3q4r6s8t0x","display":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","drill":false,"episode":"bgl_01jd2v6c8e5m7n9p3q4r6s8t0v","part":"co-sign","reason":"The supplier stops deliveries.","scope":{"acts":3,"agents":["agt_01jd2v6c8e5m7n9p3q4r6s8t0w"],"amounts":[{"currency":"EUR","minor":2500000}],"intent_types":["payment.wire"],"tools":["https://bank.example/api"]},"seconds":1800,"signatures":1},"expires_at":"2026-11-22T14:10:00Z","issuer":"http://localhost:5080","nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","not_before":"2026-11-22T14:05:00Z","rp":"localhost","signer":"per_01jd2v6c8e5m7n9p3q4r6s8t0y","typ":"break-glass/1"}
//   digest    sha256:bb4766e18893431c19d32c03f905a689656a20c29738574e3ad2905d0e63e1a1
//   challenge 5b53e6335c255e3d9c1b881b251a7afc560864c9c63f65cc0a001c22f3d4f9ce

using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>In which part somebody signs an episode.</summary>
public static class EpisodePart
{
    public const string Ask = "ask";
    public const string CoSign = "co-sign";
    public const string SecondKey = "second-key";
}

/// <summary>What a review says of one act.</summary>
public sealed record ActFinding(string Intent, bool Justified, string? Remark);

/// <summary>What people sign about an episode, as the header of this file says.</summary>
public static class BreakGlassStatements
{
    /// <param name="frame">Who signs, for which site, when.</param>
    /// <param name="episode">What is asked for; its display is committed to.</param>
    /// <param name="part">One of <see cref="EpisodePart"/>.</param>
    public static byte[] OfEpisode(StatementFrame frame, Episode episode, string part) => frame.Write(SignedStatement.BreakGlass, new JsonObject
    {
        ["episode"] = episode.Id,
        ["part"] = part,
        ["asked_by"] = episode.RequestedById,
        ["scope"] = JsonNode.Parse(episode.Scope),
        ["seconds"] = episode.Seconds,
        ["reason"] = episode.Reason,
        ["drill"] = episode.Drill,
        ["signatures"] = episode.Signatures,
        ["display"] = IntentDigest.Of(episode.Display),
    });

    public static byte[] OfReview(StatementFrame frame, string episodeId, string conclusion, IEnumerable<ActFinding> findings) => frame.Write(SignedStatement.BreakGlassReview, new JsonObject
    {
        ["episode"] = episodeId,
        ["conclusion"] = conclusion,
        ["acts"] = new JsonArray([.. findings.OrderBy(f => f.Intent, StringComparer.Ordinal).Select(f => (JsonNode)new JsonObject { ["intent"] = f.Intent, ["justified"] = f.Justified, ["remark"] = f.Remark })]),
    });
}

/// <summary>What was signed to ask for an episode or to open it. Reads our own bytes, so anything unexpected in them throws.</summary>
public sealed record SignedEpisode(string EpisodeId, string Part, string AskedById, EpisodeScope Scope, int Seconds, string Reason, bool Drill, int Signatures)
{
    public static SignedEpisode Read(byte[] statement)
    {
        var body = JsonNode.Parse(SignedStatement.Parse(statement, SignedStatement.BreakGlass).Value.Body)!;
        return new SignedEpisode((string)body["episode"]!, (string)body["part"]!, (string)body["asked_by"]!, EpisodeScope.Read(body["scope"]!.AsObject()),
            (int)body["seconds"]!, (string)body["reason"]!, (bool)body["drill"]!, (int)body["signatures"]!);
    }
}

/// <summary>What was signed as a review.</summary>
public sealed record SignedReview(string EpisodeId, string Conclusion, IReadOnlyList<ActFinding> Findings)
{
    public static SignedReview Read(byte[] statement)
    {
        var body = JsonNode.Parse(SignedStatement.Parse(statement, SignedStatement.BreakGlassReview).Value.Body)!;
        return new SignedReview((string)body["episode"]!, (string)body["conclusion"]!,
            [.. body["acts"]!.AsArray().Select(a => new ActFinding((string)a!["intent"]!, (bool)a["justified"]!, (string?)a["remark"]))]);
    }

    /// <summary>The findings in order; refused unless every act has exactly one, and each that was not justified says why.</summary>
    public static Outcome<IReadOnlyList<ActFinding>> Check(IReadOnlyCollection<ActFinding> findings, IReadOnlyCollection<string> acts)
    {
        var complete = findings.Count == acts.Count && findings.Select(f => f.Intent).ToHashSet(StringComparer.Ordinal).SetEquals(acts);
        if (!complete || findings.Any(f => !f.Justified && string.IsNullOrWhiteSpace(f.Remark)))
            return BreakGlassRefusals.EveryAct;
        if (findings.Any(f => f.Remark is { Length: > 0 } remark && EpisodeOrders.Fault(remark) is not null))
            return BreakGlassRefusals.InvalidField.At(new FieldError("/acts", "A remark has at most 400 characters, none of them hidden."));
        return findings.Select(f => f with { Remark = string.IsNullOrWhiteSpace(f.Remark) ? null : f.Remark.Trim() }).OrderBy(f => f.Intent, StringComparer.Ordinal).ToList();
    }
}
