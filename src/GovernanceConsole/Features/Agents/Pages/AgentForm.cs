using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>An agent's sheet while somebody fills it in.</summary>
public sealed class AgentForm
{
    public string Name { get; set; } = "";

    public string OwnerId { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Environment { get; set; } = "prod";

    public Risk RiskTier { get; set; } = Risk.Routine;

    public HashSet<string> IntentTypes { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Tools { get; } = new(StringComparer.Ordinal);

    public static AgentForm Of(Agent agent)
    {
        var form = new AgentForm { Name = agent.Name, OwnerId = agent.OwnerId, Purpose = agent.Purpose, Environment = agent.Environment, RiskTier = agent.RiskTier };
        form.IntentTypes.UnionWith(agent.IntentTypes);
        form.Tools.UnionWith(agent.Tools);
        return form;
    }

    public AgentSheet ToSheet() => new(Name, OwnerId, Purpose, Environment, RiskTier, [.. IntentTypes], [.. Tools]);
}
