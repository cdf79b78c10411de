using GovernanceConsole.Data;
using GovernanceConsole.Demo.Stories;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Demo.History;

/// <summary>One signature of the past, by the two acts of everyday: the card as it stood then is asked for, and signed.</summary>
internal sealed class HistorySignature(Work work, Database database, Place place, PolicyAuthors authors, CardDisplay display, BeginApproval begin, SignApproval sign)
{
    public async Task<IntentStatus> Handle(string personId, HistoryAuthenticator key, string intentId, Denial? denial, CancellationToken stop)
    {
        await using var db = database.Read();
        var deciding = (await Deciding.Load(db, intentId, await authors.Of(db))).Value;
        var shown = await display.Of(db, deciding, await Standings.Read(db), personId, work.Now());
        var verdict = denial is null ? ApprovalVerdict.Approve : ApprovalVerdict.Deny;
        var begun = (await begin.Handle(Actor.Person(personId), new BeginApprovalCommand(intentId, verdict, shown, denial?.Reason, denial?.ForAgent), stop)).Value;
        return (await sign.Handle(Actor.Person(personId), begun.CeremonyId, key.Get(begun.Options, place.Origins[0]), stop)).Value.Status;
    }
}
