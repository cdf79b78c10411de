using GovernanceConsole.Features.Queue.Pages;
using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Ui.Home;

/// <summary>What the overview says, as plain values: what needs the visitor now, what stands in the way, what went on today.</summary>
public sealed record HomeFacts
{
    public required string Name { get; init; }

    public required bool IsApprover { get; init; }

    public required IReadOnlyList<QueueRow> NeedYou { get; init; }

    public required int NeedYouInAll { get; init; }

    public required int DueSoon { get; init; }

    public IReadOnlyList<HomeTrouble> Troubles { get; init; } = [];

    public IReadOnlyList<HomeNotice> Notices { get; init; } = [];

    public required IReadOnlyList<(string Label, long Count, string? Href)> Today { get; init; }

    public required long LogSize { get; init; }

    public DateTime? LogSealedAt { get; init; }

    public string? LogTrouble { get; init; }

    public bool MayReadLog { get; init; }

    /// <summary>The four steps of the demo; null outside it.</summary>
    public IReadOnlyList<DemoStep>? Steps { get; init; }
}

/// <summary>Something that keeps decisions from being possible, and who can mend it where.</summary>
public sealed record HomeTrouble(string Title, string Words, string? ActionWords = null, string? ActionHref = null, NoticeKind Kind = NoticeKind.Warning);

/// <summary>Something the visitor is told.</summary>
public sealed record HomeNotice(string Id, string Text, DateTime At);

/// <summary>One step of the demo: done, or what to do and where.</summary>
/// <param name="Receipt">Address of the receipt that is handed to the page the step leads to.</param>
public sealed record DemoStep(string Title, string Words, bool Done, string? ActionWords, string? ActionHref, string? Receipt = null);
