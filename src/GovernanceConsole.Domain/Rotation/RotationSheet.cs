namespace GovernanceConsole.Domain.Rotation;

/// <summary>What an operator says about a rotation. The layers are in order: the first that has somebody at an instant decides.</summary>
public sealed record RotationSheet(string Name, IReadOnlyList<LayerSheet> Layers);

/// <summary>A cycle of people.</summary>
/// <param name="Zone">IANA zone on whose wall clock shifts are handed over.</param>
/// <param name="StartsAt">Wall time of the first hand-over; before it nobody of this layer is on duty.</param>
/// <param name="ShiftHours">How long a shift lasts on the wall clock: 24 is a day, 168 a week.</param>
/// <param name="People">Who takes turns, in order.</param>
/// <param name="Hours">The hours the layer covers, in its zone; null for all.</param>
public sealed record LayerSheet(string Zone, DateTime StartsAt, int ShiftHours, IReadOnlyList<string> People, WeeklyHours? Hours = null)
{
    public const int Daily = 24;
    public const int Weekly = 168;
}
