namespace GovernanceConsole.Domain.Policy;

/// <summary>Four steps of risk. The host takes the highest of intent type, agent tier and policy; nothing lowers it.</summary>
public enum Risk
{
    Routine = 0,
    Elevated = 1,
    High = 2,
    Critical = 3,
}

/// <summary>What a policy says of an intent. Anything else it might answer is <see cref="Escalate"/>.</summary>
public enum Effect
{
    Escalate = 0,
    Allow = 1,
    Deny = 2,
}

/// <summary>Who may sign: <see cref="Confirm"/> lets the owner sign, <see cref="FourEyes"/> wants somebody outside the requester chain.</summary>
public enum Control
{
    Confirm = 0,
    FourEyes = 1,
}
