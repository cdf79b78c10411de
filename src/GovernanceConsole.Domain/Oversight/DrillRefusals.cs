namespace GovernanceConsole.Domain.Oversight;

/// <summary>Every way planning a drill and calling it off says no.</summary>
public static class DrillRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such drill, or it is over. Nothing was changed.");

    public static readonly Refusal Form = new("invalid_field", "Something entered is not right. Nothing was planned; mend what is marked and send it again.");

    public static readonly Refusal AskedNobody = new("drill.asks_nobody", "Policy decides this without asking people, so nobody would see it.");

    public static readonly Refusal OwnDrill = new("approval.own_agent", "You planned this drill, so you cannot decide it. Nothing was recorded.");
}
