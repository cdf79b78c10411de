using System.Text.Json;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A person wants to sign: the verdict, the card as it stood before them, and for a denial why.</summary>
/// <param name="Shown">The frozen display model that was on the screen.</param>
/// <param name="Reason">Why denied, for the record; needed with a denial.</param>
/// <param name="ReasonForAgent">What of it the agent may read; null tells it the standard sentence.</param>
internal sealed record BeginApprovalCommand(string IntentId, ApprovalVerdict Verdict, DisplayModel Shown, string? Reason = null, string? ReasonForAgent = null);

/// <summary>What the browser needs to ask for the signature.</summary>
/// <param name="CeremonyId">Where the answer goes.</param>
/// <param name="Options">PublicKeyCredentialRequestOptions as JSON (WebAuthn L3 §5.5).</param>
/// <param name="StatementDigest">What is signed, shown beside the button.</param>
internal sealed record ApprovalCeremony(string CeremonyId, string Options, string StatementDigest, DateTime ExpiresAt);

/// <summary>
/// Opens the ceremony of one signature: writes the statement over intent, verdict, terms, slot and the very display model that was shown, and freezes both. Nothing is decided by it. Refuses whoever could
/// not sign anyway, so that nobody touches their key in vain.
/// </summary>
internal sealed class BeginApproval(Work work, Place place, PasskeyAssertion passkeys, CardDisplay display)
{
    public async Task<Outcome<ApprovalCeremony>> Handle(Actor actor, BeginApprovalCommand command, CancellationToken cancel = default)
    {
        if (command.Verdict == ApprovalVerdict.Deny && string.IsNullOrWhiteSpace(command.Reason))
            return ApprovalRefusals.ReasonNeeded;
        if (command.Reason?.Length > ApprovalMemo.LongestReason || command.ReasonForAgent?.Length > ApprovalMemo.LongestReason)
            return ApprovalRefusals.ReasonTooLong;
        var opened = await work.Do<SigningCeremony>(actor, act => Open(act, command), cancel);
        if (opened.IsRefused)
            return opened.Refusal;
        var ceremony = opened.Value;
        return new ApprovalCeremony(ceremony.Id, await passkeys.Options(ceremony), IntentDigest.Of(ceremony.Statement!), ceremony.ExpiresAt);
    }

    private async Task<Outcome<SigningCeremony>> Open(Act act, BeginApprovalCommand command)
    {
        if (await act.Lacks(Permission.DecideIntent) is { } lacking)
            return lacking;
        var loaded = await Deciding.Load(act.Db, command.IntentId);
        if (loaded.IsRefused)
            return loaded.Refusal;
        var deciding = loaded.Value;
        if (deciding.ObjectsToAnyPasskey(await act.Kept(Candidates.Read), act.Actor.Id, act.Now) is { } objection)
            return objection;
        var item = deciding.Item!;
        var now = await display.Of(act.Db, deciding, await act.Kept(Standings.Read), act.Actor.Id, act.Now);
        if (DisplayModel.Differences(command.Shown.Canonical, now.Canonical) is { Count: > 0 } differences)
            return ApprovalRefusals.ChangedBy(differences);
        var approve = command.Verdict == ApprovalVerdict.Approve;
        if (approve && !command.Shown.CanBeApproved)
            return ApprovalRefusals.Uninspectable;

        var decision = deciding.Decision;
        var expires = act.Now + Ceremonies.Lifetime < item.DueAt ? act.Now + Ceremonies.Lifetime : item.DueAt;
        var statement = new ApprovalStatement
        {
            Issuer = place.Issuer,
            RpId = place.RpId,
            IntentId = deciding.Intent.Id,
            IntentDigest = deciding.Intent.Digest,
            AgentId = deciding.Intent.AgentId,
            Chain = deciding.Intent.Chain,
            Tool = deciding.Intent.Tool,
            Verdict = command.Verdict,
            Permissions = approve ? [.. decision.Grants.Select(g => g.Permission)] : [],
            Constraints = "[]",
            GrantSeconds = approve ? decision.TtlSeconds : 0,
            Requirement = new Requirement(item.Quorum, item.Control, item.Assurance),
            Slot = item.Votes + 1,
            PolicyDigest = decision.BundleDigest,
            DisplayDigest = command.Shown.Digest,
            ApproverId = act.Actor.Id,
            NotBefore = act.Now,
            ExpiresAt = expires,
            Nonce = act.Ids.Bytes(32),
        }.Write();
        return Ceremonies.Open(act, ApprovalStatement.Typ, act.Actor.Id, deciding.Intent.Id, SignedStatement.Challenge(statement), statement,
            approve ? null : JsonSerializer.Serialize(new ApprovalMemo(command.Reason!.Trim(), command.ReasonForAgent?.Trim())), command.Verdict, command.Shown.Canonical, expires);
    }
}

/// <summary>What a denial says, kept beside its ceremony until it is signed.</summary>
internal sealed record ApprovalMemo(string Reason, string? ReasonForAgent)
{
    public const int LongestReason = 1000;
}
