using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Features.Drills;
using GovernanceConsole.Features.Grants;
using GovernanceConsole.Features.Oversight;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Stops;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Live;

namespace GovernanceConsole.Features.Approvals;

/// <summary>What a signature led to.</summary>
internal sealed record SignedAnswer(string ApprovalId, ApprovalVerdict Verdict, IntentStatus Status, int Votes, int Quorum, string? GrantId);

/// <summary>
/// Takes a person's signature. Verified before the writer's turn; then, in one transaction: the ceremony spent by an update that must hit one row, the counter moved, separation of duties judged with the very
/// credential that signed, the facts looked at again, evidence and log entry written, and with the last signature the grant minted. A denial ends the intent, the first one unless policy wants more of them. Whatever changed since it was shown refuses, and nothing is
/// recorded.
/// </summary>
internal sealed class SignApproval(Work work, PasskeyAssertion passkeys, PolicyAuthors authors, CardDisplay display, MintGrant mint, MeasureReading readings)
{
    public async Task<Outcome<SignedAnswer>> Handle(Actor actor, string ceremonyId, string answer, CancellationToken cancel = default)
    {
        var answered = await passkeys.Take(ceremonyId, ApprovalStatement.Typ, actor.Id, answer);
        if (answered.IsRefused)
            return answered.Refusal;
        var (ceremony, proof) = answered.Value;
        var statement = ApprovalStatement.Parse(ceremony.Statement);
        return statement.IsRefused ? statement.Refusal : await work.Do<SignedAnswer>(actor, act => Sign(act, ceremony, statement.Value, proof), cancel);
    }

    private async Task<Outcome<SignedAnswer>> Sign(Act act, SigningCeremony ceremony, ApprovalStatement statement, PasskeyProof proof)
    {
        if (await act.Lacks(Permission.DecideIntent) is { } lacking)
            return lacking;
        return await PasskeyAssertion.Spend(act, ceremony, proof) is { } spent ? spent : await Count(act, ceremony, statement, proof);
    }

    /// <summary>Counts a signature whose ceremony this act has spent. A refusal has written nothing.</summary>
    /// <param name="batch">The batch's statement, where that is what was signed.</param>
    public async Task<Outcome<SignedAnswer>> Count(Act act, SigningCeremony ceremony, ApprovalStatement statement, PasskeyProof proof, byte[]? batch = null)
    {
        var loaded = await Deciding.Load(act.Db, ceremony.SubjectId!, await authors.Of(act));
        if (loaded.IsRefused)
            return loaded.Refusal;
        var deciding = loaded.Value;
        // Also where the agent has only come into a stop's scope since: what is held says so itself.
        if ((await act.Kept(StopsNow.Read)).Holding(StopSubject.Of(deciding.Agent, deciding.Intent)) is not null)
            return ApprovalRefusals.Held;
        var candidates = (await act.Kept(Candidates.Read)).At(act.Now);
        if (deciding.Objects(candidates, act.Actor.Id, new Vouched(proof.Passkey.VouchedById, !proof.Passkey.BackupEligible), act.Now) is { } objection)
            return objection;
        var item = deciding.Item!;
        var vote = deciding.Vote(candidates, act.Actor.Id, proof.Passkey.VouchedById);
        if (statement.Slot != deciding.Votes.Count + 1 || statement.ForId != vote.ForId || !statement.Seats.SequenceEqual(vote.Seats) || statement.PolicyDigest != deciding.Decision.BundleDigest)
            return ApprovalRefusals.SlotTaken;
        var people = await act.Kept(Standings.Read);
        var now = await display.Of(act.Db, deciding, people, act.Actor.Id, act.Now);
        if (DisplayModel.Differences(ceremony.DisplayModel!, now.Canonical) is { Count: > 0 } differences)
            return ApprovalRefusals.ChangedBy(differences);
        if (ceremony.Verdict == ApprovalVerdict.Approve && !now.CanBeApproved)
            return ApprovalRefusals.Uninspectable;
        var standing = deciding.Approving(candidates);
        if (ceremony.Verdict == ApprovalVerdict.Approve && deciding.ObjectsToSeat(standing, vote) is { } taken)
            return taken;

        if (await RevealDrill.Objects(act, deciding.Intent) is { } planner)
            return planner;

        var away = vote.ForId is { } id ? people.Person(id) : null;
        var reading = await readings.Of(act, deciding.Intent.Id, now, statement.DisplayDigest);
        var signed = Record(act, people.Person(act.Actor.Id)!, away, ceremony, proof, statement, batch, reading);
        await MeasureReading.Keep(act, deciding.Intent, signed, reading);
        if (ceremony.Verdict == ApprovalVerdict.Approve)
            standing = [.. standing, vote.Seats];
        else
            item.Denials++;
        item.Votes = standing.Count(seats => seats.Count > 0);
        item.Version++;
        deciding.Intent.Version++;
        string? grantId = null;
        if (item.Denials >= item.DenialsEnd)
            Deny(act, deciding, signed);
        if (deciding.Intent.IsDrill)
            await RevealDrill.Decided(act, deciding.Intent, item, signed);
        else if (ceremony.Verdict == ApprovalVerdict.Approve && deciding.Gate.Requirement.Quorum.IsMet(standing))
            grantId = Grant(act, deciding, statement.Constraints);
        act.Update(item);
        act.Update(deciding.Intent);
        act.Signal(Topics.Queue);
        act.Signal(Topics.Intent(deciding.Intent.Id));
        return new SignedAnswer(signed.Id, signed.Verdict, deciding.Intent.Status, item.Votes, item.Quorum, grantId);
    }

    private string Grant(Act act, Deciding deciding, string constraints)
    {
        // MoveTo counts the version itself; the signature alone was counted before.
        deciding.Intent.MoveTo(IntentStatus.Granted, OutcomeCodes.Granted);
        deciding.Item!.Close(QueueState.Approved, act.Now);
        return mint.Handle(act, deciding.Intent, deciding.Decision.Grants, deciding.Decision.TtlSeconds, deciding.Item.Votes, deciding.Item.Control, constraints).Id;
    }

    private static void Deny(Act act, Deciding deciding, SignedApproval signed)
    {
        deciding.Intent.MoveTo(IntentStatus.Denied, OutcomeCodes.DeniedByPerson);
        deciding.Intent.OutcomeMessage = signed.ReasonForAgent;
        deciding.Item!.Close(QueueState.Denied, act.Now);
        act.Audit(AuditTypes.IntentDenied, deciding.Intent.Id, new Dictionary<string, string> { ["approval"] = signed.Id });
    }

    private static SignedApproval Record(Act act, Person person, Person? away, SigningCeremony ceremony, PasskeyProof proof, ApprovalStatement statement, byte[]? batch, MeasuredReading reading)
    {
        var memo = ceremony.Memo is null ? null : JsonSerializer.Deserialize<ApprovalMemo>(ceremony.Memo);
        var signed = new SignedApproval
        {
            Id = act.Ids.New(Ids.Approval),
            IntentId = ceremony.SubjectId!,
            PersonId = person.Id,
            PersonName = person.Name,
            ForId = away?.Id,
            VouchedById = proof.Passkey.VouchedById,
            Verdict = ceremony.Verdict!.Value,
            Slot = statement.Slot,
            Seats = string.Join(' ', statement.Seats),
            Statement = ceremony.Statement!,
            DisplayModel = ceremony.DisplayModel!,
            Batch = batch,
            CredentialId = proof.Passkey.CredentialId,
            CoseKey = proof.Passkey.CoseKey,
            Aaguid = proof.Passkey.Aaguid,
            Practice = proof.Passkey.Practice,
            ClientDataJson = proof.Evidence.ClientDataJson,
            AuthenticatorData = proof.Evidence.AuthenticatorData,
            Signature = proof.Evidence.Signature,
            SignedAt = act.Now,
            Reason = memo?.Reason,
            ReasonForAgent = memo?.ReasonForAgent,
        };
        act.Insert(signed);
        act.Audit(AuditTypes.ApprovalSigned, signed.Id,
            Named(signed),
            new JsonObject { ["name"] = person.Name, ["for"] = away?.Name, ["reason"] = memo?.Reason, ["practice"] = signed.Practice, ["reading"] = reading.ToJson() },
            new Dictionary<string, string> { [ReceiptApproval.EvidenceDigest] = ReceiptApproval.Of(signed).Digest, ["statement"] = IntentDigest.Of(signed.Statement) });
        return signed;
    }

    private static Dictionary<string, string> Named(SignedApproval signed)
    {
        var ids = new Dictionary<string, string> { ["intent"] = signed.IntentId, ["verdict"] = signed.Verdict.ToString().ToLowerInvariant() };
        if (signed.ForId is { } away)
            ids["for"] = away;
        return ids;
    }
}
