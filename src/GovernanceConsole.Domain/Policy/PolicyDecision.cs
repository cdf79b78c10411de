using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Domain.Policy;

/// <summary>What approval would give, or allow gives: one permission for a limited time.</summary>
/// <param name="Permission">Name in the permission catalogue, e.g. <c>payments:execute</c>.</param>
/// <param name="TtlSeconds">Lifetime of the grant, seconds, from minting.</param>
public sealed record GrantTerm(string Permission, int TtlSeconds);

/// <summary>What it takes to say yes.</summary>
/// <param name="Quorum">Which different people must sign.</param>
/// <param name="Control">Whether the owner may be among them.</param>
/// <param name="Assurance">A step of <see cref="Approvals.Assurance"/>.</param>
/// <param name="Denials">How many denials end it: the first, unless policy wants more.</param>
public sealed record Requirement(Quorum Quorum, Control Control, string Assurance, int Denials = 1)
{
    public static readonly Requirement Default = new(Quorum.Of(1), Control.FourEyes, Approvals.Assurance.Passkey);

    private static readonly string[] Known = ["quorum", "control", "assurance", "denials"];

    /// <summary>Reads it as <see cref="ToJson"/> writes it; what is absent is as in <see cref="Default"/>.</summary>
    /// <exception cref="FormatException">A member that nobody knows, or a value that is none.</exception>
    public static Requirement Read(JsonNode? node)
    {
        if (node is null)
            return Default;
        if (node is not JsonObject members || members.FirstOrDefault(m => !Known.Contains(m.Key)).Key is not null)
            throw new FormatException($"what it requires is more than {string.Join(", ", Known)}");
        var control = Text(members["control"], FourEyes) switch
        {
            FourEyes => Control.FourEyes,
            Confirm => Control.Confirm,
            var other => throw new FormatException($"its control '{other}' is neither {FourEyes} nor {Confirm}"),
        };
        var assurance = Text(members["assurance"], Approvals.Assurance.Passkey);
        if (!Approvals.Assurance.IsKnown(assurance))
            throw new FormatException($"its assurance '{assurance}' is none that this console knows");
        var denials = members["denials"] is null ? 1 : members["denials"] is JsonValue value && value.TryGetValue<int>(out var number) && number is >= 1 and <= Quorum.MostPeople ? number
            : throw new FormatException($"its denials are not between 1 and {Quorum.MostPeople}");
        return new Requirement(members["quorum"] is { } quorum ? Quorum.Read(quorum) : Quorum.Of(1), control, assurance, denials);
    }

    public JsonObject ToJson() => new() { ["quorum"] = Quorum.ToJson(), ["control"] = Name(Control), ["assurance"] = Assurance, ["denials"] = Denials };

    /// <summary>How a control is called in documents: <c>four_eyes</c> or <c>confirm</c>.</summary>
    public static string Name(Control control) => control == Control.FourEyes ? FourEyes : Confirm;

    /// <summary>True when this demands at least what <paramref name="other"/> does.</summary>
    public bool Covers(Requirement other) => Control >= other.Control && Approvals.Assurance.Reaches(Assurance, other.Assurance) && Denials <= other.Denials
        && (Quorum.Equals(other.Quorum) || (Quorum.IsPlain && other.Quorum.IsPlain && Quorum.Least >= other.Quorum.Least));

    private const string FourEyes = "four_eyes";
    private const string Confirm = "confirm";

    private static string Text(JsonNode? node, string otherwise) => node is null ? otherwise : node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new FormatException("what it requires is no text where one belongs");
}

/// <summary>A step of who is asked.</summary>
/// <param name="To"><c>group:NAME</c>, <c>person:ID</c>, <c>rotation:NAME</c>, <c>tree:NAME</c>, <c>approvers</c> for everybody with the role, or <c>owner</c>, the agent's, where confirming is enough; several with a blank between them, unless one is a tree.</param>
/// <param name="WithinSeconds">How long before the next step, seconds.</param>
public sealed record EscalationStep(string To, int WithinSeconds);

/// <summary>
/// The decision of one evaluation, after the host's safety net. Allow carries terms; escalate carries terms and a requirement, which are part of what is
/// signed; deny carries neither. Reasons stay inside the console; an agent is told a code of a closed list.
/// </summary>
public sealed record Verdict(
    Effect Effect,
    Risk Risk,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Rules,
    IReadOnlyList<GrantTerm> Grants,
    int TtlSeconds,
    Requirement Requirement,
    IReadOnlyList<EscalationStep> Escalation,
    IReadOnlyList<string> Clamped,
    bool FailedClosed)
{
    /// <summary>What is to be done along with it, whatever it says.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];
}

/// <summary>The stored evaluation: the verdict's document as canonical bytes, pinned with intent digest, input digest and bundle digest. Append-only.</summary>
public sealed class PolicyDecision
{
    /// <summary>Evaluation id.</summary>
    public required string Id { get; init; }

    public required string IntentId { get; init; }

    /// <summary><c>declared</c> or <c>redeemed</c>.</summary>
    public required string Phase { get; init; }

    public required DateTime EvaluatedAt { get; init; }

    public required Effect Effect { get; init; }

    public required string BundleDigest { get; init; }

    /// <summary>Matched rules, comma-separated, for lists.</summary>
    public required string Rules { get; init; }

    /// <summary>What the engine was asked with, canonical JSON: kept so that another bundle can be asked the very same.</summary>
    public required byte[] Input { get; init; }

    /// <summary>Canonical JSON of the decision document (reference: decision document §9).</summary>
    public required byte[] Document { get; init; }
}
