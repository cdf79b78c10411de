using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Outbox;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.Escalation;

/// <summary>Where the question about a new item starts. <paramref name="Everybody"/> are all targets it could ever be put to, for the check that somebody could answer.</summary>
internal sealed record NewQuestion(string Target, string Everybody, EscalationTree? Tree, EscalationStage? Stage, EscalationFacts? Facts);

/// <summary>Puts the question about an item to the first level of its tree, within the act that declares it.</summary>
internal static class PutQuestion
{
    /// <summary>Whom a decision asks, before anything is written.</summary>
    public static async Task<NewQuestion> For(Act act, Verdict verdict, string ownerId, RequesterChain chain, DateTime deadline)
    {
        var mustSign = verdict.Requirement.Quorum.Groups.ToList();
        if (Questions.IsPlain(verdict.Escalation) && mustSign.All(group => verdict.Escalation[0].To is EscalationTarget.Everybody || verdict.Escalation[0].To == EscalationTarget.Group + group))
            return new NewQuestion(verdict.Escalation[0].To, verdict.Escalation[0].To, null, null, null);
        var steps = verdict.Escalation.Select(step => step.To == SafetyNet.Owner ? step with { To = EscalationTarget.Person + ownerId } : step).ToList();
        var facts = (await act.Kept(EscalationBoard.Read)).At(act.Now, verdict.Requirement.Control == Control.Confirm ? new HashSet<string>() : [.. chain.Owners, .. chain.PolicyAuthors]);
        var tree = Questions.Tree(steps, mustSign, facts);
        var stage = EscalationClock.Open(tree, act.Now, deadline, facts);
        return new NewQuestion(EscalationTarget.Tree + tree.Name, Questions.AllTargets(tree, facts, act.Now, deadline), tree, stage, facts);
    }

    /// <summary>Writes where it stands and whom it was put to.</summary>
    public static void Write(Act act, string intentId, NewQuestion question, Risk risk, DateTime deadline)
    {
        if (question is not { Tree: { } tree, Stage: { } stage, Facts: { } facts })
        {
            Outgoing.Question(act, intentId, NoticeRoute.Asked, question.Target);
            return;
        }

        var at = stage.Position;
        var item = new ItemEscalation
        {
            IntentId = intentId,
            Tree = tree.Write(),
            Round = at.Round,
            Level = at.Level,
            Through = at.Through,
            EnteredAt = at.EnteredAt,
            NextAt = at.NextAt,
            EndsAt = at.EndsAt,
            DeadlineAt = deadline,
            BreachAt = tree.BreachAt(act.Now, risk),
        };
        item.LookAt = Questions.LookAt(tree, item, facts, act.Now);
        act.Insert(item);
        var asks = Questions.Asks(tree, at, stage.People).ToList();
        Outgoing.Question(act, intentId, NoticeRoute.Asked, asks.Select(ask => ask.Target), Questions.Places(tree, at));
        foreach (var (target, of, isBackUp) in asks)
            act.Insert(new ItemAsk { IntentId = intentId, Target = target, Round = at.Round, Level = at.Level, At = act.Now, Of = of, IsBackUp = isBackUp });
    }
}
