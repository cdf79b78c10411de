using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Escalation;

/// <summary>A question that can be put to people, and the proof that it can be answered hour by hour.</summary>
/// <param name="Key">Tells it from the others.</param>
/// <param name="Asks">Who is asked, and what it takes, in words.</param>
/// <param name="OfPolicy">The policy in force names it; else it is a tree that nothing names now.</param>
/// <param name="Proof">Of the next 30 days.</param>
public sealed record GateView(string Key, string Asks, bool OfPolicy, CoverageProof Proof);

/// <summary>Every gate there is, and people's names.</summary>
public sealed record GatesView(IReadOnlyList<GateView> Gates, IReadOnlyDictionary<string, string> Names);

/// <summary>
/// Proves every gate that the policy in force can name: targets with their quorums, quorums over groups, trees; and every tree beside them. By the calendars, memberships and passkeys as they are now, without the people who made that policy, with whoever
/// owns agents: whose a question will be is not known, and each may be missing. Changes nothing.
/// </summary>
internal sealed class ReadGates(Database database, Work work, Bundles bundles, PolicyAuthors authors)
{
    private const int Days = 30;

    public async Task<Outcome<GatesView>> Handle(Actor actor, CancellationToken cancel = default)
    {
        await using var db = database.Read();
        var now = work.Now();
        if (await db.Lacks(actor, Permission.ReadPolicy, now) is { } refusal)
            return refusal;
        var (board, candidates, names) = (await EscalationBoard.Read(db), await Candidates.Read(db), await db.People.ToDictionaryAsync(p => p.Id, p => p.Name, StringComparer.Ordinal, cancel));
        var named = await InForce(db, cancel);
        var makers = (await authors.Of(db)).Now;
        var hour = now.Date.AddHours(now.Hour);
        var window = new Interval(hour, hour.AddDays(Days));
        var facts = board.At(now, makers.ToHashSet(StringComparer.Ordinal));
        var alone = board.Trees.Keys.Select(name => EscalationTarget.Tree + name).Where(tree => named.All(gate => gate.Target != tree)).Order(StringComparer.Ordinal);
        return new GatesView([.. named.Select(gate => View(gate, ofPolicy: true)), .. alone.Select(tree => View(new NamedGate(tree, Quorum.Of(1)), ofPolicy: false))], names);

        GateView View(NamedGate gate, bool ofPolicy)
        {
            var (asked, target) = Asked(gate, board);
            var requirement = new ApprovalGate(target, new Requirement(gate.Quorum, Control.FourEyes, Assurance.Passkey), new RequesterChain([], makers));
            var proof = Coverage.Of(asked, (people, at) => SeparationOfDuties.CanMeet(requirement, [.. candidates.At(at).Where(person => people.Contains(person.PersonId))]), window, facts);
            return new GateView($"{gate.Target} {gate.Quorum.Text}", Words(gate), ofPolicy, proof);
        }

        string Words(NamedGate gate) => !gate.Quorum.IsPlain ? gate.Quorum.Text : $"{gate.Quorum.Least} signature{(gate.Quorum.Least == 1 ? "" : "s")} of {(gate.Target == EscalationTarget.Everybody ? "any approver" : TargetWords.Of(gate.Target, names))}";
    }

    /// <summary>Whom the gate can ask at all, as a tree; and as whose people they count when they sign.</summary>
    private static (EscalationTree Asked, string Target) Asked(NamedGate gate, EscalationBoard board)
    {
        // A tree asks its people one after the other, so in the end whoever it can ask counts as asked. One that does not exist asks every approver.
        if (EscalationTarget.Name(gate.Target, EscalationTarget.Tree) is { } name)
            return (board.Trees.GetValueOrDefault(name) ?? Level(EscalationTarget.Everybody), EscalationTarget.Everybody);
        if (gate.Quorum.IsPlain)
            return (Level(gate.Target), gate.Target);
        // The groups that an expression names sign, whoever was asked.
        var groups = gate.Quorum.Groups.Select(group => EscalationTarget.Group + group);
        return (Level([.. gate.Quorum.Alternatives.Any(seats => seats.Contains(Quorum.Asked)) ? groups.Append(gate.Target) : groups]), gate.Target);

        static EscalationTree Level(params IReadOnlyList<string> targets) => new("gate", [new EscalationLevel(targets, EscalationClock.LeastSeconds, [])]);
    }

    private async Task<IReadOnlyList<NamedGate>> InForce(GovernanceDb db, CancellationToken cancel) =>
        (await ActivePolicy.Read(db)).Bundle is { } active && await bundles.Find(active.Digest, cancel) is { } bundle ? NamedTargets.Of(bundle) : [];
}
