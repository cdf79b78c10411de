namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>What can be done to a registered agent, for its page.</summary>
internal sealed record AgentActs(ChangeAgent Change, ReplaceAgentKey ReplaceKey, SuspendAgent Suspend, ResumeAgent Resume);
