using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Escalation;

/// <summary>What there is to name.</summary>
public sealed record KnownTargets(IReadOnlySet<string> People, IReadOnlySet<string> Groups, IReadOnlySet<string> Rotations, IReadOnlyDictionary<string, EscalationTree> Trees);

/// <summary>What may stand in a tree. Every fault is named at once, with its pointer; whatever is not known is refused, so that no level asks nobody by a slip of the pen.</summary>
public static class EscalationRules
{
    public const int MostLevels = 10;
    public const int MostLevelsInAll = 20;
    public const int MostTargets = 20;
    public const int MostRepeats = 5;
    public const int LongestSeconds = 7 * 24 * 3600;

    /// <summary>The tree without stray blanks, or every fault of it.</summary>
    public static Outcome<EscalationTree> Check(EscalationTree tree, KnownTargets known)
    {
        var tidy = tree with { Name = tree.Name.Trim() };
        var errors = new List<FieldError>();
        if (GroupRules.Name(tidy.Name).IsRefused)
            errors.Add(new FieldError("/name", "A tree's name is 2 to 41 lower-case letters, digits and hyphens, with a letter first: payments."));
        if (tidy.Levels.Count is 0 or > MostLevels)
            errors.Add(new FieldError("/levels", $"A tree has 1 to {MostLevels} levels."));
        if (tidy.Repeats is < 0 or > MostRepeats)
            errors.Add(new FieldError("/repeats", $"The levels are repeated 0 to {MostRepeats} times."));
        for (var i = 0; i < Math.Min(tidy.Levels.Count, MostLevels); i++)
            CheckLevel(tidy.Levels[i], $"/levels/{i}", isLast: i == tidy.Levels.Count - 1, known, errors);
        CheckTrees(tidy, known, errors);
        if (tidy.AnswerWithin is { } times)
            CheckTimes(times, errors);
        return errors.Count == 0 ? tidy : EscalationRefusals.InvalidField with { Errors = errors };
    }

    private static void CheckLevel(EscalationLevel level, string pointer, bool isLast, KnownTargets known, List<FieldError> errors)
    {
        if (level.Targets.Count is 0 or > MostTargets)
            errors.Add(new FieldError($"{pointer}/targets", $"Name 1 to {MostTargets} people, groups or rotations."));
        if (level.BackUps.Count > MostTargets)
            errors.Add(new FieldError($"{pointer}/back_ups", $"Name at most {MostTargets} back-ups."));
        if (level.Tree is not null)
        {
            // The other tree brings its own times, back-ups and hours.
            if (level.BackUps.Count > 0 || level.SkipIfEmpty || level.Hours is not null)
                errors.Add(new FieldError(pointer, "A level that stands for another tree has no back-ups, hours or skipping of its own."));
            return;
        }

        if (level.WithinSeconds is < EscalationClock.LeastSeconds or > LongestSeconds)
            errors.Add(new FieldError($"{pointer}/within_seconds", $"People get {EscalationClock.LeastSeconds} seconds to 7 days to answer."));
        CheckTargets(level.Targets, $"{pointer}/targets", known, errors);
        CheckTargets(level.BackUps, $"{pointer}/back_ups", known, errors);
        if (isLast && level.SkipIfEmpty)
            errors.Add(new FieldError($"{pointer}/skip_if_empty", "The last level is never skipped; after it there is nobody to ask."));
        if (isLast && level.Hours is not null)
            errors.Add(new FieldError($"{pointer}/hours", "The last level is asked at every hour; after it there is nobody to ask."));
        if (level.Hours is { } hours && RotationRules.HoursFault(hours) is { } fault)
            errors.Add(new FieldError($"{pointer}/hours", fault));
    }

    private static void CheckTargets(IReadOnlyList<string> targets, string pointer, KnownTargets known, List<FieldError> errors)
    {
        for (var i = 0; i < Math.Min(targets.Count, MostTargets); i++)
        {
            if (Fault(targets[i], known) is { } fault)
                errors.Add(new FieldError($"{pointer}/{i}", fault));
            else if (targets.Take(i).Contains(targets[i], StringComparer.Ordinal))
                errors.Add(new FieldError($"{pointer}/{i}", "It is named twice; once is enough."));
        }
    }

    private static string? Fault(string target, KnownTargets known) =>
        target == EscalationTarget.Everybody ? null
        : EscalationTarget.Name(target, EscalationTarget.Person) is { } person ? known.People.Contains(person) ? null : "There is no such person here, or they are suspended."
        : EscalationTarget.Name(target, EscalationTarget.Group) is { } group ? known.Groups.Contains(group) ? null : "Nobody is in a group of this name."
        : EscalationTarget.Name(target, EscalationTarget.Rotation) is { } rotation ? known.Rotations.Contains(rotation) ? null : "There is no rotation of this name."
        : EscalationTarget.Name(target, EscalationTarget.Tree) is not null ? "Another tree stands alone in its level."
        : "Name a person, a group, a rotation, or every approver.";

    /// <summary>Trees that are referred to exist, lead nowhere in a circle, and do not add up to more than anybody can follow.</summary>
    private static void CheckTrees(EscalationTree tree, KnownTargets known, List<FieldError> errors)
    {
        var trees = new Dictionary<string, EscalationTree>(known.Trees, StringComparer.Ordinal) { [tree.Name] = tree };
        var inAll = 0;
        for (var i = 0; i < Math.Min(tree.Levels.Count, MostLevels); i++)
        {
            if (tree.Levels[i].Tree is not { } name)
            {
                inAll++;
                continue;
            }

            if (!trees.ContainsKey(name))
                errors.Add(new FieldError($"/levels/{i}/targets/0", "There is no tree of this name."));
            else if (Count(name, [tree.Name], trees) is { } count)
                inAll += count;
            else
                errors.Add(new FieldError($"/levels/{i}/targets/0", "This tree leads back to itself, so the question would go round in a circle."));
        }

        if (inAll > MostLevelsInAll)
            errors.Add(new FieldError("/levels", $"With the trees it goes on with, it has more than {MostLevelsInAll} levels."));
    }

    /// <summary>How many levels a tree has in all; null when it leads in a circle.</summary>
    private static int? Count(string name, IReadOnlyCollection<string> above, Dictionary<string, EscalationTree> trees)
    {
        if (above.Contains(name))
            return null;
        var sum = 0;
        foreach (var level in trees.GetValueOrDefault(name)?.Levels ?? [])
        {
            var part = level.Tree is { } inner ? Count(inner, [.. above, name], trees) : 1;
            if (part is null)
                return null;
            sum += part.Value;
        }

        return sum;
    }

    private static void CheckTimes(ResponseTimes times, List<FieldError> errors)
    {
        foreach (var (name, seconds) in new[] { ("routine", times.Routine), ("elevated", times.Elevated), ("high", times.High), ("critical", times.Critical) })
        {
            if (seconds is < EscalationClock.LeastSeconds or > 30 * 24 * 3600)
                errors.Add(new FieldError($"/answer_within/{name}", $"An answer is promised within {EscalationClock.LeastSeconds} seconds to 30 days."));
        }
    }
}
