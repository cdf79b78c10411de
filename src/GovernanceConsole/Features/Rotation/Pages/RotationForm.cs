using System.Globalization;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Features.Rotation.Pages;

/// <summary>What stands in the form of a rotation of one layer. A rotation of several keeps its other layers as they are.</summary>
public sealed class RotationForm
{
    private IReadOnlyList<LayerSheet> _others = [];

    public string? InsteadOf { get; private init; }

    public string Name { get; set; } = "";

    public string Zone { get; set; } = "UTC";

    public string StartsAt { get; set; } = "";

    public int Hours { get; set; } = LayerSheet.Weekly;

    public List<string> People { get; } = [""];

    public static RotationForm Of(RotationView rotation)
    {
        var first = rotation.Sheet.Layers[0];
        var form = new RotationForm
        {
            InsteadOf = rotation.Id, Name = rotation.Name, Zone = first.Zone, StartsAt = first.StartsAt.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), Hours = first.ShiftHours,
            _others = [.. rotation.Sheet.Layers.Skip(1)], _hours = first.Hours,
        };
        form.People.Clear();
        form.People.AddRange(first.People);
        return form;
    }

    private WeeklyHours? _hours;

    internal RotationSheet ToSheet() => new(Name,
    [
        new LayerSheet(Zone, DateTime.TryParse(StartsAt, CultureInfo.InvariantCulture, out var at) ? at : default, Hours, [.. People.Where(id => id.Length > 0)], _hours),
        .. _others,
    ]);
}
