using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Approvals.Pages;

/// <summary>
/// Everything the card sets, as plain values. What is signed stems from the frozen display model alone; votes, deadline and what the visitor may do stand
/// beside it and change while the card is open.
/// </summary>
public sealed record IntentCard
{
    public required string IntentId { get; init; }

    public required string Type { get; init; }

    public required string Tool { get; init; }

    public required string IntentDigest { get; init; }

    /// <summary>Digest of the display model the visitor would sign; null when there is nothing to sign any more.</summary>
    public string? DisplayDigest { get; init; }

    public required IntentStatus Status { get; init; }

    public bool Held { get; init; }

    public required Risk Risk { get; init; }

    public required Control Control { get; init; }

    public required SafeText Consequence { get; init; }

    public required bool Reversible { get; init; }

    public required string Reversibility { get; init; }

    public required string Rollback { get; init; }

    public required DateTime DeclaredAt { get; init; }

    public required DateTime DueAt { get; init; }

    public required IReadOnlyList<CardField> Fields { get; init; }

    /// <summary>What was found wrong or new, each a sentence; the worst first.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public CardAmount? Amount { get; init; }

    public IReadOnlyList<DisplayChange> Changes { get; init; } = [];

    /// <summary>From the agent that declared to the person accountable.</summary>
    public required IReadOnlyList<CardLink> Chain { get; init; }

    public IReadOnlyList<CardFact> Facts { get; init; } = [];

    /// <summary>Why policy asked, each a sentence.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Whom policy had the console tell, and what, each a sentence.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    public required string PolicyDigest { get; init; }

    /// <summary>It is routine and carries no warning, so that it may be signed together with others of its type.</summary>
    public bool MayBeBatched { get; init; }

    /// <summary>What those who approved narrowed, each a sentence.</summary>
    public IReadOnlyList<string> Narrowed { get; init; } = [];

    /// <summary>What the visitor may narrow.</summary>
    public IReadOnlyList<NarrowField> Narrowable { get; init; } = [];

    /// <summary>What approval gives, each a sentence.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    public required IReadOnlyList<CardVote> Votes { get; init; }

    /// <summary>What it takes to say yes, as a sentence: who counts, with which passkey, and how many denials end it.</summary>
    public required string Takes { get; init; }

    /// <summary>Whose signed document this is; null while it is made for the visitor.</summary>
    public CardVote? AsSignedBy { get; init; }

    public required int Quorum { get; init; }

    /// <summary>Who is still asked: "one more of finance".</summary>
    public string? StillNeeded { get; init; }

    public SafeText? Statement { get; init; }

    /// <summary>Why the visitor cannot sign; null when they can.</summary>
    public string? NotYours { get; init; }

    /// <summary>Where things stand, once there is nothing to sign: what happened, what happens next.</summary>
    public CardOutcome? Outcome { get; init; }

    /// <summary>What could not be shown, each a sentence. Not empty: it cannot be approved.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];
}

/// <summary>A typed field. <see cref="Full"/> is there when <see cref="Value"/> is cut.</summary>
public sealed record CardField(string Label, SafeText Value, bool Risky = false, SafeText? Full = null)
{
    /// <summary>What was found in it, each a sentence.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Set larger: the amount, the recipient.</summary>
    public bool Prominent { get; init; }

    public IReadOnlyList<IReadOnlyList<SafeText>>? Table { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary>A field that can be approved for less: money, a number, a duration in seconds, an instant, or a table whose rows can be left out.</summary>
/// <param name="Pointer">Where it stands in the intent.</param>
/// <param name="Label">How it is headed.</param>
/// <param name="Kind">The format's name.</param>
/// <param name="Declared">What was declared, as a person reads it.</param>
/// <param name="Largest">The declared number: minor units, or seconds; 0 for a table and an instant.</param>
/// <param name="Currency">Of money.</param>
/// <param name="Digits">Decimals of the currency.</param>
/// <param name="Rows">Of a table: each row as read, and as JSON.</param>
public sealed record NarrowField(string Pointer, string Label, string Kind, string Declared, long Largest, string? Currency, int Digits, IReadOnlyList<(string Words, string Json)> Rows);

/// <summary>The amount against this agent's history of the same type and currency, in minor units.</summary>
public sealed record CardAmount(long Minor, string Currency, int Digits, IReadOnlyList<long> Past, string Sentence);

/// <summary>A link of the chain: an agent (<paramref name="Person"/> false) or a person.</summary>
public sealed record CardLink(string Name, string? Id, bool Person, string Role);

/// <summary>Something the console found out, and as of when.</summary>
public sealed record CardFact(string Label, string Value, DateTime? AsOf = null, bool Warns = false);

/// <summary>A signature that is in.</summary>
/// <param name="Name">Who signed.</param>
/// <param name="PersonId">The same.</param>
/// <param name="Verdict">Yes or no.</param>
/// <param name="At">When.</param>
/// <param name="Practice">With a practice key.</param>
/// <param name="Note">For whom or for which group they signed, or that it does not count any more; null where there is nothing to say.</param>
public sealed record CardVote(string Name, string PersonId, ApprovalVerdict Verdict, DateTime At, bool Practice, string? Note = null);

/// <summary>How it stands when nothing is to be signed.</summary>
public sealed record CardOutcome(string Happened, string Next, DateTime? At, bool HasReceipt)
{
    /// <summary>What the agent was told, when it was told something.</summary>
    public string? AgentWasTold { get; init; }
}
