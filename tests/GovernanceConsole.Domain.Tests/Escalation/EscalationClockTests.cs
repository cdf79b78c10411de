using FsCheck;
using FsCheck.Fluent;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Rotation;
using static GovernanceConsole.Domain.Tests.Escalation.Town;

namespace GovernanceConsole.Domain.Tests.Escalation;

public sealed class EscalationClockTests
{
    private static readonly EscalationTree Three = Tree(Level("person:mei"), Level("person:tom", 1200), Level("group:lead", 1800));

    /// <summary>Writes each step as round.level+seconds since the item opened.</summary>
    private static string Write(EscalationTree tree, int deadline, EscalationFacts? facts = null) =>
        string.Join(' ', EscalationClock.Foresee(tree, Monday, Monday.AddSeconds(deadline), facts ?? Facts()).Select(s =>
            $"{s.Position.Round}.{s.Position.Level}{(s.Position.Through > s.Position.Level ? "-" + s.Position.Through : "")}+{(s.Position.EnteredAt - Monday).TotalSeconds}"));

    [Theory]
    [InlineData(86400, "0.0+0 0.1+600 0.2+1800")]
    [InlineData(3600, "0.0+0 0.1+600 0.2+1800")] // just enough
    [InlineData(1800, "0.0+0 0.1+300 0.2+900")] // half of each
    [InlineData(360, "0.0+0 0.1+60 0.2+180")]
    [InlineData(240, "0.0+0 0.1+60 0.2+132")] // nobody less than a minute; the others share what is left
    [InlineData(180, "0.0+0 0.1+60 0.2+120")]
    [InlineData(179, "0.0-2+0")] // too short for three: all at once
    [InlineData(1, "0.0-2+0")]
    public void Times_WorkBackFromTheDeadline(int deadline, string steps) => Assert.Equal(steps, Write(Three, deadline));

    [Fact]
    public void ShortTime_LeavesTheLevelsBehindALongOneTheirMinute() =>
        Assert.Equal("0.0+0 0.1+60 0.2+120", Write(Tree(Level("person:mei", 3600), Level("person:tom", 60), Level("person:lin", 60)), 180));

    [Fact]
    public void Repeats_GoThroughTheLevelsAgainWhileThereIsTime()
    {
        Assert.Equal("0.0+0 0.1+600 0.2+1800 1.0+3600 1.1+4200 1.2+5400", Write(Three with { Repeats = 1 }, 86400));
        Assert.Equal("0.0+0 0.1+600 0.2+1800 1.0+3600 1.1+3900 1.2+4500", Write(Three with { Repeats = 1 }, 5400));
        Assert.Equal("0.0+0 0.1+300 0.2+900", Write(Three with { Repeats = 1 }, 1800));
    }

    [Fact]
    public void EmptyLevel_IsSkippedOnlyWhenItSaysSo()
    {
        Assert.Equal("0.1+0 0.2+600", Write(Tree(Level("rotation:later", skip: true), Level("person:tom"), Level("person:lin")), 86400));
        Assert.Equal("0.0+0 0.1+600 0.2+1200", Write(Tree(Level("rotation:later"), Level("person:tom"), Level("person:lin")), 86400));
        Assert.Equal("0.0+0 0.1+600 0.2+1200", Write(Tree(Level("rotation:later", backUps: "person:sam", skip: true), Level("person:tom"), Level("person:lin")), 86400));
    }

    [Fact]
    public void LastLevel_IsReachedEvenWhenNobodyCanBeAsked() => Assert.Equal("0.1+0", Write(Tree(Level("person:off", skip: true), Level("person:key", skip: true)), 86400));

    [Fact]
    public void SkippedLevel_GivesItsTimeToTheOthers() =>
        Assert.Equal("0.1+0 0.2+720", Write(Tree(Level("person:off", 1200, skip: true), Level("person:mei", 1200), Level("person:tom", 1800)), 1800));

    [Fact]
    public void AfterTheLastLevel_NothingFollows()
    {
        var last = EscalationClock.Foresee(Three, Monday, Monday.AddDays(1), Facts())[^1].Position;

        Assert.Null(last.NextAt);
        Assert.Equal(Monday.AddSeconds(3600), last.EndsAt);
        Assert.Null(EscalationClock.Next(Three, last, Monday.AddHours(5), Monday.AddDays(1), Facts()));
    }

    [Theory]
    [InlineData(599, false)]
    [InlineData(600, true)]
    public void Next_WaitsUntilTheTimeIsOver(int seconds, bool goesOn)
    {
        var first = EscalationClock.Open(Three, Monday, Monday.AddDays(1), Facts())!.Position;

        Assert.Equal(goesOn, EscalationClock.Next(Three, first, Monday.AddSeconds(seconds), Monday.AddDays(1), Facts()) is not null);
    }

    [Fact]
    public void AfterAnOutage_OneStepIsMadeAndItsPeopleHaveTheirTime()
    {
        var first = EscalationClock.Open(Three, Monday, Monday.AddDays(1), Facts())!.Position;
        var back = Monday.AddHours(5);

        var second = EscalationClock.Next(Three, first, back, Monday.AddDays(1), Facts())!.Position;

        Assert.Equal((1, back, back.AddSeconds(1200)), (second.Level, second.EnteredAt, second.NextAt));
        Assert.Null(EscalationClock.Next(Three, second, back, Monday.AddDays(1), Facts()));
    }

    [Fact]
    public void AtTheDeadline_NobodyIsAskedAnew()
    {
        var first = EscalationClock.Open(Three, Monday, Monday.AddSeconds(3600), Facts())!.Position;

        Assert.Null(EscalationClock.Next(Three, first, Monday.AddSeconds(3600), Monday.AddSeconds(3600), Facts()));
    }

    [Theory]
    [InlineData("2026-06-07T03:00Z", "2026-06-07T03:05Z", "tom")] // who would be asked at 03:00 on Sunday?
    [InlineData("2026-06-07T03:00Z", "2026-06-07T03:10Z", "lin mei tom")]
    [InlineData("2026-06-07T23:55Z", "2026-06-08T00:01Z", "mei")] // the hand-over comes while the level waits
    public void WhoIsAsked_FollowsTheCalendar(string opened, string now, string asked)
    {
        var tree = Tree(Level("rotation:duty"), Level("group:finance"));
        var stage = EscalationClock.WhoIsAsked(tree, At(opened), At(now), At(opened).AddDays(1), Facts())!;

        Assert.Equal(asked, string.Join(' ', stage.People.Asked.Select(a => a.PersonId).Order()));
    }

    [Fact]
    public void BeforeItOpened_NobodyIsAsked() => Assert.Null(EscalationClock.WhoIsAsked(Three, Monday, Monday.AddSeconds(-1), Monday.AddDays(1), Facts()));

    [Fact]
    public void LevelThatNamesATree_AsksThatTreesLevelsInItsPlace()
    {
        var inner = new EscalationTree("office", [Level("person:sam"), Level("tree:payments", 600), Level("person:lin")]);

        // The way back to the tree itself is no way: it stands for nothing.
        Assert.Equal("0.0+0 0.1+600 0.2+1200 0.3+1800", Write(Tree(Level("person:mei"), Level("tree:office"), Level("person:tom")), 86400, Facts(trees: inner)));
    }

    [Fact]
    public void ShortenedTree_AsksWithItsLastLevel()
    {
        var at = new EscalationPosition(0, 2, 2, Monday, null, Monday.AddHours(1));

        Assert.Equal(["mei"], EscalationClock.Ask([Level("person:tom"), Level("person:mei")], at, Monday, Facts()).Asked.Select(a => a.PersonId));
    }

    [Theory]
    [InlineData(Risk.Routine, 14400)]
    [InlineData(Risk.Elevated, 7200)]
    [InlineData(Risk.High, 1800)]
    [InlineData(Risk.Critical, 600)]
    public void Breach_IsAMomentByRisk(Risk risk, int seconds)
    {
        Assert.Equal(Monday.AddSeconds(seconds), (Three with { AnswerWithin = new ResponseTimes(14400, 7200, 1800, 600) }).BreachAt(Monday, risk));
        Assert.Null(Three.BreachAt(Monday, risk));
    }

    [Fact]
    public void AnyTree_AsksEveryLevelBeforeTheDeadlineAndNobodyTooBriefly() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
            (from times in Gen.Choose(60, 5000).NonEmptyListOf() from repeats in Gen.Choose(0, 2) from deadline in Gen.Choose(1, 20000) select (times, repeats, deadline)).ToArbitrary(),
            sample =>
            {
                var levels = sample.times.Take(8).Select(within => Level("person:mei", within)).ToArray();
                var steps = EscalationClock.Foresee(Tree(levels) with { Repeats = sample.repeats }, Monday, Monday.AddSeconds(sample.deadline), Facts());
                var first = steps.Where(step => step.Position.Round == 0).ToList();

                Assert.Equal(Enumerable.Range(0, levels.Length), first.SelectMany(step => Enumerable.Range(step.Position.Level, step.Position.Through - step.Position.Level + 1)));
                Assert.All(steps, step => Assert.True(step.Position.EnteredAt < step.Position.EndsAt && step.Position.EndsAt <= Monday.AddSeconds(sample.deadline)));
                Assert.All(steps.Where(step => step.Position.Through == step.Position.Level && step.Position.NextAt is not null),
                    step => Assert.True(step.Position.EndsAt - step.Position.EnteredAt >= TimeSpan.FromSeconds(60)));
            }));
}
