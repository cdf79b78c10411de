using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Platform;

/// <summary>
/// What an act works with while it holds the one write connection: the database, one <see cref="Now"/>, who acts, and the audit entries it leaves. Lives for
/// one act; nothing of it is visible to anybody until <see cref="Work"/> commits.
/// </summary>
internal sealed class Act(GovernanceDb db, Actor actor, DateTime now, IdSource ids, long logPosition, Kept kept)
{
    private readonly List<PendingEntry> _entries = [];
    private readonly List<RowChange> _rows = [];
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);

    public GovernanceDb Db => db;

    public Actor Actor => actor;

    /// <summary>UTC, whole milliseconds, the same for the whole act.</summary>
    public DateTime Now => now;

    public IdSource Ids => ids;

    /// <summary>The log index the next audit entry of this act gets: a number that only grows, used as order of declaration.</summary>
    public long LogPosition => logPosition + _entries.Count;

    public IReadOnlyList<PendingEntry> Entries => _entries;

    /// <summary>Rows that are written when the act is done, in this order.</summary>
    public IReadOnlyList<RowChange> Rows => _rows;

    public IReadOnlyCollection<string> Topics => _topics;

    /// <summary>Why the act may change rows without an audit entry; null when it may not.</summary>
    public string? UngovernedBecause { get; private set; }

    /// <summary>Leaves an entry in the log with this act's commit.</summary>
    /// <param name="type">A name of <see cref="AuditTypes"/>.</param>
    /// <param name="subjectId">What the entry is about.</param>
    /// <param name="ids">Further ids, in the leaf for good: no names, no parameters.</param>
    /// <param name="detail">Names and parameters; only its salted digest stands in the leaf, so that it can be erased.</param>
    /// <param name="digests">Further digests (name → <c>sha256:hex</c>) in the leaf.</param>
    /// <param name="by">Who, where it is not the act's own actor (a person who only just became one).</param>
    public void Audit(string type, string subjectId, IReadOnlyDictionary<string, string>? ids = null, JsonObject? detail = null,
        IReadOnlyDictionary<string, string>? digests = null, Actor? by = null) =>
        _entries.Add(new PendingEntry(type, subjectId, (by ?? actor).Id, ids ?? Empty, digests ?? Empty, detail));

    /// <summary>
    /// Adds a row that is only ever inserted by this act: written by a prepared statement when the act is done, after whatever the context tracks. Until then no query of the act sees it; what is
    /// set on it meanwhile is stored.
    /// </summary>
    public void Insert(object row) => _rows.Add(new RowChange(row, IsNew: true));

    /// <summary>Stores what was or is yet set on a row that this act read untracked, in the same manner.</summary>
    public void Update(object row) => _rows.Add(new RowChange(row, IsNew: false));

    /// <summary>What <paramref name="read"/> (a static method) reads of the tables that say who is who, at this moment; see <see cref="Platform.Kept"/>.</summary>
    public ValueTask<T> Kept<T>(Func<GovernanceDb, Task<T>> read)
        where T : class => kept.Of(db, read);

    /// <summary>Tells a topic of <see cref="Live.ChangeFeed"/> after the commit.</summary>
    public void Signal(string topic) => _topics.Add(topic);

    /// <summary>Says why this act may change rows that no governance depends on (a session's end, a spent assertion) without an audit entry.</summary>
    public void Ungoverned(string because) => UngovernedBecause = because;

    private static readonly Dictionary<string, string> Empty = [];
}

/// <summary>A row on its way into the database.</summary>
internal readonly record struct RowChange(object Row, bool IsNew);

/// <summary>An audit entry on its way into the log.</summary>
internal sealed record PendingEntry(string Type, string SubjectId, string ActorId, IReadOnlyDictionary<string, string> Ids,
    IReadOnlyDictionary<string, string> Digests, JsonObject? Detail);
