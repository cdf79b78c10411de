using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// A way out of the console to people: a person's own, or the organisation's for everything, a group, a tree or one level of it. Address and secret are kept sealed and are never shown again; what is shown of an address is
/// <see cref="Hint"/>.
/// </summary>
public sealed class Channel
{
    public required string Id { get; init; }

    public required ChannelKind Kind { get; init; }

    /// <summary>Whose it is; null for the organisation's.</summary>
    public string? PersonId { get; init; }

    /// <summary>What it is told of: <c>everything</c>, <c>group:NAME</c>, <c>tree:NAME</c>, <c>tree:NAME/LEVEL</c>. Of a person's own: <c>mine</c>.</summary>
    public required string Scope { get; init; }

    public required string Name { get; init; }

    /// <summary>The host, or the mail address: enough to recognise it by, and no secret.</summary>
    public required string Hint { get; init; }

    public required byte[] SealedAddress { get; set; }

    /// <summary>Of webhooks that are signed.</summary>
    public byte[]? SealedSecret { get; set; }

    /// <summary>The secret before, which signs beside the new one until <see cref="FormerUntil"/>.</summary>
    public byte[]? SealedFormer { get; set; }

    public DateTime? FormerUntil { get; set; }

    /// <summary>Questions of a lower risk do not go out by it.</summary>
    public required Risk AtLeast { get; set; }

    /// <summary>True for questions only; false for whatever else a person is told, too.</summary>
    public required bool QuestionsOnly { get; set; }

    public required DateTime MadeAt { get; init; }

    public required string MadeById { get; init; }

    public DateTime? DisabledAt { get; set; }

    public string? DisabledBecause { get; set; }

    public DateTime? RemovedAt { get; set; }

    public bool IsOn => DisabledAt is null && RemovedAt is null;

    /// <summary>True when a message of this route and risk is for it.</summary>
    public bool Takes(NoticeRoute route, Risk? risk) =>
        IsOn && (NoticeRoutes.Asks(route) ? risk is null || risk >= AtLeast : !QuestionsOnly || route == NoticeRoute.Test);

    /// <summary>True when one of the targets, with a blank between, is what an organisation's channel follows.</summary>
    public bool Follows(string targets) => Scope == Everything || targets.Split(' ').Contains(Scope, StringComparer.Ordinal);

    public const string Everything = "everything";
    public const string Mine = "mine";
}

/// <summary>How a channel speaks.</summary>
public enum ChannelKind
{
    Email = 1,

    /// <summary>Standard Webhooks with a CloudEvents body.</summary>
    Webhook = 2,

    Slack = 3,

    Teams = 4,
}
