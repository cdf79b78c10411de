using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Policy;

/// <summary>
/// What the console itself knows about an intent at one moment, by name: never taken from the agent's words. Values are <see cref="long"/> (minor units, counts),
/// <see cref="bool"/> or <see cref="string"/>. A fact that is not there is unknown, and unknown never helps to allow.
/// </summary>
public sealed class Facts(DateTime asOf)
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>The moment they were looked up, UTC.</summary>
    public DateTime AsOf => asOf;

    public Facts With(string name, long value) => Put(name, value);

    public Facts With(string name, bool value) => Put(name, value);

    public Facts With(string name, string value) => Put(name, value);

    /// <summary>The value, or null when unknown.</summary>
    public object? this[string name] => _values.GetValueOrDefault(name);

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in _values)
        {
            json[name] = value switch
            {
                long number => number,
                bool truth => truth,
                _ => (string)value,
            };
        }
        return json;
    }

    private Facts Put(string name, object value)
    {
        _values[name] = value;
        return this;
    }
}

/// <summary>The names of the facts the console looks up. A policy may name these, and scalars of the intent by pointer (<c>/parameters/role</c>).</summary>
public static class FactNames
{
    /// <summary>Primary amount in minor units of <see cref="Currency"/>.</summary>
    public const string Amount = "amount";

    /// <summary>ISO 4217 code of the primary amount.</summary>
    public const string Currency = "currency";

    /// <summary>True when an intent of this type to this recipient was redeemed before.</summary>
    public const string RecipientKnown = "recipient_known";

    /// <summary>Minor units declared to this recipient in this currency in the last 24 hours, this intent included: splitting shows.</summary>
    public const string RecipientSum24h = "recipient_sum_24h";

    /// <summary>Minor units this agent declared of this type and currency in the last 24 hours, this intent included.</summary>
    public const string AgentSum24h = "agent_sum_24h";

    /// <summary>Intents of this type this agent declared in the last hour, this one included.</summary>
    public const string AgentCount1h = "agent_count_1h";

    /// <summary>The owner is enrolled and not suspended.</summary>
    public const string OwnerActive = "owner_active";

    /// <summary>The agent's environment.</summary>
    public const string Environment = "environment";

    /// <summary>Hour of the day in the owner's time zone, 0–23.</summary>
    public const string OwnerHour = "owner_hour";

    /// <summary>True when a typed field holds invisible, bidirectional or look-alike characters.</summary>
    public const string SuspiciousText = "suspicious_text";

    /// <summary>Rows in the intent's table, where the type has one.</summary>
    public const string Rows = "rows";
}
