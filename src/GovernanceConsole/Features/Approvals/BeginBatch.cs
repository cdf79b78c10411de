using System.Text.Json;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A person wants to approve several routine intents of one type: each by its card as it stood before them.</summary>
internal sealed record BeginBatchCommand(IReadOnlyList<(string IntentId, DisplayModel Shown)> Cards);

/// <summary>
/// Opens the ceremony of one signature over several approvals: each gets its own statement, opened as if it were signed alone, and the batch lists their digests. Refused whole where one of them could not be signed, carries a warning,
/// is more than routine, or is of another type: then nobody touches a key.
/// </summary>
internal sealed class BeginBatch(Work work, Place place, PasskeyAssertion passkeys, BeginApproval begin)
{
    public async Task<Outcome<ApprovalCeremony>> Handle(Actor actor, BeginBatchCommand command, CancellationToken cancel = default)
    {
        var opened = await work.Do<SigningCeremony>(actor, act => Open(act, command), cancel);
        if (opened.IsRefused)
            return opened.Refusal;
        var ceremony = opened.Value;
        return new ApprovalCeremony(ceremony.Id, await passkeys.Options(ceremony), IntentDigest.Of(ceremony.Statement!), ceremony.ExpiresAt);
    }

    private async Task<Outcome<SigningCeremony>> Open(Act act, BeginBatchCommand command)
    {
        if (await act.Lacks(Permission.DecideIntent) is { } lacking)
            return lacking;
        if (command.Cards.Count is < ApprovalBatch.Fewest or > ApprovalBatch.Most || command.Cards.Select(card => card.IntentId).Distinct(StringComparer.Ordinal).Count() != command.Cards.Count)
            return ApprovalRefusals.BatchSize;
        var type = command.Cards[0].Shown.Type?.Id ?? "";
        var entries = new List<SigningCeremony>(command.Cards.Count);
        foreach (var (intentId, shown) in command.Cards)
        {
            if (ApprovalBatch.Objects(shown, type) is { } objection)
                return objection;
            // Compares the card with that of now, so that what was judged above is what stands.
            var entry = await begin.Open(act, new BeginApprovalCommand(intentId, ApprovalVerdict.Approve, shown), ApprovalBatch.EntryTyp);
            if (entry.IsRefused)
                return entry.Refusal;
            entries.Add(entry.Value);
        }
        var until = entries.Min(entry => entry.ExpiresAt);
        var frame = Ceremonies.Frame(act, place);
        var statement = new SignedStatement
        {
            Typ = ApprovalBatch.Typ,
            Issuer = frame.Issuer,
            RpId = frame.RpId,
            SignerId = act.Actor.Id,
            NotBefore = act.Now,
            ExpiresAt = until,
            Nonce = frame.Nonce,
            Body = ApprovalBatch.Body([.. entries.Select(entry => IntentDigest.Of(entry.Statement!))]),
        }.Write();
        return Ceremonies.OpenOver(act, ApprovalBatch.Typ, null, statement, JsonSerializer.Serialize(entries.Select(entry => entry.Id)), ApprovalVerdict.Approve, null, until);
    }
}
