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

    /// <summary>What a channel takes, to be said anew.</summary>
    public static ChannelForm Of(ShownChannel channel, bool own) => new() { Kind = channel.Kind, Name = channel.Name, Scope = own ? null : channel.Scope, AtLeast = channel.AtLeast, QuestionsOnly = channel.QuestionsOnly };

    public ChannelSheet ToSheet() => new(Kind, Scope, Name, Address, AtLeast, QuestionsOnly);
}

/// <summary>What a channel is to take from now on.</summary>
public sealed record ChangedChannel(ShownChannel Channel, Risk AtLeast, bool QuestionsOnly);
