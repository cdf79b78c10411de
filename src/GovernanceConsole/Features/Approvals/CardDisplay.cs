using System.Globalization;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.People;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Approvals;

/// <summary>
/// Makes the display model of an intent for one reader at one moment: the same for the page, for the ceremony and when the signature arrives, so that the three can be compared. Facts are the console's own;
/// those that matter become flags, and a flag that came or went since a card was shown refuses the signature.
/// </summary>
internal sealed class CardDisplay(IntentTypes types)
{
    /// <summary>How many redeemed intents of the agent make its usual range.</summary>
    private const int History = 200;

    public async Task<DisplayModel> Of(GovernanceDb db, Deciding deciding, Standings people, string readerId, DateTime now)
    {
        var reader = people.Person(readerId);
        var owner = people.Person(deciding.Agent.OwnerId);
        var facts = new List<DisplayFact>();
        var flags = new List<DisplayFlag>();
        await Recipient(db, deciding.Intent, now, facts, flags);
        await Amount(db, deciding.Intent, now, facts, flags);
        Identity(deciding, owner, now, facts, flags);
        var context = new DisplayContext
        {
            IntentId = deciding.Intent.Id,
            Risk = deciding.Intent.Risk,
            Zone = new DisplayZone("en", reader?.Zone ?? "UTC"),
            Chain =
            [
                new DisplayLink("agent", deciding.Agent.Id, deciding.Agent.Name, $"declared it, in {deciding.Agent.Environment}"),
                new DisplayLink("person", deciding.Agent.OwnerId, owner?.Name ?? "unknown", "owns the agent"),
            ],
            Reasons = deciding.Decision.Reasons,
            Rules = deciding.Decision.Rules,
            Obligations = deciding.Decision.Obligations,
            PolicyDigest = deciding.Decision.BundleDigest,
            Terms = deciding.Decision.Grants,
            GrantSeconds = deciding.Decision.TtlSeconds,
            Constraints = deciding.Constraints,
            Requirement = deciding.Decision.Requirement,
            Facts = facts,
            Flags = flags,
        };
        return DisplayModel.Of(types, deciding.Intent.Canonical, context);
    }

    /// <summary>The amounts of this agent's redeemed intents of the same type and currency, newest first.</summary>
    public static async Task<List<long>> PastAmounts(GovernanceDb db, Intent intent)
    {
        var amounts = new List<long>();
        await foreach (var amount in Amounts(db, intent.AgentId, intent.Type, intent.Currency, intent.DeclaredAt))
            amounts.Add(amount);
        return amounts;
    }

    /// <summary>The same as it was at an earlier moment: of those that had been redeemed by then.</summary>
    public static Task<List<long>> PastAmountsAt(GovernanceDb db, Intent intent, DateTime then) => db.Intents
        .Where(i => i.AgentId == intent.AgentId && i.Type == intent.Type && i.DeclaredAt < intent.DeclaredAt && i.Status == IntentStatus.Redeemed && i.Currency == intent.Currency && i.AmountMinor != null
            && db.Grants.Any(g => g.IntentId == i.Id && g.RedeemedAt <= then))
        .OrderByDescending(i => i.DeclaredAt).Take(History).Select(i => i.AmountMinor!.Value).ToListAsync();

    private static readonly Func<GovernanceDb, string, string, string?, DateTime, IAsyncEnumerable<long>> Amounts = EF.CompileAsyncQuery((GovernanceDb db, string agent, string type, string? currency, DateTime before) => db.Intents
        .Where(i => i.AgentId == agent && i.Type == type && i.DeclaredAt < before && i.Status == IntentStatus.Redeemed && i.Currency == currency && i.AmountMinor != null)
        .OrderByDescending(i => i.DeclaredAt).Take(History).Select(i => i.AmountMinor!.Value));

    private static readonly Func<GovernanceDb, string, string, Task<int>> DoneFor = EF.CompileAsyncQuery(
        (GovernanceDb db, string type, string recipient) => db.Intents.Count(i => i.Type == type && i.RecipientKey == recipient && i.Status == IntentStatus.Redeemed));

    private static async Task Recipient(GovernanceDb db, Intent intent, DateTime now, List<DisplayFact> facts, List<DisplayFlag> flags)
    {
        if (intent.RecipientKey is not { } recipient)
            return;
        var before = await DoneFor(db, intent.Type, recipient);
        if (before == 0)
            flags.Add(new DisplayFlag("first_recipient", "First time to this recipient.", ""));
        facts.Add(new DisplayFact("recipient_before", before switch { 0 => "Never done for this recipient before.", 1 => "Done once before for this recipient.", _ => $"Done {before} times before for this recipient." },
            before, now, Warns: before == 0));
    }

    private static async Task Amount(GovernanceDb db, Intent intent, DateTime now, List<DisplayFact> facts, List<DisplayFlag> flags)
    {
        if (intent.AmountMinor is not { } minor)
            return;
        var past = await PastAmounts(db, intent);
        if (past.Count == 0)
        {
            facts.Add(new DisplayFact("amount_history", "This agent has done nothing of the kind in this currency yet.", null, now, Warns: true));
            return;
        }
        past.Sort();
        var exponent = Currencies.TryExponent(intent.Currency!, out var digits) ? digits : 2;
        string Write(long value) => new Money(value, intent.Currency!, exponent).ToString();
        var (low, high, largest) = (past[past.Count / 10], past[past.Count * 9 / 10], past[^1]);
        var ratio = largest == 0 ? 0 : (double)minor / largest;
        var against = ratio > 1 ? string.Create(CultureInfo.InvariantCulture, $"this is {ratio:0.0}× the largest so far") : "this is within what it has done";
        if (ratio >= 2)
            flags.Add(new DisplayFlag("amount_unusual", "At least twice the largest amount this agent has ever moved.", ""));
        facts.Add(new DisplayFact("amount_history", $"Usual for this agent: {Write(low)} to {Write(high)}; {against}.",
            new JsonObject { ["low"] = low, ["high"] = high, ["largest"] = largest, ["count"] = past.Count }, now, Warns: ratio > 1));
    }

    private static void Identity(Deciding deciding, Person? owner, DateTime now, List<DisplayFact> facts, List<DisplayFlag> flags)
    {
        if (!deciding.Agent.IsActive)
            flags.Add(new DisplayFlag("agent_suspended", "The agent has been suspended since it declared this.", ""));
        if (owner is not { SuspendedAt: null, EnrolledAt: not null })
            flags.Add(new DisplayFlag("owner_inactive", "The agent's owner is not active.", ""));
        if (deciding.Agent.OwnerId != deciding.Intent.OwnerId)
            flags.Add(new DisplayFlag("owner_changed", "The agent has changed hands since it declared this.", ""));
        var days = (int)(now - deciding.Agent.RegisteredAt).TotalDays;
        facts.Add(new DisplayFact("agent_age", days == 0 ? "The agent was registered today." : $"The agent has been registered for {days} days.", days, now, Warns: days == 0));
    }
}
