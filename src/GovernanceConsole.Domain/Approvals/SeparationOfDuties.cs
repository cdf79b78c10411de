using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>Somebody who might sign: what they hold now, and by whom each of their credentials was vouched for.</summary>
public sealed record Candidate(string PersonId, bool Active, bool IsApprover, IReadOnlySet<string> Groups, IReadOnlyCollection<string> Vouchers);

/// <summary>A vote already cast, by whom and with a credential vouched for by whom.</summary>
public sealed record CastVote(string PersonId, string VouchedById);

/// <summary>
/// Who counts. Nobody who owns the agent, at declaration or now; nobody whose credential was vouched for by the owner or by another voter, and nobody who vouched for another
/// voter's; nobody twice; nobody outside the target. Every rule says no in a sentence.
/// </summary>
public static class SeparationOfDuties
{
    public const string GroupPrefix = "group:";

    /// <summary>True when <paramref name="target"/> names the person: everybody with the role, or a member of the group. An unknown form names nobody.</summary>
    public static bool Targets(string target, IReadOnlySet<string> groups) =>
        target == SafetyNet.EveryApprover || (target.StartsWith(GroupPrefix, StringComparison.Ordinal) && groups.Contains(target[GroupPrefix.Length..]));

    /// <summary>Null when a vote of this person with a credential vouched for by <paramref name="voucherId"/> counts; else why it does not.</summary>
    public static Refusal? Objects(Candidate person, string voucherId, string target, IReadOnlyCollection<string> owners, IReadOnlyCollection<CastVote> votes)
    {
        if (!person.Active || !person.IsApprover)
            return ApprovalRefusals.NotApprover;
        if (!Targets(target, person.Groups))
            return ApprovalRefusals.NotAsked(target);
        if (owners.Contains(person.PersonId))
            return ApprovalRefusals.OwnAgent;
        if (owners.Contains(voucherId))
            return ApprovalRefusals.VouchedByOwner;
        if (votes.Any(v => v.PersonId == person.PersonId))
            return ApprovalRefusals.AlreadySigned;
        if (votes.Any(v => v.PersonId == voucherId || v.VouchedById == person.PersonId))
            return ApprovalRefusals.VouchedByVoter;
        return null;
    }

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
                    && Fill(missing - 1, [.. people.Skip(i + 1)], target, owners, [.. votes, new CastVote(people[i].PersonId, voucher)]))
                    return true;
            }
        }
        return false;
    }
}
