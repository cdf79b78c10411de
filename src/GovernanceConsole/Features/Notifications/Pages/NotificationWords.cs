using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Features.Notifications.Pages;

/// <summary>How notices, channels and deliveries read on screen.</summary>
internal static class NotificationWords
{
    /// <summary>By which way something came to the reader.</summary>
    public static string Route(NoticeRoute route) => route switch
    {
        NoticeRoute.Asked => "put to you",
        NoticeRoute.Escalated => "escalated to you",
        NoticeRoute.StandsIn => "you stand in",
        NoticeRoute.PassedOn => "passed on to you",
        NoticeRoute.Talk => "question",
        NoticeRoute.Stop => "kill switch",
        NoticeRoute.BreakGlass => "break-glass",
        NoticeRoute.Incident => "incident",
        NoticeRoute.Proposal => "to be signed",
        NoticeRoute.Late => "late answer",
        NoticeRoute.Policy => "policy tells you",
        NoticeRoute.Channel => "channel",
        NoticeRoute.Test => "test",
        _ => "told",
    };

    /// <summary>The same, in the log of deliveries.</summary>
    public static string Event(NoticeRoute route) => route switch
    {
        NoticeRoute.Asked => "Asked",
        NoticeRoute.Escalated => "Escalated",
        NoticeRoute.StandsIn => "Asked a stand-in",
        NoticeRoute.PassedOn => "Passed on",
        NoticeRoute.Talk => "Question",
        NoticeRoute.Stop => "Kill switch",
        NoticeRoute.BreakGlass => "Break-glass",
        NoticeRoute.Incident => "Incident",
        NoticeRoute.Proposal => "Policy proposal",
        NoticeRoute.Late => "Late answer",
        NoticeRoute.Policy => "Told by policy",
        NoticeRoute.Channel => "Channel off",
        NoticeRoute.Test => "Test",
        _ => "Told",
    };

    public static string Kind(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => "E-mail",
        ChannelKind.Webhook => "Webhook",
        ChannelKind.Slack => "Slack",
        _ => "Teams",
    };

    public static string State(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "On its way",
        DeliveryState.Delivered => "Delivered",
        DeliveryState.Dead => "Given up",
        _ => "Not needed any more",
    };

    public static string Scope(string scope) => scope switch
    {
        Channel.Everything => "everything",
        Channel.Mine => "what you are told",
        _ when scope.StartsWith("group:", StringComparison.Ordinal) => $"questions to the group {scope[6..]}",
        _ when scope.StartsWith("tree:", StringComparison.Ordinal) && scope.Contains('/', StringComparison.Ordinal) => $"level {scope[(scope.IndexOf('/', StringComparison.Ordinal) + 1)..]} of the tree {scope[5..scope.IndexOf('/', StringComparison.Ordinal)]}",
        _ when scope.StartsWith("tree:", StringComparison.Ordinal) => $"questions in the tree {scope[5..]}",
        _ => "questions to every approver",
    };

    /// <summary>A length of time as people say it.</summary>
    public static string Length(TimeSpan? time) => time switch
    {
        null => "not known yet",
        { TotalSeconds: < 90 } t => $"{t.TotalSeconds:0} s",
        { TotalMinutes: < 90 } t => $"{t.TotalMinutes:0} min",
        { TotalHours: < 48 } t => $"{t.TotalHours:0.#} h",
        { } t => $"{t.TotalDays:0.#} days",
    };
}
