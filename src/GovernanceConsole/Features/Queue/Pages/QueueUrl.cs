using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.WebUtilities;

namespace GovernanceConsole.Features.Queue.Pages;

/// <summary>The queue's URL as it came: every part may be missing or nonsense.</summary>
internal sealed record QueueUrlParts(string? Tab, string? Sort, string? Risk, string? Type, string? Agent, string? After);

/// <summary>Reads and writes what of the queue is looked at. What cannot be read is left out and said in a sentence; nothing of it reaches a query.</summary>
internal static class QueueUrl
{
    public static QueueFilterState Read(QueueUrlParts url, string otherwise, IReadOnlyCollection<string> types, IReadOnlyCollection<string> agents, List<string> odd)
    {
        var state = new QueueFilterState
        {
            Tab = OneOf(url.Tab, [QueueFilterState.Mine, QueueFilterState.All, QueueFilterState.History], "view", odd) ?? otherwise,
            Sort = OneOf(url.Sort, [QueueFilterState.ByDue, QueueFilterState.ByRisk], "order", odd) ?? QueueFilterState.ByDue,
            Type = OneOf(url.Type, types, "type", odd),
            Agent = OneOf(url.Agent, agents, "agent", odd),
            Risk = OneOf(url.Risk, ["elevated", "high", "critical"], "risk", odd) switch { "elevated" => Risk.Elevated, "high" => Risk.High, "critical" => Risk.Critical, _ => null },
            After = string.IsNullOrEmpty(url.After) ? null : url.After,
        };
        return state;
    }

    public static string Write(QueueFilterState state)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["tab"] = state.Tab };
        if (state.Sort != QueueFilterState.ByDue)
            query["sort"] = state.Sort;
        if (state.Risk is { } risk)
            query["risk"] = risk.ToString().ToLowerInvariant();
        if (state.Type is not null)
            query["type"] = state.Type;
        if (state.Agent is not null)
            query["agent"] = state.Agent;
        if (state.After is not null)
            query["after"] = state.After;
        return QueryHelpers.AddQueryString(Links.Queue, query);
    }

    private static string? OneOf(string? text, IReadOnlyCollection<string> known, string what, List<string> odd)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (known.Contains(text))
            return text;
        odd.Add($"The address names no {what} of this queue, so that part of it was left out.");
        return null;
    }
}
