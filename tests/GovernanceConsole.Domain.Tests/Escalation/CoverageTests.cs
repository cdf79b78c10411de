using System.Diagnostics;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Rotation;
using static GovernanceConsole.Domain.Tests.Escalation.Town;

namespace GovernanceConsole.Domain.Tests.Escalation;

public sealed class CoverageTests
{
    private static readonly Interval Month = new(Monday, Monday.AddDays(30));

    private static string Write(IEnumerable<Interval> times) => string.Join(" | ", times.Select(t => $"{t.FromAt:MM-dd HH:mm}–{t.UntilAt:MM-dd HH:mm}"));

    [Fact]
    public void EnoughPeople_CoverEveryHour()
    {
        var proof = Coverage.Of(Tree(Level("group:finance")), 2, Month, Facts());

        Assert.Equal((720, 100), (proof.Cells.Count, proof.PercentMet));
        Assert.All(proof.Cells, cell => Assert.Equal(CoverageState.Covered, cell.State));
        Assert.Empty(proof.Holes);
        Assert.Empty(proof.SinglePoints);
    }

    [Fact]
    public void JustEnoughPeople_AreEachASinglePoint()
    {
        var proof = Coverage.Of(Tree(Level("group:finance")), 3, Month, Facts());

        Assert.All(proof.Cells, cell => Assert.Equal(CoverageState.SinglePoint, cell.State));
        Assert.Equal(["lin", "mei", "tom"], proof.SinglePoints.Keys.Order());
    }

    [Fact]
    public void TooFewPeople_AreAHoleFromEndToEnd()
    {
        var proof = Coverage.Of(Tree(Level("group:finance")), 4, Month, Facts());

        Assert.Equal(Write([Month]), Write(proof.Holes));
        Assert.Equal(0, proof.PercentMet);
    }

    [Fact]
    public void Rotation_NamesWhoIsTheOnlyOneAndWhen()
    {
        var proof = Coverage.Of(Tree(Level("rotation:duty")), 1, Month, Facts());

        Assert.Equal("06-01 00:00–06-08 00:00 | 06-15 00:00–06-22 00:00 | 06-29 00:00–07-01 00:00", Write(proof.SinglePoints["tom"]));
        Assert.Equal("06-08 00:00–06-15 00:00 | 06-22 00:00–06-29 00:00", Write(proof.SinglePoints["mei"]));
    }

    [Fact]
    public void Absence_IsAHoleToTheMinuteAndItsHoursShowTheirWorst()
    {
        var away = new Absence("sam", null, new Interval(Monday.AddMinutes(90), Monday.AddMinutes(210)));
        var proof = Coverage.Of(Tree(Level("group:security")), 1, Month, Facts([away]));

        Assert.Equal("06-01 01:30–06-01 03:30", Write(proof.Holes));
        Assert.Equal([CoverageState.SinglePoint, CoverageState.Hole, CoverageState.Hole, CoverageState.Hole, CoverageState.SinglePoint], proof.Cells.Take(5).Select(cell => cell.State));
        Assert.Equal(99, proof.PercentMet); // 3 of 720, and never called all
    }

    [Fact]
    public void BusinessHours_LeaveNightsToTheLastLevel()
    {
        var tree = Tree(Level("group:finance", hours: WeeklyHours.Office), Level("person:sam"));
        var proof = Coverage.Of(tree, 1, Month, Facts());

        Assert.Equal(CoverageState.Covered, proof.Cells[8].State); // Monday 08 UTC: Berlin and sam
        Assert.Equal(["sam"], proof.Cells[22].Without); // Monday 22 UTC: sam alone
        Assert.Empty(proof.Holes);
    }

    [Fact]
    public void BackUpsAndDelegates_Count()
    {
        Assert.Empty(Coverage.Of(Tree(Level("person:off", backUps: "person:sam")), 1, Month, Facts()).Holes);
        Assert.Equal(["tom"], Coverage.Of(Tree(Level("person:sam")), 1, Month, Facts([Away("sam", "tom")])).SinglePoints.Keys);
    }

    [Fact]
    public void PeopleWithoutAPasskey_AreNamed() =>
        Assert.Equal(["key"], Coverage.Of(Tree(Level("group:ghosts", backUps: "person:sam")), 1, Month, Facts([Away("mei", "key")])).WithoutPasskey);

    [Fact]
    public void OneOfEachGroup_IsAGateToo()
    {
        var tree = Tree(Level("group:finance"), Level("group:security"));
        var proof = Coverage.Of(tree, (people, _) => people.Contains("sam") && people.Overlaps(["mei", "tom", "lin"]), Month, Facts());

        Assert.Equal(["sam"], proof.SinglePoints.Keys);
    }

    [Fact]
    public void AHundredPeopleInTwelveZones_TakeNoTime()
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Where((_, i) => i % 40 == 0).Take(12).Select(zone => zone.Id).ToList();
        var people = Enumerable.Range(0, 100).Select(i => Person($"p{i}", zones[i % zones.Count], "finance")).ToDictionary(person => person.Id);
        var rotation = Duty with { Layers = [Duty.Layers[0] with { ShiftHours = 1, People = [.. people.Keys] }] };
        var facts = Facts() with { People = people, Rotations = new Dictionary<string, OnCallRotation> { ["duty"] = rotation } };
        var watch = Stopwatch.StartNew();

        var proof = Coverage.Of(Tree(Level("rotation:duty"), Level("group:finance", hours: WeeklyHours.Office)), 2, Month, facts);

        Assert.Equal(720, proof.Cells.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}"); // far above what it takes, far below what looking at each minute would
    }
}
