using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>A person wants to sign: the verdict, the card as it stood before them, and for a denial why.</summary>
/// <param name="Shown">The frozen display model that was on the screen.</param>
/// <param name="Reason">Why denied, for the record; needed with a denial.</param>
/// <param name="ReasonForAgent">What of it the agent may read; null tells it the standard sentence.</param>
/// <param name="Narrowing">What an approval narrows beyond those before it: a JSON array of <c>{pointer, op, value}</c>; null for nothing.</param>
internal sealed record BeginApprovalCommand(string IntentId, ApprovalVerdict Verdict, DisplayModel Shown, string? Reason = null, string? ReasonForAgent = null, string? Narrowing = null);

/// <summary>What the browser needs to ask for the signature.</summary>
/// <param name="CeremonyId">Where the answer goes.</param>
/// <param name="Options">PublicKeyCredentialRequestOptions as JSON (WebAuthn L3 §5.5).</param>
/// <param name="StatementDigest">What is signed, shown beside the button.</param>
internal sealed record ApprovalCeremony(string CeremonyId, string Options, string StatementDigest, DateTime ExpiresAt);

/// <summary>
/// Opens the ceremony of one signature: writes the statement over intent, verdict, terms, slot and the very display model that was shown, and freezes both. Nothing is decided by it. Refuses whoever could
/// not sign anyway, so that nobody touches their key in vain.
/// </summary>
internal sealed class BeginApproval(Work work, Place place, PasskeyAssertion passkeys, PolicyAuthors authors, IntentTypes types, CardDisplay display)
{
    public async Task<Outcome<ApprovalCeremony>> Handle(Actor actor, BeginApprovalCommand command, CancellationToken cancel = default)
    {
        if (command.Verdict == ApprovalVerdict.Deny && string.IsNullOrWhiteSpace(command.Reason))
            return ApprovalRefusals.ReasonNeeded;
        if (command.Reason?.Length > ApprovalMemo.LongestReason || command.ReasonForAgent?.Length > ApprovalMemo.LongestReason)
            return ApprovalRefusals.ReasonTooLong;
        var opened = await work.Do<SigningCeremony>(actor, act => Open(act, command, ApprovalStatement.Typ), cancel);
        if (opened.IsRefused)
            return opened.Refusal;
        var ceremony = opened.Value;
        return new ApprovalCeremony(ceremony.Id, await passkeys.Options(ceremony), IntentDigest.Of(ceremony.Statement!), ceremony.ExpiresAt);
    }

    /// <summary>Opens the ceremony within an act: of its own, or as an entry of a batch.</summary>
    /// <param name="typ"><see cref="ApprovalStatement.Typ"/> or <see cref="ApprovalBatch.EntryTyp"/>.</param>
    public async Task<Outcome<SigningCeremony>> Open(Act act, BeginApprovalCommand command, string typ)
    {
        if (await act.Lacks(Permission.DecideIntent) is { } lacking)
            return lacking;
        var loaded = await Deciding.Load(act.Db, command.IntentId, await authors.Of(act));
        if (loaded.IsRefused)
            return loaded.Refusal;
        var deciding = loaded.Value;
        var people = (await act.Kept(Candidates.Read)).At(act.Now);
        if (deciding.ObjectsToAnyPasskey(people, act.Actor.Id, act.Now) is { } objection)
            return objection;
        var vote = deciding.Vote(people, act.Actor.Id, "");
        var item = deciding.Item!;
        var now = await display.Of(act.Db, deciding, await act.Kept(Standings.Read), act.Actor.Id, act.Now);
        if (DisplayModel.Differences(command.Shown.Canonical, now.Canonical) is { Count: > 0 } differences)
            return ApprovalRefusals.ChangedBy(differences);
        var approve = command.Verdict == ApprovalVerdict.Approve;
        if (approve && !command.Shown.CanBeApproved)
            return ApprovalRefusals.Uninspectable;
        if (approve && deciding.ObjectsToSeat(deciding.Approving(people), vote) is { } taken)
            return taken;

        Outcome<string> narrowed = approve ? Narrowed(deciding, command.Narrowing) : Constraints.None;
        if (narrowed.IsRefused)
            return narrowed.Refusal;
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
            Constraints = narrowed.Value,
            GrantSeconds = approve ? decision.TtlSeconds : 0,
            Requirement = deciding.Gate.Requirement,
            Slot = deciding.Votes.Count + 1,
            Seats = [.. vote.Seats],
            ForId = vote.ForId,
            PolicyDigest = decision.BundleDigest,
            DisplayDigest = command.Shown.Digest,
            ApproverId = act.Actor.Id,
            NotBefore = act.Now,
            ExpiresAt = expires,
            Nonce = act.Ids.Bytes(32),
        }.Write();
        return Ceremonies.OpenOver(act, typ, deciding.Intent.Id, statement,
            approve ? null : JsonSerializer.Serialize(new ApprovalMemo(command.Reason!.Trim(), command.ReasonForAgent?.Trim())), command.Verdict, command.Shown.Canonical, expires);
    }

    /// <summary>The conditions of everybody who signed before, and this signer's own.</summary>
    private Outcome<string> Narrowed(Deciding deciding, string? narrowing)
    {
        if (string.IsNullOrEmpty(narrowing))
            return deciding.Constraints;
        var recalled = types.Recall(deciding.Intent.Canonical);
        if (recalled.IsRefused)
            return ApprovalRefusals.Uninspectable;
        var document = IntentJson.Parse(Encoding.UTF8.GetBytes($"{{\"constraints\":{narrowing}}}"));
        if (document.IsRefused || document.Value.Root.EnumerateObject().Count() != 1)
            return IntentRefusals.BadConstraint;
        var own = Constraints.Read(recalled.Value, document.Value.Root.GetProperty("constraints"));
        return own.IsRefused ? own.Refusal : Constraints.Write([.. Constraints.Stored(deciding.Constraints), .. own.Value]);
    }
}

/// <summary>What a denial says, kept beside its ceremony until it is signed.</summary>
internal sealed record ApprovalMemo(string Reason, string? ReasonForAgent)
{
    public const int LongestReason = 1000;
}
