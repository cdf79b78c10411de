using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Queue;

namespace GovernanceConsole.Features.Approvals;

/// <summary>The cards that the reader may sign together with one of theirs, that one first, and how many more of the type wait that must be opened by themselves.</summary>
internal sealed record AlikeCards(string Title, IReadOnlyList<Card> Cards, int Apart);

/// <summary>Reads what of the reader's queue is routine, of the same type and without a warning: what may be signed as a batch. Nothing where there are fewer than two. Changes nothing.</summary>
internal sealed class ShowAlike(ListQueue queue, ShowCard show)
{
    public async Task<Outcome<AlikeCards>> Handle(Actor actor, string intentId, CancellationToken cancel = default)
    {
        var first = await show.Handle(actor, intentId, cancel);
        if (first.IsRefused)
            return first.Refusal;
        if (first.Value.Display.Type is not { } type)
            return ApprovalRefusals.Uninspectable;
        if (first.Value.Objection is { } objection)
            return objection;
        if (ApprovalBatch.Objects(first.Value.Display, type.Id) is { } apart)
            return apart;
        var page = await queue.Handle(actor, new QueueQuery(QueueView.Mine, QueueOrder.Due, Type: type.Id, Take: ApprovalBatch.Most), cancel);
        if (page.IsRefused)
            return page.Refusal;
        var cards = new List<Card> { first.Value };
        var others = page.Value.Items.Where(item => item.IntentId != intentId).ToList();
        foreach (var item in others.Where(item => item.Risk == Risk.Routine).Take(ApprovalBatch.Most - 1))
        {
            // What was decided since it was listed is simply no longer there.
            if (await show.Handle(actor, item.IntentId, cancel) is { IsRefused: false } card && card.Value.Objection is null && ApprovalBatch.Objects(card.Value.Display, type.Id) is null)
                cards.Add(card.Value);
        }
        return new AlikeCards(type.Title, cards, others.Count + 1 - cards.Count);
    }
}
