namespace GovernanceConsole.Domain.People;

/// <summary>Somebody who holds the operator role and has enrolled. A suspended one is not <paramref name="Active"/> but still counts as existing.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Active">Not suspended, with a usable passkey.</param>
/// <param name="VouchedBy">Whose invitations the person's passkeys came from.</param>
public sealed record Operator(string PersonId, bool Active, IReadOnlySet<string> VouchedBy);

/// <summary>Who may sign a change of standing; any one of them suffices. <paramref name="Bootstrap"/> says that no independent second operator was there to ask.</summary>
public sealed record ChangeSigners(IReadOnlySet<string> PersonIds, bool Bootstrap);

/// <summary>
/// Whose signature a change of standing takes. Power is given by two: once a second operator exists, one other than the proposer signs, and one whose passkeys the proposer did not vouch for (nor the
/// other way round) where there is such a one. Suspended operators count as existing, so that nobody becomes the only operator by suspending the rest.
/// </summary>
public static class StandingRules
{
    /// <summary>Null when the role may be given to or taken from somebody who holds, or does not hold, it now.</summary>
    public static Refusal? MayChange(StandingChangeKind kind, Role? role, Person? person, bool holds, IReadOnlyCollection<Operator> operators) => kind switch
    {
        _ when person is null => PersonRefusals.UnknownPerson,
        StandingChangeKind.GrantRole when person.SuspendedAt is not null => PersonRefusals.Suspended,
        StandingChangeKind.GrantRole when holds => PersonRefusals.HoldsRole,
        StandingChangeKind.EndRole when !holds => PersonRefusals.HoldsNoRole,
        StandingChangeKind.EndRole when role == Role.Operator && !operators.Any(o => o.Active && o.PersonId != person.Id) => PersonRefusals.LastOperator,
        StandingChangeKind.Recovery when person.SuspendedAt is not null => PersonRefusals.Suspended,
        StandingChangeKind.Recovery when person.EnrolledAt is null => PersonRefusals.NeverEnrolled,
        _ => null,
    };

    /// <summary>Who may sign the change that <paramref name="proposerId"/> proposed for <paramref name="personId"/>.</summary>
    public static Outcome<ChangeSigners> Signers(StandingChangeKind kind, Role? role, string proposerId, string personId, IReadOnlyCollection<Operator> operators)
    {
        // Taking away what is no power over others contains a risk; one operator's signature is enough.
        if (kind == StandingChangeKind.EndRole && role != Role.Operator)
            return new ChangeSigners(new HashSet<string> { proposerId }, Bootstrap: false);

        // Nobody signs what they gain by; an operator may agree to the end of their own role.
        return SecondOperator(proposerId, operators, kind == StandingChangeKind.EndRole ? null : personId);
    }

    /// <summary>
    /// Who may sign what an operator proposed: another operator; of those, whoever is independent of the proposer (neither vouched for the other), where there is such a one. Alone, the proposer signs, and it is
    /// a bootstrap. <paramref name="butNot"/> never signs.
    /// </summary>
    public static Outcome<ChangeSigners> SecondOperator(string proposerId, IReadOnlyCollection<Operator> operators, string? butNot = null)
    {
        var others = operators.Where(o => o.PersonId != proposerId).ToList();
        if (others.Count == 0)
            return new ChangeSigners(new HashSet<string> { proposerId }, Bootstrap: true);

        var able = others.Where(o => o.Active && o.PersonId != butNot).ToList();
        if (able.Count == 0)
            return PersonRefusals.NoSecondOperator;

        var vouchedForProposer = operators.FirstOrDefault(o => o.PersonId == proposerId)?.VouchedBy;
        var independent = able.Where(o => !o.VouchedBy.Contains(proposerId) && vouchedForProposer?.Contains(o.PersonId) != true).ToList();
        return new ChangeSigners((independent.Count > 0 ? independent : able).Select(o => o.PersonId).ToHashSet(), Bootstrap: independent.Count == 0);
    }

    /// <summary>Null when the actor may suspend the person. Suspension gives nobody power, so one operator suffices, at once.</summary>
    public static Refusal? MaySuspend(string actorId, Person? person) =>
        person is null ? PersonRefusals.UnknownPerson
        : person.SuspendedAt is not null ? PersonRefusals.IsSuspended
        : person.Id == actorId ? PersonRefusals.NotOneself
        : null;

    /// <summary>Null when the person may be resumed.</summary>
    public static Refusal? MayResume(string actorId, Person? person) =>
        person is null ? PersonRefusals.UnknownPerson
        : person.SuspendedAt is null ? PersonRefusals.IsActive
        : person.Id == actorId ? PersonRefusals.NotOneself
        : null;
}
