using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.KillSwitch;

/// <summary>What a stop is drawn around. A number that stands nowhere here reaches everything: unknown means stopped.</summary>
public enum StopReach
{
    Agent = 1,

    /// <summary>Every agent that a person owns, or owned when it declared.</summary>
    Owner = 2,

    IntentType = 3,
    Tool = 4,
    Environment = 5,
    Everything = 6,
}

/// <summary>One intent, or what would become one, as far as a stop is concerned.</summary>
/// <param name="Owners">Who owns the agent now, and who did when it declared.</param>
public sealed record StopSubject(string AgentId, IReadOnlyCollection<string> Owners, string Environment, string Type, string Tool)
{
    public static StopSubject Of(Agent agent, Intent intent) => new(agent.Id, [agent.OwnerId, intent.OwnerId], agent.Environment, intent.Type, intent.Tool);

    /// <summary>What the agent is about to declare.</summary>
    public static StopSubject Of(Agent agent, string type, string tool) => new(agent.Id, [agent.OwnerId], agent.Environment, type, tool);
}

/// <summary>How far a stop reaches. Names are compared byte for byte; a reach that is not known covers everything.</summary>
/// <param name="Value">The id or name; empty where the reach is everything.</param>
public sealed record StopScope(StopReach Reach, string Value)
{
    public static readonly StopScope Everything = new(StopReach.Everything, "");

    /// <summary>True when the subject stands inside.</summary>
    public bool Covers(StopSubject subject) => Reach switch
    {
        StopReach.Agent => subject.AgentId == Value,
        StopReach.Owner => subject.Owners.Contains(Value),
        StopReach.IntentType => subject.Type == Value,
        StopReach.Tool => subject.Tool == Value,
        StopReach.Environment => subject.Environment == Value,
        _ => true,
    };

    /// <summary>True when whatever the agent may do stands inside, so that it has no use for a token.</summary>
    public bool CoversWhole(Agent agent) => Reach switch
    {
        StopReach.Agent => agent.Id == Value,
        StopReach.Owner => agent.OwnerId == Value,
        StopReach.IntentType or StopReach.Tool => false,
        StopReach.Environment => agent.Environment == Value,
        _ => true,
    };

    /// <summary>The reach as it stands in statements and in the API.</summary>
    public static string Name(StopReach reach) => reach switch
    {
        StopReach.Agent => "agent",
        StopReach.Owner => "owner",
        StopReach.IntentType => "intent_type",
        StopReach.Tool => "tool",
        StopReach.Environment => "environment",
        _ => "everything",
    };

    /// <summary>The scope of that name; null when there is no such reach, or a value is missing or too much.</summary>
    public static StopScope? Parse(string? reach, string? value)
    {
        foreach (var known in Enum.GetValues<StopReach>())
            if (Name(known) == reach)
                return string.IsNullOrEmpty(value) == (known == StopReach.Everything) ? new StopScope(known, value ?? "") : null;
        return null;
    }
}
