using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.BreakGlass;

/// <summary>Somebody as break-glass sees them.</summary>
/// <param name="Active">Not suspended, and with a permission to break glass or sign with others.</param>
/// <param name="Reviews">Might review.</param>
/// <param name="Keys">Who vouched for each living passkey.</param>
public sealed record GlassPerson(string Id, bool Active, bool Reviews, IReadOnlyList<string> Keys);

/// <summary>Everybody, and who is away, at one moment.</summary>
public sealed record GlassFacts(IReadOnlyList<GlassPerson> People, IReadOnlyCollection<Absence> Absences, DateTime Now)
{
    public GlassPerson? Of(string id) => People.FirstOrDefault(p => p.Id == id);
}

/// <summary>
/// Who may ask, sign, close and review, and when an episode grants. Those who sign are distinct people with independent passkeys; none owns an agent in it, none stands in for the requester. Time alone opens nothing, and a clock
/// that went backwards grants nothing.
/// </summary>
public static class BreakGlassRules
{
    /// <summary>True while the episode grants. Asked in the act that grants or redeems, so that a late sweep never does.</summary>
    /// <param name="lastAt">When it was last counted on.</param>
    public static bool IsOpen(Episode episode, DateTime lastAt, DateTime now) =>
        episode.Standing == EpisodeState.Open && episode.OpenedAt <= now && lastAt <= now && now < episode.EndsAt;

    /// <summary>True when the review should have been signed by now.</summary>
    public static bool IsOverdue(Episode episode, DateTime now) => episode.ReviewedAt is null && episode.ReviewDueAt <= now;

    /// <summary>Null when the person may ask for what the scope names.</summary>
    /// <param name="requesterId">Who asks.</param>
    /// <param name="signatures">How many others must sign.</param>
    /// <param name="owners">Who owns the agents named.</param>
    /// <param name="own">Their episodes so far.</param>
    /// <param name="facts">Everybody.</param>
    public static Refusal? MayAsk(string requesterId, int signatures, IReadOnlySet<string> owners, IReadOnlyCollection<Episode> own, GlassFacts facts)
    {
        if (own.Any(e => IsOverdue(e, facts.Now)))
            return BreakGlassRefusals.ReviewOverdue;
        if (own.Any(e => (e.Standing == EpisodeState.Asked && facts.Now < e.AskedUntil) || (e.Standing == EpisodeState.Open && facts.Now < e.EndsAt)))
            return BreakGlassRefusals.OneAtATime;
        var able = facts.People.Where(p => p.Active && p.Keys.Any(key => key != requesterId) && Excluded(p.Id, requesterId, owners, facts) is null).Select(p => p.Id).ToList();
        if (able.Count < signatures)
            return BreakGlassRefusals.NobodyToSign;
        // Whoever signs does not review; so many must be left when as many as needed have signed.
        var reviewers = Outside([requesterId], owners, facts);
        return reviewers.Count == 0 || (signatures > 0 && reviewers.Count <= signatures - able.Count(id => !reviewers.Contains(id))) ? BreakGlassRefusals.NoReviewer : null;
    }

    /// <summary>Null when the person might sign what somebody asked for; which passkey they use is judged by <see cref="MaySignWith"/>.</summary>
    public static Refusal? MaySign(Episode episode, IReadOnlyCollection<EpisodeSignature> given, string personId, IReadOnlySet<string> owners, GlassFacts facts)
    {
        if (episode.Standing != EpisodeState.Asked)
            return BreakGlassRefusals.NotAsked;
        if (facts.Now >= episode.AskedUntil)
            return BreakGlassRefusals.TooLate;
        if (facts.Of(episode.RequestedById) is not { Active: true })
            return BreakGlassRefusals.RequesterGone;
        if (!owners.SetEquals([episode.RequestedById]))
            return BreakGlassRefusals.AgentsChanged;
        if (episode.Signatures == 0)
            return personId == episode.RequestedById ? null : BreakGlassRefusals.SecondKeyOnly;
        if (personId == episode.RequestedById)
            return BreakGlassRefusals.NotOneself;
        if (given.Any(s => s.PersonId == personId))
            return BreakGlassRefusals.Signed;
        if (Excluded(personId, episode.RequestedById, owners, facts) is { } refusal)
            return refusal;
        return Outside([.. given.Select(s => s.PersonId), episode.RequestedById, personId], owners, facts).Count == 0 ? BreakGlassRefusals.NoReviewer : null;
    }

    /// <summary>Null when the signature counts with that passkey: for a second key of one's own another than before, for another person one that nobody of those who sign vouched for, nor the other way round.</summary>
    public static Refusal? MaySignWith(Episode episode, IReadOnlyCollection<EpisodeSignature> given, string personId, string credentialId, string vouchedById)
    {
        if (given.Any(s => s.CredentialId == credentialId))
            return BreakGlassRefusals.SameKey;
        if (episode.Signatures == 0)
            return null;
        return given.Any(s => s.VouchedById == personId || s.PersonId == vouchedById) || vouchedById == personId ? BreakGlassRefusals.Vouched : null;
    }

    /// <summary>True when those signatures open it: as many others as it takes, each still able to sign, or the requester's second passkey.</summary>
    public static bool Opens(Episode episode, IReadOnlyCollection<EpisodeSignature> given, GlassFacts facts) =>
        episode.Signatures == 0 ? given.Count(s => s.PersonId == episode.RequestedById) >= 2
        : given.Where(s => s.PersonId != episode.RequestedById && facts.Of(s.PersonId) is { Active: true }).Select(s => s.PersonId).Distinct(StringComparer.Ordinal).Count() >= episode.Signatures;

    /// <summary>Null when the person may review.</summary>
    public static Refusal? MayReview(Episode episode, IReadOnlyCollection<EpisodeSignature> given, string personId, IReadOnlySet<string> owners)
    {
        if (episode.Standing is EpisodeState.Asked or EpisodeState.Open)
            return BreakGlassRefusals.StillOpen;
        if (episode.ReviewDueAt is null)
            return BreakGlassRefusals.NotFound;
        if (episode.ReviewedAt is not null)
            return BreakGlassRefusals.Reviewed;
        return personId == episode.RequestedById || owners.Contains(personId) || given.Any(s => s.PersonId == personId) ? BreakGlassRefusals.NotOutside : null;
    }

    /// <summary>Who might review: everybody who may, and has no part in it.</summary>
    private static IReadOnlyList<string> Outside(IReadOnlyCollection<string> involved, IReadOnlySet<string> owners, GlassFacts facts) =>
        [.. facts.People.Where(p => p.Reviews && !involved.Contains(p.Id) && !owners.Contains(p.Id)).Select(p => p.Id)];

    private static Refusal? Excluded(string personId, string requesterId, IReadOnlySet<string> owners, GlassFacts facts)
    {
        if (personId == requesterId)
            return BreakGlassRefusals.NotOneself;
        if (owners.Contains(personId))
            return BreakGlassRefusals.Owner;
        return StandIn(personId, requesterId, facts) || StandIn(requesterId, personId, facts) ? BreakGlassRefusals.StandsIn : null;
    }

    private static bool StandIn(string personId, string forId, GlassFacts facts) =>
        Delegation.AnswersFor(personId, facts.Now, facts.Absences).Any(s => s.IsDelegate && s.Chain.Contains(forId));
}
