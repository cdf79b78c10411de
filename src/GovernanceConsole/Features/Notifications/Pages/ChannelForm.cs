using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Notifications.Pages;

/// <summary>A channel as it is being typed.</summary>
public sealed class ChannelForm
{
    public ChannelKind Kind { get; set; } = ChannelKind.Webhook;

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    /// <summary>Null for one's own.</summary>
    public string? Scope { get; set; }

    public Risk AtLeast { get; set; } = Risk.Routine;

    public bool QuestionsOnly { get; set; }

    public bool IsOwn => Scope is null;

    public ChannelSheet ToSheet() => new(Kind, Scope, Name, Address, AtLeast, QuestionsOnly);
}
