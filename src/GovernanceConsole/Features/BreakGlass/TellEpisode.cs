using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit.Formats.V1;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.BreakGlass;

/// <summary>Who signed, in which place.</summary>
public sealed record StorySignature(int Place, string PersonId, string Name, DateTime At);

/// <summary>What is used up of what there was.</summary>
public sealed record StoryLimit(string Measure, long Used, long Most);

/// <summary>A grant under the episode, and what became of it.</summary>
public sealed record StoryAct(EpisodeAct Act, string Consequence, IntentStatus Status, string GrantId, string AgentName);

/// <summary>A credential that was used under the episode. Done when the agent has another key.</summary>
public sealed record StoryKey(string AgentId, string AgentName, string Thumbprint, DateTime? ReplacedAt, bool Replaced);

/// <summary>An entry of the log about it, with its proof under the story's one signed head; detail and salt for whoever may read the log's details.</summary>
public sealed record StoryEntry(long Index, DateTime At, string Type, string ActorId, string SubjectId, byte[] Leaf, byte[]? Detail, byte[]? Salt, string Proof);

/// <summary>Everything about one episode, in the order in which it happened.</summary>
/// <param name="WhyNotSign">Why the reader cannot sign; null when they can.</param>
/// <param name="WhyNotReview">Why the reader cannot review; null when they can.</param>
/// <param name="ReadsLog">May open the entries.</param>
public sealed record EpisodeStory(
    string Issuer, string LogOrigin, string LogKey, DateTime AsOf, Episode Episode, EpisodeDisplay Display, string AskedBy, string? ClosedBy, string? ReviewedBy, IReadOnlyList<StorySignature> Signatures, IReadOnlyList<StoryLimit> Limits,
    IReadOnlyList<StoryAct> Acts, IReadOnlyList<StoryKey> Keys, IReadOnlyList<StoryEntry> Entries, IReadOnlyDictionary<string, string> Names, string? WhyNotSign, bool MayClose, string? WhyNotReview, bool ReadsLog);

/// <summary>Reads the whole story of an episode: for its page, and as a file that proves each entry. Reads without a transaction and begins again when an entry came meanwhile.</summary>
internal sealed class TellEpisode(Database database, Work work, LogKey key, Place place)
{
    private const int Attempts = 5;

    /// <param name="actor">Who reads.</param>
    /// <param name="id">Which episode.</param>
    /// <param name="proofs">With the proof of each entry, for a file; a page shows none, and is read again at every act.</param>
    /// <param name="cancel">Nobody waits any more.</param>
    public async Task<Outcome<EpisodeStory>> Handle(Actor actor, string id, bool proofs = true, CancellationToken cancel = default)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using var db = database.Read();
            var now = work.Now();
            if (await db.Lacks(actor, Permission.ReadBreakGlass, now) is { } refusal)
                return refusal;
            if (await db.Episodes.SingleOrDefaultAsync(e => e.Id == id, cancel) is not { } episode)
                return BreakGlassRefusals.NotFound;
            if (await Tell(db, actor, episode, now, proofs, cancel) is { } story)
                return story;
        }

        return WorkRefusals.Busy;
    }

    private async Task<EpisodeStory?> Tell(GovernanceDb db, Actor actor, Episode episode, DateTime now, bool proofs, CancellationToken cancel)
    {
        var signatures = await db.EpisodeSignatures.Where(s => s.EpisodeId == episode.Id).OrderBy(s => s.Place).ToListAsync(cancel);
        var limits = await db.EpisodeLimits.Where(l => l.EpisodeId == episode.Id).ToListAsync(cancel);
        var acts = await (from act in db.EpisodeActs
                          where act.EpisodeId == episode.Id
                          join intent in db.Intents on act.IntentId equals intent.Id
                          join grant in db.Grants on act.IntentId equals grant.IntentId
                          join agent in db.Agents on act.AgentId equals agent.Id
                          orderby act.At, intent.Sequence
                          select new StoryAct(act, intent.Consequence, intent.Status, grant.Id, agent.Name)).ToListAsync(cancel);
        var touched = acts.Select(a => a.Act.AgentId).Distinct(StringComparer.Ordinal).ToList();
        var agents = await db.Agents.Where(a => touched.Contains(a.Id)).Select(a => new { a.Id, a.Name, a.KeyThumbprint }).ToDictionaryAsync(a => a.Id, StringComparer.Ordinal, cancel);
        string[] subjects = [episode.Id, .. acts.SelectMany(a => new[] { a.Act.IntentId, a.GrantId })];
        var details = await db.Lacks(actor, Permission.ReadAudit, now) is null;
        if (await Entries(db, subjects, touched, episode.RequestedAt, details && proofs, proofs, cancel) is not { } entries)
            return null;

        var keys = acts.Select(a => (a.Act.AgentId, a.Act.KeyThumbprint)).Distinct().Select(k => new StoryKey(k.AgentId, agents[k.AgentId].Name, k.KeyThumbprint,
            entries.FirstOrDefault(e => e.Type == AuditTypes.AgentKeyReplaced && e.SubjectId == k.AgentId && EntryV1.Parse(e.Leaf, e.Index).Value.Ids.GetValueOrDefault("key_before") == k.KeyThumbprint)?.At,
            agents[k.AgentId].KeyThumbprint != k.KeyThumbprint)).ToList();
        var names = await db.NamesOf(entries.SelectMany(e => new[] { e.ActorId, e.SubjectId }).Concat(signatures.Select(s => s.PersonId)).Append(episode.RequestedById).Append(episode.ClosedById ?? "").Append(episode.ReviewedById ?? ""), cancel);
        var owners = await GlassPeople.Owners(db, EpisodeScope.Parse(episode.Scope));
        var lacksGlass = await db.Lacks(actor, Permission.BreakGlass, now);
        var whyNotSign = lacksGlass is not null ? "An approver or operator signs it." : Sentence(BreakGlassRules.MaySign(episode, signatures, actor.Id, owners, await GlassPeople.Read(db, now)));
        var whyNotReview = await db.Lacks(actor, Permission.ReviewBreakGlass, now) is not null ? "An operator or auditor outside it signs it." : Sentence(BreakGlassRules.MayReview(episode, signatures, actor.Id, owners));
        var mayClose = episode.Standing is EpisodeState.Asked or EpisodeState.Open && lacksGlass is null && (signatures.Any(s => s.PersonId == actor.Id) || await db.Lacks(actor, Permission.Stop, now) is null);
        string Name(string personId) => names.GetValueOrDefault(personId, personId);
        return new EpisodeStory(place.Issuer, place.LogOrigin, key.Public.ToString(), now, episode, EpisodeDisplay.Read(episode.Display), Name(episode.RequestedById),
            episode.ClosedById is null ? null : Name(episode.ClosedById), episode.ReviewedById is null ? null : Name(episode.ReviewedById),
            [.. signatures.Select(s => new StorySignature(s.Place, s.PersonId, Name(s.PersonId), s.SignedAt))],
            [.. limits.OrderBy(l => l.Measure == EpisodeLimit.Acts ? "" : l.Measure, StringComparer.Ordinal).Select(l => new StoryLimit(l.Measure, l.Used, l.Most))],
            acts, keys, entries, names, whyNotSign, mayClose, whyNotReview, details);
    }

    /// <summary>Why not, without what a refused act would add.</summary>
    private static string? Sentence(Refusal? refusal) => refusal?.Message[..(refusal.Message.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? end + 1 : refusal.Message.Length)];

    /// <summary>Null where an entry came after the head was read: begin again.</summary>
    private static async Task<List<StoryEntry>?> Entries(GovernanceDb db, string[] subjects, List<string> agents, DateTime since, bool withDetails, bool proofs, CancellationToken cancel)
    {
        if (await db.Head(cancel) is not { } head)
            return null;
        var rows = await db.LogEntries.Where(e => subjects.Contains(e.SubjectId) || (agents.Contains(e.SubjectId) && e.Type == AuditTypes.AgentKeyReplaced && e.At >= since)).OrderBy(e => e.Index).ToListAsync(cancel);
        var indexes = rows.Select(e => e.Index).ToList();
        var details = withDetails ? await db.AuditDetails.Where(d => indexes.Contains(d.Index)).ToDictionaryAsync(d => d.Index, cancel) : [];
        var entries = new List<StoryEntry>();
        foreach (var row in rows)
        {
            var proof = "";
            if (proofs)
            {
                if (await db.Prove(row.Index, head, cancel) is not { } found)
                    return null;
                proof = found.ToString();
            }

            var detail = details.GetValueOrDefault(row.Index);
            entries.Add(new StoryEntry(row.Index, row.At, row.Type, row.ActorId, row.SubjectId, row.Leaf, detail?.Detail, detail?.Salt, proof));
        }

        return entries;
    }
}
