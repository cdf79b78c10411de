using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Grants;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;

namespace GovernanceConsole.Features.Approvals.Pages;

/// <summary>Turns a card as read into a card as set: every state has a sentence, every flag stands where it belongs. What it says of the intent comes from the display model alone.</summary>
internal static class CardWords
{
    private static readonly string[] Large = ["money", "person", "email"];

    public static IntentCard Of(Card card, DisplayModel display, string readerId)
    {
        var (deciding, context) = (card.Deciding, display.Context);
        var (intent, item) = (deciding.Intent, deciding.Item);
        var body = card.Body;
        // Once decided, the grant's own; until then what was frozen with the card.
        var constraints = body is null ? [] : Constraints.Stored(card.Grant?.Constraints ?? context.Constraints);
        return new IntentCard
        {
            IntentId = intent.Id,
            Type = intent.Type,
            Tool = intent.Tool,
            IntentDigest = intent.Digest,
            DisplayDigest = display.Digest,
            Status = intent.Status,
            Held = intent.Held,
            Risk = context.Risk,
            Control = context.Requirement.Control,
            Consequence = display.Consequence,
            Reversible = display.Type?.IsReversible == true,
            Reversibility = display.Type?.Reversibility ?? "",
            Rollback = display.Type?.Rollback ?? "",
            DeclaredAt = intent.DeclaredAt,
            DueAt = item?.DueAt ?? intent.ExpiresAt,
            Fields = [.. display.Fields.Select(field => Field(field, display.Flags))],
            Warnings = [.. display.Flags.Select(flag => Warning(flag, display.Fields)).Distinct(StringComparer.Ordinal)],
            Amount = Amount(card, context),
            Changes = display.Changes,
            Chain = [.. context.Chain.Select(link => new CardLink(TextSafety.Show(link.Name, TextUse.Name).Plain, link.Id, link.Kind == "person", link.Role))],
            Facts = [.. context.Facts.Where(fact => fact.Name != "amount_history").Select(fact => new CardFact(Label(fact.Name), fact.Text, fact.AsOf, fact.Warns))],
            Reasons = context.Reasons,
            Rules = context.Rules,
            Told = [.. context.Obligations.Select(Told)],
            PolicyDigest = context.PolicyDigest,
            Terms = [.. context.Terms.Select(term => $"The permission {term.Permission} at {intent.Tool}, for this intent only, to be used once."), $"It lasts {Lasting(context.GrantSeconds)} from the last signature."],
            Narrowed = [.. constraints.Select(constraint => Constraints.Words(body!, constraint, context.Zone) ?? $"{constraint.Pointer} {constraint.Op} {constraint.Value.GetRawText()}")],
            Narrowable = body is null || intent.Status != IntentStatus.Pending ? [] : [.. NarrowWords.Of(body, context.Zone)],
            MayBeBatched = display.Type is { } type && ApprovalBatch.Objects(display, type.Id) is null,
            Votes = [.. deciding.Votes.Select((vote, i) => Vote(vote) with { Note = Note(vote, card) })],
            Takes = Takes(context.Requirement),
            AsSignedBy = card.Signed is { } signed && card.Display.Digest == display.Digest ? Vote(signed) : null,
            Quorum = item?.Quorum ?? 0,
            StillNeeded = item is null || card.Missing.Count == 0 ? null : Needed(card.Missing, item),
            Statement = display.Statement,
            NotYours = intent.Status == IntentStatus.Pending ? NotYours(card.Objection) : null,
            Outcome = Outcome(card, readerId),
            Hidden = [.. display.Uninspectable.Select(error => error.Message)],
        };
    }

    /// <summary>"Four eyes: nobody behind the agent counts. A passkey that never leaves its device is needed."</summary>
    private static string Takes(Requirement require)
    {
        var control = require.Control == Control.FourEyes ? "Four eyes: nobody who owns the agent or made the policy counts." : "A confirmation: the agent's owner may give it.";
        var assurance = Assurance.WantsDeviceBound(require.Assurance) ? " A passkey that never leaves its device is needed." : "";
        return control + assurance + (require.Denials == 1 ? " One denial ends it." : $" It takes {Number(require.Denials)} denials to end it.");
    }

    private static string? Note(SignedApproval vote, Card card)
    {
        var seats = vote.Cast.Seats.Where(seat => seat != Quorum.Asked).ToList();
        var notes = new List<string>();
        if (seats.Count > 0)
            notes.Add("for " + string.Join(" or ", seats));
        if (vote.ForId is { } away)
            notes.Add($"in place of {card.Names.GetValueOrDefault(away, away)}");
        if (card.Lapsed.Contains(vote.Id))
            notes.Add("does not count any more");
        return notes.Count == 0 ? null : string.Join(", ", notes);
    }

    private static CardVote Vote(SignedApproval vote) => new(vote.PersonName, vote.PersonId, vote.Verdict, vote.SignedAt, vote.Practice);

    private static CardField Field(DisplayField field, IReadOnlyList<DisplayFlag> flags) => new(field.Label, field.Text, field.Risky, field.Full)
    {
        Marks = [.. flags.Where(flag => flag.Pointer == field.Pointer).Select(flag => flag.Sentence)],
        Prominent = field.Risky && Large.Contains(field.Format),
        Columns = field.Columns,
        Table = field.Rows.Count == 0 ? null : field.Rows,
    };

    private static string Warning(DisplayFlag flag, IReadOnlyList<DisplayField> fields)
    {
        var place = fields.FirstOrDefault(field => field.Pointer == flag.Pointer)?.Label ?? (flag.Pointer.StartsWith("/changes", StringComparison.Ordinal) ? "What changes" : null);
        return place is null ? flag.Sentence : $"{place}: {char.ToLowerInvariant(flag.Sentence[0])}{flag.Sentence[1..]}";
    }

    private static CardAmount? Amount(Card card, DisplayContext context) =>
        card.Deciding.Intent is { AmountMinor: { } minor, Currency: { } currency }
            ? new CardAmount(minor, currency, Currencies.TryExponent(currency, out var digits) ? digits : 2, card.PastAmounts,
                context.Facts.FirstOrDefault(fact => fact.Name == "amount_history")?.Text ?? "")
            : null;

    private static string Label(string fact) => fact switch { "recipient_before" => "Recipient", "agent_age" => "Agent", _ => fact.Replace('_', ' ') };

    private static string Told(Obligation obligation) =>
        $"Policy had this told to {(obligation.To switch
        {
            Obligation.Owner => "the agent's owner",
            SafetyNet.EveryApprover => "every approver",
            var to => to.StartsWith(SeparationOfDuties.GroupPrefix, StringComparison.Ordinal) ? "everybody in " + to[SeparationOfDuties.GroupPrefix.Length..] : to[Obligation.PersonPrefix.Length..],
        })}: “{TextSafety.Show(obligation.Body, TextUse.Line).Plain}”";

    /// <summary>"Needs one more signature, from finance." or "Needs two from finance and one from security."</summary>
    private static string Needed(IReadOnlyList<string> missing, QueueItem item)
    {
        if (missing.Any(seat => seat != Quorum.Asked))
            return $"Still needs {string.Join(" and ", missing.GroupBy(seat => seat).Select(seats => $"{Number(seats.Count())} from {(seats.Key == Quorum.Asked ? "anybody asked" : seats.Key)}"))}.";
        var count = missing.Count <= 1 ? "one more signature" : $"{Number(missing.Count)} more signatures";
        if (item.Target.StartsWith(EscalationTarget.Tree, StringComparison.Ordinal))
            return $"Needs {count}, from the people it was put to.";
        return item.Target.StartsWith(SeparationOfDuties.GroupPrefix, StringComparison.Ordinal) ? $"Needs {count}, from {item.Target[SeparationOfDuties.GroupPrefix.Length..]}." : $"Needs {count}, from any approver.";
    }

    private static string Number(int count) => count switch { 1 => "one", 2 => "two", 3 => "three", _ => count.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static string? NotYours(Domain.Refusal? objection) => objection?.Message.Replace(" Nothing was recorded.", "", StringComparison.Ordinal);

    private static string Lasting(int seconds) => seconds % 60 == 0 && seconds < 7200 ? seconds == 60 ? "a minute" : $"{seconds / 60} minutes" : $"{seconds / 3600} h {seconds % 3600 / 60} min";

    private static CardOutcome? Outcome(Card card, string readerId)
    {
        var (intent, agent) = (card.Deciding.Intent, TextSafety.Show(card.Deciding.Agent.Name, TextUse.Name).Plain);
        var told = intent.Status == IntentStatus.Pending ? null : intent.OutcomeMessage ?? OutcomeCodes.Message(intent.OutcomeCode);
        var denial = card.Deciding.Votes.FirstOrDefault(vote => vote.Verdict == ApprovalVerdict.Deny);
        if (intent is { IsDrill: true, Status: not IntentStatus.Pending })
            return new CardOutcome("This was a drill.", "Nothing was granted, and nothing could have been.", card.Deciding.Item?.ClosedAt, HasReceipt: true);
        if (intent is { Status: IntentStatus.Denied, OutcomeCode: OutcomeCodes.AlreadyWaiting })
            return new CardOutcome("The same waited for people already, so nobody was asked again.", "What becomes of it is decided there. Nothing was granted here.", intent.DeclaredAt, HasReceipt: true) { AgentWasTold = told };
        return intent.Status switch
        {
            IntentStatus.Pending => card.Deciding.Votes.Any(vote => vote.PersonId == readerId) && card.Deciding.Item is { } item
                ? new CardOutcome("You signed this.", Needed(card.Missing, item) + " Until then nothing happens.", null, HasReceipt: false)
                : null,
            IntentStatus.Granted => new CardOutcome(card.Deciding.Votes.Count == 0 ? "Policy granted this by itself." : "Granted: everybody needed has signed.",
                $"{agent} may use it once, until the grant ends. When the tool redeems it, this page says so.", card.Grant?.MintedAt, HasReceipt: true),
            IntentStatus.Redeemed => new CardOutcome($"Done: {card.RedeemedBy ?? "the tool"} redeemed the grant. It cannot be used again.", Reported(card.Grant), card.Grant?.RedeemedAt, HasReceipt: true),
            IntentStatus.Denied => denial is null
                ? new CardOutcome("Policy denied this.", "Nothing was granted. The reasons stand below.", null, HasReceipt: true) { AgentWasTold = told }
                : new CardOutcome($"{denial.PersonName} denied this: {denial.Reason}", "Nothing was granted.", denial.SignedAt, HasReceipt: true) { AgentWasTold = told },
            IntentStatus.Expired => new CardOutcome(card.Grant is null ? "Nobody decided in time, so it ended." : "The grant was not used in time, so it ended.", "Nothing was executed under it.", null, HasReceipt: true) { AgentWasTold = told },
            IntentStatus.Withdrawn => new CardOutcome($"{agent} withdrew this.", "Nothing can be signed or used any more.", null, HasReceipt: true),
            _ => new CardOutcome("The grant was revoked before it was used.", "Nothing was executed under it.", card.Grant?.RevokedAt, HasReceipt: true) { AgentWasTold = told },
        };
    }

    private static string Reported(Grant? grant) => grant?.Outcome switch
    {
        "succeeded" => "The tool reported that it succeeded.",
        "failed" => "The tool reported that it failed.",
        "ambiguous" => "The tool could not tell whether it succeeded. Look there before anything is repeated.",
        _ => "The tool has not reported yet how it went.",
    };
}
