using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Queue.Pages;

/// <summary>Rows that read alike, shown behind one line; a row that stands alone has no company. Only a view: each is opened, and signed, by itself.</summary>
public sealed record QueueGroup(IReadOnlyList<QueueRow> Rows)
{
    public bool IsMany => Rows.Count > 1;

    public QueueRow First => Rows[0];

    /// <summary>What of the group is due first.</summary>
    public DateTime DueAt => Rows.Min(row => row.DueAt);
}

/// <summary>
/// Folds rows of one template: the same type, agent and risk. What is high or critical is never folded, and neither is what changed, was passed on, is held or is over: whoever skims must not miss it.
/// </summary>
internal static class QueueGroups
{
    /// <summary>From so many on they are folded.</summary>
    public const int Least = 4;

    /// <summary>The rows in their order; a group stands where its first row stood.</summary>
    public static IReadOnlyList<QueueGroup> Of(IReadOnlyList<QueueRow> rows)
    {
        var alike = rows.Where(Folds).GroupBy(Template).Where(group => group.Count() >= Least).ToDictionary(group => group.Key, group => group.ToList());
        var groups = new List<QueueGroup>();
        foreach (var row in rows)
        {
            if (!Folds(row) || !alike.TryGetValue(Template(row), out var company))
                groups.Add(new QueueGroup([row]));
            else if (ReferenceEquals(company[0], row))
                groups.Add(new QueueGroup(company));
        }

        return groups;
    }

    private static bool Folds(QueueRow row) => row is { Risk: < Risk.High, Status: IntentStatus.Pending, Held: false, Changed: false, PassedTo: null, Type.Length: > 0 };

    private static (string Type, string Agent, Risk Risk, int Quorum) Template(QueueRow row) => (row.Type, row.AgentName, row.Risk, row.Quorum);
}
