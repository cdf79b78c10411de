using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Incidents;

/// <summary>The steps of an incident, in order. Each is begun when the one before is done.</summary>
public enum IncidentStage
{
    Detect = 1,
    Contain = 2,
    Eradicate = 3,
    Recover = 4,
    Learn = 5,
}

/// <summary>What an incident may point at. Together with its reference it names one thing.</summary>
public enum IncidentLinkKind
{
    /// <summary>An entry of the log, by its index.</summary>
    Entry = 1,
    Intent = 2,
    Stop = 3,
    Episode = 4,
}

/// <summary>Something that went wrong and is dealt with: from finding it to what is learnt. Closed with a written review, never deleted.</summary>
public sealed class Incident
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required DateTime OpenedAt { get; init; }

    public required string OpenedById { get; init; }

    public DateTime? ClosedAt { get; set; }

    public string? ClosedById { get; set; }

    /// <summary>What happened, why, and what is different now.</summary>
    public string? Review { get; set; }
}

/// <summary>One step of the checklist: whose it is, and when it was done.</summary>
public sealed class IncidentStep
{
    public required string IncidentId { get; init; }

    public required IncidentStage Stage { get; init; }

    public required string OwnerId { get; set; }

    public DateTime? DoneAt { get; set; }

    public string? DoneById { get; set; }

    public string? Note { get; set; }
}

/// <summary>Something the incident is about.</summary>
public sealed class IncidentLink
{
    public required string IncidentId { get; init; }

    public required IncidentLinkKind Kind { get; init; }

    public required string Reference { get; init; }

    public required DateTime At { get; init; }

    public required string ById { get; init; }
}

/// <summary>Every way an incident says no.</summary>
public static class IncidentRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such incident.");

    public static readonly Refusal Closed = new("wrong_state", "This incident is closed. Nothing was changed; open another one.");

    public static readonly Refusal StepDone = new("wrong_state", "This step is done already. Nothing was changed.");

    public static readonly Refusal NotYet = new("wrong_state", "An earlier step is not done. Nothing was changed; finish that one first.");

    public static readonly Refusal StepsOpen = new("wrong_state", "Not every step is done. Nothing was closed.");

    public static readonly Refusal NoSuchThing = new Refusal("invalid_field", "There is nothing of that name to link. Nothing was changed.").At(new FieldError("/reference", "Nothing here has this id. Give the id of an intent, a stop or an episode, or the number of a log entry."));

    public static readonly Refusal Linked = new("wrong_state", "This is linked already. Nothing was changed.");

    public static readonly Refusal NoOwner = new Refusal("invalid_field", "A step belongs to an active person. Nothing was changed.").At(new FieldError("/owner", "Choose an active person."));
}

/// <summary>In which order an incident goes, and what may be written about it.</summary>
public static class IncidentRules
{
    public const int LongestTitle = 200;
    public const int LongestNote = 2000;

    /// <summary>Null when the step may be done now.</summary>
    public static Refusal? MayFinish(Incident incident, IReadOnlyCollection<IncidentStep> steps, IncidentStage stage)
    {
        if (incident.ClosedAt is not null)
            return IncidentRefusals.Closed;
        if (steps.FirstOrDefault(s => s.Stage == stage) is not { } step)
            return IncidentRefusals.NotFound;
        if (step.DoneAt is not null)
            return IncidentRefusals.StepDone;
        return steps.Any(s => s.Stage < stage && s.DoneAt is null) ? IncidentRefusals.NotYet : null;
    }

    /// <summary>Null when it may be closed: every step is done, and a review is written.</summary>
    public static Refusal? MayClose(Incident incident, IReadOnlyCollection<IncidentStep> steps, string? review) =>
        incident.ClosedAt is not null ? IncidentRefusals.Closed
        : steps.Any(s => s.DoneAt is null) ? IncidentRefusals.StepsOpen
        : Words("/review", review, LongestNote, TextUse.Prose);

    /// <summary>Null when the words can be kept and shown; else what is wrong with them.</summary>
    public static Refusal? Words(string pointer, string? words, int longest, TextUse use = TextUse.Line)
    {
        var fault = string.IsNullOrWhiteSpace(words) || words.Trim().Length > longest ? $"Write 1 to {longest} characters."
            : TextSafety.Show(words.Trim(), use, longest).Flags is { Count: > 0 } flags ? string.Join(' ', flags.Select(TextFlags.Sentence)) : null;
        return fault is null ? null : new Refusal("invalid_field", fault + " Nothing was changed.").At(new FieldError(pointer, fault));
    }
}
