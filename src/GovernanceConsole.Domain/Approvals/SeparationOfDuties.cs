using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>Somebody who might sign: what they hold now, and by whom each of their credentials was vouched for.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Active">Not suspended.</param>
/// <param name="IsApprover">Holds the role.</param>
/// <param name="Groups">The lists they are in.</param>
/// <param name="Vouchers">By whom each of their credentials was vouched for.</param>
/// <param name="StandsInFor">The people they answer for while those are away.</param>
public sealed record Candidate(
    string PersonId, bool Active, bool IsApprover, IReadOnlySet<string> Groups, IReadOnlyCollection<string> Vouchers, IReadOnlyList<AwayCandidate>? StandsInFor = null);

/// <summary>Somebody who is away. <paramref name="Chain"/> begins with them and ends with who answers; everybody between is away, too.</summary>
public sealed record AwayCandidate(IReadOnlyList<string> Chain, IReadOnlySet<string> Groups)
{
    public string PersonId => Chain[0];
}

/// <summary>A vote already cast, by whom and with a credential vouched for by whom.</summary>
/// <param name="PersonId">Who signed.</param>
/// <param name="VouchedById">Who vouched for the credential.</param>
/// <param name="ForId">Whom they answered for; null where they were asked themselves.</param>
public sealed record CastVote(string PersonId, string VouchedById, string? ForId = null);

/// <summary>
/// Who counts. Nobody who owns the agent, at declaration or now; nobody whose credential was vouched for by the owner or by another voter, and nobody who vouched for another
/// voter's; nobody twice; nobody outside the target. Every rule says no in a sentence.
/// </summary>
public static class SeparationOfDuties
{
    public const string GroupPrefix = "group:";

    public const string PersonPrefix = "person:";

    /// <summary>True when one of <paramref name="targets"/>, with a blank between them, names the person: everybody with the role, a member of the group, or themselves. An unknown form names nobody.</summary>
    public static bool Targets(string targets, string personId, IReadOnlySet<string> groups) => targets.Split(' ').Any(target =>
        target == SafetyNet.EveryApprover
        || (target.StartsWith(GroupPrefix, StringComparison.Ordinal) && groups.Contains(target[GroupPrefix.Length..]))
        || (target.StartsWith(PersonPrefix, StringComparison.Ordinal) && target.AsSpan(PersonPrefix.Length).SequenceEqual(personId)));

    /// <summary>Null when a vote of this person with a credential vouched for by <paramref name="voucherId"/> counts; else why it does not.</summary>
    public static Refusal? Objects(Candidate person, string voucherId, string target, IReadOnlyCollection<string> owners, IReadOnlyCollection<CastVote> votes)
    {
        if (!person.Active || !person.IsApprover)
            return ApprovalRefusals.NotApprover;
        var answersFor = AnswersFor(person, target, votes);
        if (answersFor is null)
            return ApprovalRefusals.NotAsked(target);
        if (owners.Contains(person.PersonId))
            return ApprovalRefusals.OwnAgent;
        // Whoever stands in for the owner speaks for the owner, whatever else they are.
        if (person.StandsInFor?.Any(away => away.Chain.Any(owners.Contains)) == true)
            return ApprovalRefusals.StandsInForOwner;
        if (owners.Contains(voucherId))
            return ApprovalRefusals.VouchedByOwner;
        if (votes.Any(v => v.PersonId == person.PersonId))
            return ApprovalRefusals.AlreadySigned;
        if (votes.Any(v => v.ForId == person.PersonId))
            return ApprovalRefusals.DelegateSigned;
        if (votes.Any(v => v.PersonId == voucherId || v.VouchedById == person.PersonId))
            return ApprovalRefusals.VouchedByVoter;
        return null;
    }

    /// <summary>
    /// As whom the person would sign: themselves where the target names them, else somebody away whom it names and for whom nobody of the chain has signed; null where it is neither.
    /// </summary>
    public static string? AnswersFor(Candidate person, string target, IReadOnlyCollection<CastVote> votes) =>
        Targets(target, person.PersonId, person.Groups) ? person.PersonId
        : person.StandsInFor?.FirstOrDefault(away => Targets(target, away.PersonId, away.Groups) && !votes.Any(v => away.Chain.Contains(v.PersonId) || v.ForId == away.PersonId))?.PersonId;

    /// <summary>The people of <paramref name="all"/> who could sign with at least one of their credentials.</summary>
    public static IReadOnlyList<Candidate> Eligible(IEnumerable<Candidate> all, string target, IReadOnlyCollection<string> owners, IReadOnlyCollection<CastVote> votes) =>
        [.. all.Where(person => person.Vouchers.Any(voucher => Objects(person, voucher, target, owners, votes) is null))];

    /// <summary>True when distinct eligible people can fill the quorum without vouching for each other.</summary>
    public static bool CanMeet(int quorum, IEnumerable<Candidate> all, string target, IReadOnlyCollection<string> owners) =>
        Fill(quorum, Eligible(all, target, owners, []), target, owners, []);

    private static bool Fill(int missing, IReadOnlyList<Candidate> people, string target, IReadOnlyCollection<string> owners, IReadOnlyList<CastVote> votes)
    {
        if (missing == 0)
            return true;
        for (var i = 0; i + missing <= people.Count; i++)
        {
            foreach (var voucher in people[i].Vouchers.Distinct())
            {
                if (Objects(people[i], voucher, target, owners, votes) is null
                    && Fill(missing - 1, [.. people.Skip(i + 1)], target, owners, [.. votes, Vote(people[i], voucher, target, votes)]))
                    return true;
            }
        }
        return false;
    }

    /// <summary>The vote a person would cast.</summary>
    public static CastVote Vote(Candidate person, string voucherId, string target, IReadOnlyCollection<CastVote> votes) =>
        new(person.PersonId, voucherId, AnswersFor(person, target, votes) is { } id && id != person.PersonId ? id : null);
}
