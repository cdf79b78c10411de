namespace GovernanceConsole.Domain.Agents;

/// <summary>Every way the registry of agents and enforcement points says no.</summary>
public static class AgentRefusals
{
    public static readonly Refusal InvalidField = new("invalid_field", "Some of this does not fit the registry. Mend the places named.");

    public static readonly Refusal PrivateKey = new("invalid_field",
        "This is a private key. It was not stored, but it has left its place: throw it away, make a new pair, and give us the public half only.");

    public static readonly Refusal KeyInUse = new("invalid_field", "This key belongs to a client already, or did once. One client, one key: make a new pair.");

    public static readonly Refusal NotFound = new("not_found", "There is no such agent or enforcement point.");

    public static readonly Refusal AlreadySo = new("wrong_state", "It is in that state already.");

    public static readonly Refusal Moved = new("wrong_state", "Somebody changed this while you were looking at it. Look again.");
}
