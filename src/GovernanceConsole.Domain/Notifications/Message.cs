using System.Globalization;
using System.Text.Json;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// All that leaves the console about something people are told: what kind of intent, its risk, which agent, when it ends, and where to look. No recipient, no amount, no words of an agent's but its name, no token: who
/// follows the link signs in first, and the link shows and never decides.
/// </summary>
/// <param name="Route">Why.</param>
/// <param name="Path">The page of ours it is about, from <c>/</c> on.</param>
/// <param name="IntentId">The intent, where it is about one.</param>
/// <param name="IntentType">As the console defines it.</param>
/// <param name="Risk">As policy and the type's floor say.</param>
/// <param name="AgentId">The console's own id of it.</param>
/// <param name="Agent">The agent's name, as <see cref="PlainWord"/>.</param>
/// <param name="EndsAt">When the question ends by itself.</param>
/// <param name="ToOne">True when it goes to one person, who is spoken to.</param>
public sealed record Message(NoticeRoute Route, string Path, string? IntentId = null, string? IntentType = null, Risk? Risk = null, string? AgentId = null, string? Agent = null, DateTime? EndsAt = null, bool ToOne = true)
{
    /// <summary>JSON of our own, so anything unexpected in it throws.</summary>
    public static Message Parse(string facts) => JsonSerializer.Deserialize<Message>(facts)!;

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>What happened, in a sentence from a closed list.</summary>
    public string Headline => Route switch
    {
        NoticeRoute.Asked => ToOne ? "A decision waits for you." : "A decision waits.",
        NoticeRoute.Escalated => ToOne ? "A decision still waits, and now you are asked." : "A decision still waits; others are asked now.",
        NoticeRoute.StandsIn => "A decision waits for somebody you stand in for.",
        NoticeRoute.PassedOn => ToOne ? "A decision was passed on to you." : "A decision was passed on.",
        NoticeRoute.Talk => "Somebody wrote to you about an intent.",
        NoticeRoute.Stop => "The kill switch was used.",
        NoticeRoute.BreakGlass => ToOne ? "Break-glass is used, is over, or waits for you." : "Break-glass is used, or is over.",
        NoticeRoute.Incident => ToOne ? "An incident concerns you." : "An incident was opened.",
        NoticeRoute.Proposal => "A change of the policy waits for your signature.",
        NoticeRoute.Late => "A decision is late.",
        NoticeRoute.Policy => "Policy lets you know something about an intent.",
        NoticeRoute.Channel => "A channel was switched off.",
        NoticeRoute.Test => "This is a test. Nothing waits for you.",
        _ => "Something that concerns you changed.",
    };

    /// <summary>The name of the event for programs.</summary>
    public string EventType => "governance-console." + Route switch
    {
        NoticeRoute.Asked => "intent.asked",
        NoticeRoute.Escalated => "intent.escalated",
        NoticeRoute.StandsIn => "intent.delegated",
        NoticeRoute.PassedOn => "intent.passed_on",
        NoticeRoute.Talk => "intent.talk",
        NoticeRoute.Stop => "stop.changed",
        NoticeRoute.BreakGlass => "break_glass.changed",
        NoticeRoute.Incident => "incident.changed",
        NoticeRoute.Proposal => "policy.proposed",
        NoticeRoute.Late => "intent.late",
        NoticeRoute.Policy => "policy.notified",
        NoticeRoute.Channel => "channel.disabled",
        NoticeRoute.Test => "test",
        _ => "person.told",
    };

    /// <summary>Label and value of each fact there is, in the order of reading.</summary>
    public IEnumerable<(string Label, string Value)> Facts()
    {
        if (Risk is { } risk)
            yield return ("Risk", SafetyNet.Name(risk));
        if (IntentType is not null)
            yield return ("Kind", PlainWord.OfType(IntentType));
        if (Agent is not null)
            yield return ("Agent", PlainWord.Of(Agent));
        if (EndsAt is { } ends)
            yield return ("Ends", Instant(ends));
    }

    public static string Instant(DateTime at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
