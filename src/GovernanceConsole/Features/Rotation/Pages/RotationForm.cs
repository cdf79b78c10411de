using System.Globalization;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Features.Rotation.Pages;

/// <summary>What stands in the form of a rotation: its layers in order, the first that has somebody at an instant decides.</summary>
public sealed class RotationForm
{
    public string? InsteadOf { get; private init; }

    public string Name { get; set; } = "";

    public List<LayerForm> Layers { get; } = [];

    public static RotationForm New()
    {
        var form = new RotationForm();
        form.Layers.Add(new LayerForm());
        return form;
    }

    public static RotationForm Of(RotationView rotation)
    {
        var form = new RotationForm { InsteadOf = rotation.Id, Name = rotation.Name };
        form.Layers.AddRange(rotation.Sheet.Layers.Select(LayerForm.Of));
        return form;
    }

    /// <summary>Puts a layer before the one above it, so that it decides first.</summary>
    public void Up(int at) => (Layers[at - 1], Layers[at]) = (Layers[at], Layers[at - 1]);

    internal RotationSheet ToSheet() => new(Name, [.. Layers.Select(layer => layer.ToSheet())]);
}

/// <summary>One layer of it.</summary>
public sealed class LayerForm
{
    private WeeklyHours? _hours;

    public string Zone { get; set; } = "UTC";

    public string StartsAt { get; set; } = "";

    public int Hours { get; set; } = LayerSheet.Weekly;

    /// <summary>Covers certain hours of the week only; outside them the next layer is asked.</summary>
    public bool Part { get; set; }

    public string From { get; set; } = "09:00";

    public string Until { get; set; } = "17:00";

    public HashSet<DayOfWeek> Days { get; } = [.. WeeklyHours.Office.Days];

    public List<string> People { get; } = [""];

    internal static LayerForm Of(LayerSheet layer)
    {
        var form = new LayerForm { Zone = layer.Zone, StartsAt = layer.StartsAt.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), Hours = layer.ShiftHours, _hours = layer.Hours, Part = layer.Hours is not null };
        if (layer.Hours is { } hours)
        {
            (form.From, form.Until) = (Clock(hours.From), Clock(hours.Until));
            form.Days.Clear();
            form.Days.UnionWith(hours.Days);
        }

        form.People.Clear();
        form.People.AddRange(layer.People);
        return form;
    }

    internal LayerSheet ToSheet() => new(
        Zone, DateTime.TryParse(StartsAt, CultureInfo.InvariantCulture, out var at) ? at : default, Hours, [.. People.Where(id => id.Length > 0)],
        Part ? new WeeklyHours([.. Days.Order()], Time(From) ?? _hours?.From ?? default, Time(Until) ?? _hours?.Until ?? default) : null);

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly? Time(string text) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
}
