using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Features.Escalation.Pages;

/// <summary>What stands in the form of a tree.</summary>
public sealed class TreeForm
{
    public string? InsteadOf { get; private init; }

    public string Name { get; set; } = "";

    public int Repeats { get; set; }

    public List<LevelForm> Levels { get; } = [];

    public bool Promises { get; set; }

    /// <summary>Minutes until an answer is late: routine, elevated, high, critical.</summary>
    public int[] Within { get; } = [480, 240, 60, 15];

    internal static TreeForm New()
    {
        var form = new TreeForm();
        form.Levels.Add(new LevelForm());
        return form;
    }

    internal static TreeForm Of(string id, EscalationTree tree)
    {
        var form = new TreeForm { InsteadOf = id, Name = tree.Name, Repeats = tree.Repeats, Promises = tree.AnswerWithin is not null };
        form.Levels.AddRange(tree.Levels.Select(LevelForm.Of));
        if (tree.AnswerWithin is { } times)
            (form.Within[0], form.Within[1], form.Within[2], form.Within[3]) = (times.Routine / 60, times.Elevated / 60, times.High / 60, times.Critical / 60);
        return form;
    }

    internal EscalationTree ToTree() => new(Name, [.. Levels.Select(level => level.ToLevel())], Repeats,
        Promises ? new ResponseTimes(Within[0] * 60, Within[1] * 60, Within[2] * 60, Within[3] * 60) : null);
}

/// <summary>One level of it.</summary>
public sealed class LevelForm
{
    private WeeklyHours? _hours;

    public List<string> Targets { get; } = [];

    public List<string> BackUps { get; } = [];

    public int Minutes { get; set; } = 15;

    public bool SkipIfEmpty { get; set; }

    public bool OfficeHours { get; set; }

    internal static LevelForm Of(EscalationLevel level)
    {
        var form = new LevelForm { Minutes = Math.Max(1, level.WithinSeconds / 60), SkipIfEmpty = level.SkipIfEmpty, OfficeHours = level.Hours is not null, _hours = level.Hours };
        form.Targets.AddRange(level.Targets);
        form.BackUps.AddRange(level.BackUps);
        return form;
    }

    internal EscalationLevel ToLevel() => new([.. Targets], Minutes * 60, [.. BackUps], SkipIfEmpty, OfficeHours ? _hours ?? WeeklyHours.Office : null);
}
