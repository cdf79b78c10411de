// BREAK-GLASS TIMELINE, VERSION 1: what GET /break-glass/{id}/timeline.json answers. b64u is base64url without padding, instants are UTC with milliseconds.
//
//   {
//     "v": 1, "issuer": "https://gov.example", "as_of": "…",
//     "episode": { "id": "bgl_…", "state": "closed", "drill": false, "asked_by": "per_…", "asked_at": "…", "reason": "…", "seconds": 1800, "scope": { … }, "display": "b64u",
//                  "opened_at": "…", "ends_at": "…", "closed_at": "…", "closed_by": "per_…" or "console", "because": "…" },      moments that have not come are null
//     "signatures": [ { "place": 0, "person": "per_…", "signed_at": "…" } ],      statements and evidence stand in the details of the entries
//     "limits": [ { "measure": "acts" or a currency, "used": 2, "most": 3 } ],
//     "acts": [ { "intent": "int_…", "grant": "grt_…", "agent": "agt_…", "key": "thumbprint", "at": "…", "consequence": "…", "status": "redeemed", "justified": true, false or null, "remark": "…" } ],
//     "keys": [ { "agent": "agt_…", "key": "thumbprint", "replaced": true, "replaced_at": "…" } ],
//     "review": null or { "by": "per_…", "at": "…", "conclusion": "…" }, "review_due_at": "…",
//     "log": { "origin": "gov.example/log", "vkey": "…", "entries": [ { "index": 41, "leaf": "b64u", "detail": "b64u", "salt": "b64u", "proof": "c2sp.org/tlog-proof@v1\n…" } ] }
//   }
//
// detail and salt are null once erased, and for readers who may not read the log's details. timeline.csv holds one line an entry for spreadsheets: a cell that a spreadsheet would take for a formula begins with an apostrophe.

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>An episode's story as files, as the header says.</summary>
internal static class EpisodeFile
{
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Json(EpisodeStory story)
    {
        var episode = story.Episode;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["v"] = 1,
            ["issuer"] = story.Issuer,
            ["as_of"] = Moment(story.AsOf),
            ["episode"] = new JsonObject
            {
                ["id"] = episode.Id,
                ["state"] = EpisodeWords.Name(episode.Standing),
                ["drill"] = episode.Drill,
                ["asked_by"] = episode.RequestedById,
                ["asked_at"] = Moment(episode.RequestedAt),
                ["reason"] = episode.Reason,
                ["seconds"] = episode.Seconds,
                ["scope"] = JsonNode.Parse(episode.Scope),
                ["display"] = Base64UrlText.Encode(episode.Display),
                ["opened_at"] = Moment(episode.OpenedAt),
                ["ends_at"] = Moment(episode.EndsAt),
                ["closed_at"] = Moment(episode.ClosedAt),
                ["closed_by"] = episode.ClosedById,
                ["because"] = episode.ClosedBecause,
            },
            ["signatures"] = List(story.Signatures, s => new JsonObject { ["place"] = s.Place, ["person"] = s.PersonId, ["signed_at"] = Moment(s.At) }),
            ["limits"] = List(story.Limits, l => new JsonObject { ["measure"] = l.Measure, ["used"] = l.Used, ["most"] = l.Most }),
            ["acts"] = List(story.Acts, a => new JsonObject
            {
                ["intent"] = a.Act.IntentId, ["grant"] = a.GrantId, ["agent"] = a.Act.AgentId, ["key"] = a.Act.KeyThumbprint, ["at"] = Moment(a.Act.At), ["consequence"] = a.Consequence,
                ["status"] = a.Status.ToString().ToLowerInvariant(), ["justified"] = a.Act.Justified, ["remark"] = a.Act.Remark,
            }),
            ["keys"] = List(story.Keys, k => new JsonObject { ["agent"] = k.AgentId, ["key"] = k.Thumbprint, ["replaced"] = k.Replaced, ["replaced_at"] = Moment(k.ReplacedAt) }),
            ["review"] = episode.ReviewedAt is null ? null : new JsonObject { ["by"] = episode.ReviewedById, ["at"] = Moment(episode.ReviewedAt), ["conclusion"] = episode.Conclusion },
            ["review_due_at"] = Moment(episode.ReviewDueAt),
            ["log"] = new JsonObject
            {
                ["origin"] = story.LogOrigin,
                ["vkey"] = story.LogKey,
                ["entries"] = List(story.Entries, e => new JsonObject { ["index"] = e.Index, ["leaf"] = Base64UrlText.Encode(e.Leaf), ["detail"] = Bytes(e.Detail), ["salt"] = Bytes(e.Salt), ["proof"] = e.Proof }),
            },
        }, Printed);
    }

    public static string Csv(EpisodeStory story)
    {
        var csv = new StringBuilder("index,at,what,by,about,words\r\n");
        var consequences = story.Acts.SelectMany(a => new[] { (Id: a.Act.IntentId, a.Consequence), (Id: a.GrantId, a.Consequence) }).ToDictionary(a => a.Id, a => a.Consequence, StringComparer.Ordinal);
        foreach (var entry in story.Entries)
        {
            var words = entry.SubjectId == story.Episode.Id ? story.Episode.Reason : consequences.GetValueOrDefault(entry.SubjectId, story.Names.GetValueOrDefault(entry.SubjectId, ""));
            csv.AppendJoin(',', new[] { entry.Index.ToString(CultureInfo.InvariantCulture), Moment(entry.At)!, entry.Type, story.Names.GetValueOrDefault(entry.ActorId, entry.ActorId), entry.SubjectId, words }.Select(Cell)).Append("\r\n");
        }

        return csv.ToString();
    }

    /// <summary>Quoted (RFC 4180), and harmless where a spreadsheet would calculate it.</summary>
    internal static string Cell(string text)
    {
        var harmless = text.Length > 0 && (char.IsControl(text[0]) || text.TrimStart() is ['=' or '+' or '-' or '@' or '|' or '%', ..]) ? "'" + text : text;
        return $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string? Moment(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonNode? Bytes(byte[]? bytes) => bytes is null ? null : Base64UrlText.Encode(bytes);

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> of) => new([.. items.Select(i => (JsonNode)of(i))]);
}
