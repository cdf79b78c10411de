using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>A passkey, as far as the rules look at it: by whom it was vouched for, and whether it stays on its device.</summary>
public sealed record Vouched(string ById, bool DeviceBound = true);

/// <summary>Somebody who might sign: what they hold now, and their passkeys.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Active">Not suspended.</param>
/// <param name="IsApprover">Holds the role.</param>
/// <param name="Groups">The lists they are in.</param>
/// <param name="Passkeys">Each of theirs that counts.</param>
/// <param name="StandsInFor">The people they answer for while those are away.</param>
public sealed record Candidate(
    string PersonId, bool Active, bool IsApprover, IReadOnlySet<string> Groups, IReadOnlyCollection<Vouched> Passkeys, IReadOnlyList<AwayCandidate>? StandsInFor = null);

/// <summary>Somebody who is away. <paramref name="Chain"/> begins with them and ends with who answers; everybody between is away, too.</summary>
public sealed record AwayCandidate(IReadOnlyList<string> Chain, IReadOnlySet<string> Groups)
{
    public string PersonId => Chain[0];
}

/// <summary>A vote already cast, by whom and with a credential vouched for by whom.</summary>
/// <param name="PersonId">Who signed.</param>
/// <param name="VouchedById">Who vouched for the credential.</param>
/// <param name="ForId">Whom they answered for; null where they were asked themselves.</param>
/// <param name="Seats">The seats of the quorum it may take.</param>
public sealed record CastVote(string PersonId, string VouchedById, string? ForId, IReadOnlyCollection<string> Seats);

/// <summary>Everybody behind a request: who owns the agent, at declaration and now, and who wrote or co-signed the policy that asked or the one in force now.</summary>
public sealed record RequesterChain(IReadOnlyCollection<string> Owners, IReadOnlyCollection<string> PolicyAuthors)
{
    public static readonly RequesterChain Nobody = new([], []);

    public bool Holds(string personId) => Owners.Contains(personId) || PolicyAuthors.Contains(personId);
}

/// <summary>What one intent waits for: to whom the question was put (targets with a blank between them), what it takes, and who is behind it.</summary>
public sealed record ApprovalGate(string Asked, Requirement Requirement, RequesterChain Chain);

/// <summary>
/// Who counts. Under four eyes nobody who owns the agent, at declaration or now, nobody who made the policy that asks, nobody who stands in for one of these, and nobody whose credential the owner vouched for; under either
/// control nobody whose credential another voter vouched for or who vouched for another voter's, nobody twice, and nobody who was not asked. Every rule says no in a sentence.
/// </summary>
public static class SeparationOfDuties
{
    public const string GroupPrefix = "group:";

    public const string PersonPrefix = "person:";

    /// <summary>How many ways of seating people are tried before the answer is no.</summary>
    private const int MostTries = 20_000;

    /// <summary>True when one of <paramref name="targets"/>, with a blank between them, names the person: everybody with the role, a member of the group, or themselves. An unknown form names nobody.</summary>
    public static bool Targets(string targets, string personId, IReadOnlySet<string> groups) => targets.Split(' ').Any(target =>
        target == SafetyNet.EveryApprover
        || (target.StartsWith(GroupPrefix, StringComparison.Ordinal) && groups.Contains(target[GroupPrefix.Length..]))
        || (target.StartsWith(PersonPrefix, StringComparison.Ordinal) && target.AsSpan(PersonPrefix.Length).SequenceEqual(personId)));

    /// <summary>The seats somebody may take: that of the asked where the question was put to them, and those of their groups.</summary>
    public static IReadOnlyList<string> Seats(ApprovalGate gate, string personId, IReadOnlySet<string> groups)
    {
        var asked = Targets(gate.Asked, personId, groups);
        return gate.Requirement.Quorum.IsPlain ? asked ? [Quorum.Asked] : []
            : [.. gate.Requirement.Quorum.Alternatives.SelectMany(seats => seats).Distinct(StringComparer.Ordinal).Where(seat => seat == Quorum.Asked ? asked : groups.Contains(seat))];
    }

    /// <summary>Null when a signature of this person with this passkey counts; else why it does not.</summary>
    public static Refusal? Objects(Candidate person, Vouched passkey, ApprovalGate gate, IReadOnlyCollection<CastVote> votes)
    {
        if (!person.Active || !person.IsApprover)
            return ApprovalRefusals.NotApprover;
        if (Identity(person, gate, votes) is null)
            return ApprovalRefusals.NotAsked(gate);
        if (gate.Requirement.Control == Control.FourEyes && IsBehind(person, passkey, gate.Chain) is { } behind)
            return behind;
        if (votes.Any(v => v.PersonId == person.PersonId))
            return ApprovalRefusals.AlreadySigned;
        if (votes.Any(v => v.ForId == person.PersonId))
            return ApprovalRefusals.DelegateSigned;
        if (votes.Any(v => v.PersonId == passkey.ById || v.VouchedById == person.PersonId))
            return ApprovalRefusals.VouchedByVoter;
        return Assurance.WantsDeviceBound(gate.Requirement.Assurance) && !passkey.DeviceBound ? ApprovalRefusals.NotDeviceBound : null;
    }

    private static Refusal? IsBehind(Candidate person, Vouched passkey, RequesterChain chain)
    {
        if (chain.Owners.Contains(person.PersonId))
            return ApprovalRefusals.OwnAgent;
        if (chain.PolicyAuthors.Contains(person.PersonId))
            return ApprovalRefusals.OwnPolicy;
        // Whoever stands in for somebody behind it speaks for them, whatever else they are.
        if (person.StandsInFor?.Any(away => away.Chain.Any(chain.Owners.Contains)) == true)
            return ApprovalRefusals.StandsInForOwner;
        if (person.StandsInFor?.Any(away => away.Chain.Any(chain.PolicyAuthors.Contains)) == true)
            return ApprovalRefusals.StandsInForPolicyAuthor;
        return chain.Owners.Contains(passkey.ById) ? ApprovalRefusals.VouchedByOwner : null;
    }

    /// <summary>The vote a person would cast; as themselves where they may take a seat, else for somebody away who may and for whom nobody of the chain has signed. Null where it is neither.</summary>
    public static CastVote? Vote(Candidate person, string voucherId, ApprovalGate gate, IReadOnlyCollection<CastVote> votes) =>
        Identity(person, gate, votes) is { } identity ? new CastVote(person.PersonId, voucherId, identity.ForId, identity.Seats) : null;

    private static (string? ForId, IReadOnlyList<string> Seats)? Identity(Candidate person, ApprovalGate gate, IReadOnlyCollection<CastVote> votes)
    {
        if (Seats(gate, person.PersonId, person.Groups) is { Count: > 0 } own)
            return (null, own);
        foreach (var away in person.StandsInFor ?? [])
        {
            if (!votes.Any(v => away.Chain.Contains(v.PersonId) || v.ForId == away.PersonId) && Seats(gate, away.PersonId, away.Groups) is { Count: > 0 } theirs)
                return (away.PersonId, theirs);
        }
        return null;
    }

    /// <summary>The seats each vote still may take: those it could when it was cast and could now.</summary>
    public static IReadOnlyList<IReadOnlyCollection<string>> StillCounting(ApprovalGate gate, IEnumerable<Candidate> all, IReadOnlyList<CastVote> votes) =>
        [.. SeatsNow(gate, all, votes).Select((seats, i) => (IReadOnlyCollection<string>)[.. seats.Where(votes[i].Seats.Contains)])];

    /// <summary>The seats whoever cast each vote may take by now: none where they, or whom they answered for, lost role or group since, were suspended, or came to stand behind the request.</summary>
    public static IReadOnlyList<IReadOnlyCollection<string>> SeatsNow(ApprovalGate gate, IEnumerable<Candidate> all, IReadOnlyList<CastVote> votes)
    {
        if (votes.Count == 0)
            return [];
        var people = all.ToDictionary(person => person.PersonId, StringComparer.Ordinal);
        return [.. votes.Select(Now)];

        IReadOnlyCollection<string> Now(CastVote vote) =>
            !people.ContainsKey(vote.PersonId) || (gate.Requirement.Control == Control.FourEyes && gate.Chain.Holds(vote.PersonId)) || !people.TryGetValue(vote.ForId ?? vote.PersonId, out var identity) ? []
            : Seats(gate, identity.PersonId, identity.Groups);
    }

    /// <summary>The people of <paramref name="all"/> who could sign with at least one of their passkeys.</summary>
    public static IReadOnlyList<Candidate> Eligible(IEnumerable<Candidate> all, ApprovalGate gate, IReadOnlyCollection<CastVote> votes) =>
        [.. all.Where(person => person.Passkeys.Any(passkey => Objects(person, passkey, gate, votes) is null))];

    /// <summary>True when distinct eligible people can take every seat of one alternative without vouching for each other. What is too large to be tried is no.</summary>
    public static bool CanMeet(ApprovalGate gate, IReadOnlyList<Candidate> all)
    {
        var tries = 0;
        // Seats with names first: they are the scarce ones.
        return gate.Requirement.Quorum.Alternatives.Any(seats => Fill([.. seats.OrderBy(seat => seat == Quorum.Asked)], 0, 0, []));

        bool Fill(IReadOnlyList<string> seats, int at, int from, IReadOnlyList<CastVote> votes)
        {
            if (at == seats.Count)
                return true;
            // Who takes the second of two like seats stands behind who takes the first: the other order was tried.
            for (var i = at > 0 && seats[at] == seats[at - 1] ? from : 0; i < all.Count; i++)
            {
                foreach (var passkey in all[i].Passkeys)
                {
                    if (++tries > MostTries)
                        return false;
                    if (Objects(all[i], passkey, gate, votes) is null && Vote(all[i], passkey.ById, gate, votes) is { } vote && vote.Seats.Contains(seats[at]) && Fill(seats, at + 1, i + 1, [.. votes, vote]))
                        return true;
                }
            }
            return false;
        }
    }
}
