using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.Rotation;

public sealed class RotationRulesTests
{
    private static readonly HashSet<string> People = ["ana", "bo"];
    private static readonly LayerSheet Good = new("Europe/Berlin", new DateTime(2026, 6, 1, 9, 0, 0), LayerSheet.Weekly, ["ana", "bo"]);

    [Fact]
    public void GoodSheet_IsKeptWithoutBlanks() => Assert.Equal("finance-duty", RotationRules.Check(new RotationSheet(" finance-duty ", [Good]), People).Value.Name);

    public static TheoryData<string, RotationSheet> Faults => new()
    {
        { "/name", new RotationSheet("Finance", [Good]) },
        { "/layers", new RotationSheet("duty", []) },
        { "/layers", new RotationSheet("duty", [.. Enumerable.Repeat(Good, 6)]) },
        { "/layers/0/zone", new RotationSheet("duty", [Good with { Zone = "Mars/Olympus" }]) },
        { "/layers/0/zone", new RotationSheet("duty", [Good with { Zone = "" }]) },
        { "/layers/1/starts_at", new RotationSheet("duty", [Good, Good with { StartsAt = default }]) },
        { "/layers/0/shift_hours", new RotationSheet("duty", [Good with { ShiftHours = 0 }]) },
        { "/layers/0/shift_hours", new RotationSheet("duty", [Good with { ShiftHours = 1345 }]) },
        { "/layers/0/people", new RotationSheet("duty", [Good with { People = [] }]) },
        { "/layers/0/people/1", new RotationSheet("duty", [Good with { People = ["ana", "zoe"] }]) },
        { "/layers/0/hours", new RotationSheet("duty", [Good with { Hours = WeeklyHours.Office with { Days = [] } }]) },
        { "/layers/0/hours", new RotationSheet("duty", [Good with { Hours = WeeklyHours.Office with { Days = [DayOfWeek.Monday, DayOfWeek.Monday] } }]) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_IsNamedWithItsPlace(string pointer, RotationSheet sheet) =>
        Assert.Equal([pointer], RotationRules.Check(sheet, People).Refusal!.Errors!.Select(error => error.Pointer));

    [Fact]
    public void EveryFault_IsNamedAtOnce() =>
        Assert.Equal(4, RotationRules.Check(new RotationSheet("", [Good with { Zone = "x", ShiftHours = -1, People = [] }]), People).Refusal!.Errors!.Count);

    [Theory]
    [InlineData("ana", 0, 24, null)]
    [InlineData("ana", -24, 1, null)] // who really had the night
    [InlineData("zoe", 0, 24, "invalid_field")]
    [InlineData("ana", 0, 0, "invalid_field")]
    [InlineData("ana", 5, 4, "invalid_field")]
    [InlineData("ana", 0, 1489, "invalid_field")] // more than 62 days
    [InlineData("ana", -24, 0, "wrong_state")]
    public void Override_IsPossibleOrSaysWhyNot(string person, int from, int until, string? code)
    {
        var now = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

        Assert.Equal(code, RotationRules.Override(new Interval(now.AddHours(from), now.AddHours(until)), person, People, now).Refusal?.Code);
    }
}
