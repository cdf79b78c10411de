using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.Rotation;
using static GovernanceConsole.Domain.Tests.Escalation.Town;

namespace GovernanceConsole.Domain.Tests.Escalation;

public sealed class AskedPeopleTests
{
    private static string Names(AskedPeople people) =>
        string.Join(' ', people.Asked.OrderBy(a => a.PersonId, StringComparer.Ordinal).Select(a => a.PersonId + (a.StandsIn.Count > 0 ? "<" + string.Join('<', a.StandsIn) : "") + (a.IsBackUp ? "*" : "")));

    [Theory]
    [InlineData("person:mei", "mei")]
    [InlineData("group:finance", "lin mei tom")]
    [InlineData("group:finance person:mei", "lin mei tom")] // once
    [InlineData("rotation:duty", "tom")] // second week
    [InlineData("rotation:later", "")]
    [InlineData("rotation:nowhere", "")]
    [InlineData("group:nobody", "")]
    [InlineData("group:", "")]
    [InlineData("finance", "")] // an unknown form names nobody
    [InlineData("approvers", "lin mei sam tom")]
    [InlineData("group:ghosts", "")]
    public void Target_NamesPeople(string targets, string asked) => Assert.Equal(asked, Names(AskedPeople.Of(Level(targets), Monday, Facts())));

    [Theory]
    [InlineData("person:off", AskReason.Suspended)]
    [InlineData("person:red", AskReason.NotApprover)]
    [InlineData("person:key", AskReason.NoPasskey)]
    [InlineData("person:who", AskReason.Unknown)]
    [InlineData("person:sam", AskReason.RequesterChain)]
    [InlineData("person:lin", AskReason.Away)]
    public void WhoCannotBeAsked_IsNamedWithTheReason(string target, AskReason why) =>
        Assert.Equal([why], AskedPeople.Of(Level(target), Monday, Facts([Away("lin")], "sam")).NotAsked.Select(not => not.Why));

    [Theory]
    [InlineData("group:finance", "person:sam", "", "lin mei tom")] // back-ups stay out of it
    [InlineData("person:key", "person:sam", "", "sam*")]
    [InlineData("rotation:later", "person:off person:sam", "", "sam*")]
    [InlineData("person:mei", "person:sam", "mei", "sam*")] // the requester chain is not asked, so its back-up is
    [InlineData("person:mei", "person:sam", "mei sam", "")]
    public void BackUps_AreAskedWhenNoTargetCanBe(string targets, string backUps, string excluded, string asked) =>
        Assert.Equal(asked, Names(AskedPeople.Of(Level(targets, backUps: backUps), Monday, Facts(excluded: excluded))));

    [Theory]
    [InlineData("mei", "sam", "", "sam<mei")]
    [InlineData("mei", "tom", "", "tom<mei")]
    [InlineData("mei", "sam", "sam", "")] // a delegate of the chain
    [InlineData("mei", "sam", "mei", "")] // the chain's own delegate
    [InlineData("mei", "off", "", "")]
    [InlineData("mei", "red", "", "")]
    [InlineData("mei", "key", "", "")]
    [InlineData("mei", "who", "", "")]
    [InlineData("mei", null, "", "")]
    public void Delegate_IsAskedWithTheNameOfWhoIsAway(string person, string? standIn, string excluded, string asked) =>
        Assert.Equal(asked, Names(AskedPeople.Of(Level("person:mei"), Monday, Facts([Away(person, standIn)], excluded))));

    [Fact]
    public void Chain_WithSomebodyOfTheRequesterInTheMiddle_IsNotAsked() =>
        Assert.Empty(AskedPeople.Of(Level("person:mei"), Monday, Facts([Away("mei", "sam"), Away("sam", "tom")], "sam")).Asked);

    [Fact]
    public void DelegateWhoIsAskedAnyway_IsAskedOnce() =>
        Assert.Equal("lin tom", Names(AskedPeople.Of(Level("group:finance"), Monday, Facts([Away("mei", "tom")]))).Replace("<mei", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-06-01T08:00Z", "mei")] // 10 in Berlin, 04 in New York, 17 in Tokyo
    [InlineData("2026-06-01T07:00Z", "lin mei")] // 09 and 16
    [InlineData("2026-06-01T13:30Z", "mei tom")] // 15:30 and 09:30
    [InlineData("2026-06-01T22:00Z", "")]
    [InlineData("2026-06-01T02:00Z", "lin")]
    [InlineData("2026-06-06T08:00Z", "")] // Saturday
    [InlineData("2026-06-07T23:30Z", "")] // Sunday here, Monday 08:30 in Tokyo
    [InlineData("2026-06-08T00:00Z", "lin")] // Monday 09:00 in Tokyo
    public void BusinessHours_AreThoseOfTheAskedPerson(string at, string asked) => Assert.Equal(asked, Names(AskedPeople.Of(Level("group:finance", hours: WeeklyHours.Office), At(at), Facts())));

    [Fact]
    public void BusinessHours_AreThoseOfTheDelegateWhoIsThere() =>
        Assert.Equal("lin<mei", Names(AskedPeople.Of(Level("person:mei", hours: WeeklyHours.Office), At("2026-06-01T02:00Z"), Facts([Away("mei", "lin")]))));
}
