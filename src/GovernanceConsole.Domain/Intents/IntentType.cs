using System.Text.RegularExpressions;
using GovernanceConsole.Domain.Intents.Formats;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Intents;

/// <summary>A declared field: where it stands in the body (a pointer below <c>/parameters</c>), how it is labelled and read, and whether an approver must have seen it or it names who receives.</summary>
/// <param name="Pointer">Where.</param>
/// <param name="Label">How it is headed.</param>
/// <param name="Format">How it is read and shown.</param>
/// <param name="Required">It must be there.</param>
/// <param name="Risky">It must have been on screen before approval.</param>
/// <param name="Recipient">It names who receives.</param>
/// <param name="Narrow">The operator by which an approver may narrow it; null when it is all or nothing.</param>
public sealed record IntentField(string Pointer, string Label, FieldFormat Format, bool Required, bool Risky, bool Recipient, string? Narrow = null);

/// <summary>How before and after are compared.</summary>
public enum ChangesFormat
{
    Json,
    Text,
    Sql,
    Permission,
}

/// <summary>Whether an intent of the type carries changes, in which form, and how many at most. Null in a type that has none.</summary>
public sealed record ChangesRule(ChangesFormat Format, bool Required, int Most);

/// <summary>
/// A kind of intent: it both validates what an agent declares and writes what an approver reads, so the two cannot differ. Read from a definition file, pinned by version and digest.
/// What it does not declare, nobody can send.
/// </summary>
public sealed partial class IntentType
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Digest of the definition file's canonical form.</summary>
    public required string Digest { get; init; }

    public required string Title { get; init; }

    /// <summary>No policy and no agent lowers it.</summary>
    public required Risk RiskFloor { get; init; }

    public required bool IsReversible { get; init; }

    /// <summary>What reversible or not means here, as a sentence.</summary>
    public required string Reversibility { get; init; }

    /// <summary>What to do when it was wrong, as a sentence.</summary>
    public required string Rollback { get; init; }

    /// <summary>How long an intent waits at most, whatever its deadline.</summary>
    public required int PendingLimitSeconds { get; init; }

    public required ConsequenceTemplate Consequence { get; init; }

    public required IReadOnlyList<IntentField> Fields { get; init; }

    /// <summary>The field whose amount counts in windows and history; null when the type moves no money.</summary>
    public required string? AmountPointer { get; init; }

    public required ChangesRule? Changes { get; init; }

    internal FieldTree Tree { get; private init; } = new();

    /// <summary>Reads a definition; everything wrong with it goes to <paramref name="errors"/>, and then there is no type.</summary>
    internal static IntentType? Read(IntentDocument file, List<FieldError> errors)
    {
        var before = errors.Count;
        var root = new ObjectReader(file.Root, "", errors);
        var id = root.Text("id");
        if (!IdShape().IsMatch(id))
            root.Refuse("id", "Must be two or more lower-case words with dots between, such as payment.wire.");
        var fields = root.Objects("fields").Select(ReadField).ToList();
        foreach (var twice in fields.GroupBy(field => field.Pointer).Where(group => group.Count() > 1))
            root.Refuse("fields", $"{twice.Key} is declared twice.");
        var amount = root.OptionalText("amount");
        if (amount is not null && !fields.Any(field => field.Pointer == amount && field.Format is MoneyFormat or TableFormat { HasTotal: true }))
            root.Refuse("amount", "Names no money field and no table with a total.");

        var tree = new FieldTree();
        foreach (var field in fields)
        {
            if (PointerShape().IsMatch(field.Pointer) && !tree.Add(field))
                root.Refuse("fields", $"{field.Pointer} lies inside another field.");
        }

        var type = new IntentType
        {
            Id = id,
            Version = (int)root.Whole("version", 1, 1_000_000),
            Digest = file.Digest,
            Title = root.Text("title"),
            RiskFloor = Enum.TryParse<Risk>(root.Choice("risk", null, "routine", "elevated", "high", "critical"), ignoreCase: true, out var risk) ? risk : Risk.Critical,
            IsReversible = root.Flag("reversible", otherwise: null),
            Reversibility = root.Text("reversibility"),
            Rollback = root.Text("rollback"),
            PendingLimitSeconds = (int)root.Whole("pending_limit_seconds", 60, 30 * 86400),
            Consequence = ConsequenceTemplate.Read(root.Text("consequence"), fields, message => root.Refuse("consequence", message)),
            Fields = fields,
            AmountPointer = amount,
            Changes = root.Has("changes") ? ReadChanges(root.Object("changes")) : null,
            Tree = tree,
        };
        root.Finish();
        return errors.Count > before ? null : type;
    }

    private static IntentField ReadField(ObjectReader at)
    {
        var pointer = at.Text("pointer");
        if (!PointerShape().IsMatch(pointer))
            at.Refuse("pointer", "Must be a pointer below /parameters, of plain names.");
        var format = FieldFormats.Create(at.Text("format"), at.Object("bounds"));
        if (format is null)
            at.Refuse("format", "Is no known format.");
        var field = new IntentField(pointer, at.Text("label"), format ?? new PersonFormat(), at.Flag("required", otherwise: null), at.Flag("risky"), at.Flag("recipient"), at.OptionalText("narrow"));
        if (format is not null && field.Narrow is not null && field.Narrow != Constraints.OperatorOf(format))
            at.Refuse("narrow", $"Must be {Constraints.OperatorOf(format) ?? "left out"}: it is what this format can be narrowed by.");
        at.Finish();
        return field;
    }

    private static ChangesRule ReadChanges(ObjectReader at)
    {
        var rule = new ChangesRule(
            Enum.TryParse<ChangesFormat>(at.Choice("format", null, "json", "text", "sql", "permission"), ignoreCase: true, out var format) ? format : ChangesFormat.Json,
            at.Flag("required"),
            (int)at.Whole("most", 1, 100, 20));
        at.Finish();
        return rule;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdShape();

    [GeneratedRegex(@"\A/parameters(/[a-z][a-z0-9_]*)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PointerShape();
}
