using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Intents;

/// <summary>The intent type as it was when the card was made: which definition, and what it says about undoing.</summary>
public sealed record DisplayTemplate(string Id, int Version, string Digest, string Title, bool IsReversible, string Reversibility, string Rollback)
{
    public static DisplayTemplate Of(IntentType type) => new(type.Id, type.Version, type.Digest, type.Title, type.IsReversible, type.Reversibility, type.Rollback);
}

/// <summary>A value on the card. <see cref="Full"/> is there when <see cref="Text"/> is cut; <see cref="Columns"/> and <see cref="Rows"/> when it is a table.</summary>
public sealed record DisplayField(string Pointer, string Label, string Format, bool Risky, SafeText Text)
{
    public SafeText? Full { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<SafeText>> Rows { get; init; } = [];

    /// <summary>Codes of <see cref="TextFlags"/> for all of it, the parts left out included.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>A row of a difference: one side missing means added or taken away, both equal is context. <paramref name="Path"/> names the place in structured values.</summary>
public sealed record ChangeRow(string? Path, SafeText? Before, SafeText? After);

/// <summary>What changes at one target: <c>created</c>, <c>changed</c> or <c>removed</c>, row by row.</summary>
public sealed record DisplayChange(SafeText Target, string Kind, ChangesFormat Format, IReadOnlyList<ChangeRow> Rows);

/// <summary>Something an approver must know: a code, a sentence, and the place it concerns (empty for the whole intent).</summary>
public sealed record DisplayFlag(string Code, string Sentence, string Pointer);

/// <summary>Somebody behind the intent: an agent or a person, under a name, in a role.</summary>
/// <param name="Kind"><c>agent</c> or <c>person</c>.</param>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The name as registered; shown safely.</param>
/// <param name="Role">In words of ours, such as <c>owner</c>.</param>
public sealed record DisplayLink(string Kind, string Id, string Name, string Role);

/// <summary>Something the console found out itself, and as of when. The value is what a machine compares, the text what a person reads.</summary>
public sealed record DisplayFact(string Name, string Text, JsonNode? Value, DateTime AsOf, bool Warns = false);

/// <summary>Everything on the card that is not the intent itself, gathered by the act that shows it.</summary>
public sealed record DisplayContext
{
    public required string IntentId { get; init; }

    public required Risk Risk { get; init; }

    public required DisplayZone Zone { get; init; }

    public required IReadOnlyList<DisplayLink> Chain { get; init; }

    /// <summary>Why policy asked, as sentences, and the rules that did.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>What policy had the console do along with its decision.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    public required string PolicyDigest { get; init; }

    /// <summary>What approval gives.</summary>
    public required IReadOnlyList<GrantTerm> Terms { get; init; }

    public required int GrantSeconds { get; init; }

    /// <summary>A JSON array of <c>{pointer, op, value}</c>.</summary>
    public string Constraints { get; init; } = "[]";

    public required Requirement Requirement { get; init; }

    public IReadOnlyList<DisplayFact> Facts { get; init; } = [];

    /// <summary>Flags that stem from facts, such as a first payment to an account.</summary>
    public IReadOnlyList<DisplayFlag> Flags { get; init; } = [];
}
