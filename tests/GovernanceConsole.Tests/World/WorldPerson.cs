using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.BreakGlass;
using GovernanceConsole.Features.KillSwitch;

namespace GovernanceConsole.Tests.World;

/// <summary>Somebody with a passkey, who opens cards and signs them.</summary>
internal sealed class WorldPerson(World world, string id, string name, SoftAuthenticator key)
{
    public string Id => id;

    public string Name => name;

    public SoftAuthenticator Key => key;

    public Actor Actor => Actor.Person(id);

    /// <summary>Opens the card as the page does.</summary>
    public async Task<Card> Opens(string intentId) => (await world.Get<ShowCard>().Handle(Actor, intentId)).Value;

    /// <summary>Looks at the card, presses the button, and signs.</summary>
    public async Task<Outcome<SignedAnswer>> Approves(string intentId, Mischief? mischief = null) => await Signs(await Opens(intentId), ApprovalVerdict.Approve, mischief);

    public async Task<Outcome<SignedAnswer>> Denies(string intentId, string reason = "Not our supplier.", string? tellAgent = null)
    {
        var card = await Opens(intentId);
        var begun = await world.Get<BeginApproval>().Handle(Actor, new BeginApprovalCommand(intentId, ApprovalVerdict.Deny, card.Display, reason, tellAgent));
        return begun.IsRefused ? begun.Refusal : await Answers(begun.Value);
    }

    /// <summary>Approves less than was asked: <paramref name="narrowing"/> is a JSON array of conditions.</summary>
    public async Task<Outcome<SignedAnswer>> ApprovesLess(string intentId, string narrowing)
    {
        var begun = await world.Get<BeginApproval>().Handle(Actor, new BeginApprovalCommand(intentId, ApprovalVerdict.Approve, (await Opens(intentId)).Display, Narrowing: narrowing));
        return begun.IsRefused ? begun.Refusal : await Answers(begun.Value);
    }

    /// <summary>Asks for one signature over the cards of several intents, as they stand.</summary>
    public async Task<Outcome<ApprovalCeremony>> BeginsTogether(params IReadOnlyList<string> intentIds)
    {
        var cards = new List<(string, DisplayModel)>();
        foreach (var intentId in intentIds)
            cards.Add((intentId, (await Opens(intentId)).Display));
        return await world.Get<BeginBatch>().Handle(Actor, new BeginBatchCommand(cards));
    }

    public Task<Outcome<IReadOnlyList<BatchedAnswer>>> AnswersTogether(ApprovalCeremony ceremony, Mischief? mischief = null) =>
        world.Get<SignBatch>().Handle(Actor, ceremony.CeremonyId, key.Get(ceremony.Options, mischief));

    /// <summary>Signs a card that was opened before.</summary>
    public async Task<Outcome<SignedAnswer>> Signs(Card card, ApprovalVerdict verdict = ApprovalVerdict.Approve, Mischief? mischief = null)
    {
        var begun = await Begins(card, verdict);
        return begun.IsRefused ? begun.Refusal : await Answers(begun.Value, mischief);
    }

    /// <summary>Presses the kill switch and signs.</summary>
    public async Task<Outcome<Stop>> Stops(StopReach reach, string value = "", string reason = "Odd behaviour.")
    {
        var asked = await world.Get<PlaceStop>().Open(Actor, new StopOrder(StopScope.Name(reach), value, reason));
        return asked.IsRefused ? asked.Refusal : await world.Get<PlaceStop>().Handle(Actor, asked.Value.Ceremony, key.Get(asked.Value.Options));
    }

    /// <summary>Signs one step of a release.</summary>
    public async Task<Outcome<StopStage>> Releases(string stopId, StopStage to, string reason = "Looked at, it may go on.")
    {
        var asked = await world.Get<ReleaseStop>().Open(Actor, new ReleaseOrder(stopId, StopRules.Name(to), reason));
        return asked.IsRefused ? asked.Refusal : await world.Get<ReleaseStop>().Handle(Actor, asked.Value.Ceremony, key.Get(asked.Value.Options));
    }

    /// <summary>Asks for a break-glass episode and signs it.</summary>
    public async Task<Outcome<Episode>> BreaksGlass(EpisodeOrder order)
    {
        var asked = await world.Get<AskEpisode>().Open(Actor, order);
        return asked.IsRefused ? asked.Refusal : await world.Get<AskEpisode>().Handle(Actor, asked.Value.Ceremony, key.Get(asked.Value.Options));
    }

    /// <summary>Signs an episode that somebody asked for; <paramref name="with"/> is another device than the first.</summary>
    public async Task<Outcome<Episode>> SignsEpisode(string id, SoftAuthenticator? with = null)
    {
        var asked = await world.Get<SignEpisode>().Open(Actor, id);
        return asked.IsRefused ? asked.Refusal : await world.Get<SignEpisode>().Handle(Actor, asked.Value.Ceremony, (with ?? key).Get(asked.Value.Options));
    }

    /// <summary>Signs the review of an episode.</summary>
    public async Task<Outcome<Done>> Reviews(string id, string conclusion, params ActFinding[] findings)
    {
        var asked = await world.Get<ReviewEpisode>().Open(Actor, new ReviewOrder(id, conclusion, findings));
        return asked.IsRefused ? asked.Refusal : await world.Get<ReviewEpisode>().Handle(Actor, asked.Value.Ceremony, key.Get(asked.Value.Options));
    }

    public Task<Outcome<ApprovalCeremony>> Begins(Card card, ApprovalVerdict verdict = ApprovalVerdict.Approve) =>
        world.Get<BeginApproval>().Handle(Actor, new BeginApprovalCommand(card.Deciding.Intent.Id, verdict, card.Display, verdict == ApprovalVerdict.Deny ? "No." : null));

    public Task<Outcome<SignedAnswer>> Answers(ApprovalCeremony ceremony, Mischief? mischief = null) =>
        world.Get<SignApproval>().Handle(Actor, ceremony.CeremonyId, key.Get(ceremony.Options, mischief));
}
