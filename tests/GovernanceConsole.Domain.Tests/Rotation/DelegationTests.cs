using System.Globalization;
using GovernanceConsole.Domain.Rotation;

namespace GovernanceConsole.Domain.Tests.Rotation;

public sealed class DelegationTests
{
    private static readonly DateTime Day = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Reads <c>ana&gt;bo 0-5</c>: ana is away from hour 0 to hour 5, bo stands in.</summary>
    private static Absence Away(string text)
    {
        var parts = text.Split(' ', '>', '-');
        return new Absence(parts[0], parts[1].Length == 0 ? null : parts[1], new Interval(Day.AddHours(int.Parse(parts[2], CultureInfo.InvariantCulture)), Day.AddHours(int.Parse(parts[3], CultureInfo.InvariantCulture))));
    }

    private static List<Absence> All(string text) => [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Away)];

    [Theory]
    [InlineData("", 0, "ana")]
    [InlineData("ana>bo 1-5", 0, "ana")]
    [InlineData("ana>bo 1-5", 1, "ana bo")]
    [InlineData("ana>bo 1-5", 5, "ana")] // half-open
    [InlineData("ana>bo 1-5, bo>cy 3-9", 2, "ana bo")]
    [InlineData("ana>bo 1-5, bo>cy 3-9", 3, "ana bo cy")]
    [InlineData("ana>bo 1-5, bo>cy 1-5, cy>dee 1-5", 1, "ana bo cy dee")]
    [InlineData("ana>bo 1-5, bo>cy 1-5, cy>dee 1-5, dee>eve 1-5", 1, null)] // one too many
    [InlineData("ana>bo 1-5, bo>ana 1-5", 1, null)] // a circle asks nobody
    [InlineData("ana> 1-5", 1, null)] // away without a delegate
    [InlineData("ana>bo 1-5, bo> 1-5", 1, null)]
    public void Chain_EndsAtSomebodyWhoIsThereOrAtNobody(string absences, int hour, string? chain) =>
        Assert.Equal(chain, Delegation.Resolve("ana", Day.AddHours(hour), All(absences)) is { } standIn ? string.Join(' ', standIn.Chain) : null);

    [Theory]
    [InlineData("bo", "bo; ana bo; eve ana bo")]
    [InlineData("ana", "")] // away: answers for nobody, not even for herself
    [InlineData("cy", "cy")]
    public void AnswersFor_NamesEverybodyTheChainLeadsThrough(string person, string chains) =>
        Assert.Equal(chains, string.Join("; ", Delegation.AnswersFor(person, Day, All("ana>bo 0-9, eve>ana 0-9")).Select(s => string.Join(' ', s.Chain))));

    [Theory]
    [InlineData("ana>bo 1-5", "", null)]
    [InlineData("ana>bo 1-5", "ana>cy 5-9", null)] // touches
    [InlineData("ana>bo 1-5", "ana>cy 4-9", "wrong_state")]
    [InlineData("ana>ana 1-5", "", "invalid_field")]
    [InlineData("ana>bo 5-5", "", "invalid_field")]
    [InlineData("ana>bo 1-5", "bo>ana 5-9", null)] // never at once
    [InlineData("ana>bo 1-5", "bo>ana 4-9", "delegation.circle")]
    [InlineData("ana>bo 1-9", "bo>cy 1-5, cy>ana 4-9", "delegation.circle")]
    [InlineData("ana>bo 1-9", "bo>cy 1-5, cy>ana 5-9", null)]
    [InlineData("ana>bo 1-9", "bo>cy 1-9, cy>dee 1-9", null)]
    [InlineData("ana>bo 1-9", "bo>cy 1-9, cy>dee 1-9, dee>eve 8-12", "delegation.too_long")]
    [InlineData("cy>dee 1-9", "ana>bo 1-9, bo>cy 1-9, dee>eve 8-12", "delegation.too_long")] // upstream counts too
    [InlineData("ana> 1-5", "", null)]
    public void Absence_IsPossibleOrSaysWhyNot(string absence, string known, string? code) => Assert.Equal(code, Delegation.Objects(Away(absence), All(known), Day)?.Code);

    [Fact]
    public void Absence_ThatIsOver_IsRefused() => Assert.Equal("/until_at", Delegation.Objects(Away("ana>bo 1-5"), [], Day.AddHours(5))!.Errors![0].Pointer);

    [Fact]
    public void Chain_WithSomebodyExcluded_SaysWho()
    {
        var standIn = Delegation.Resolve("ana", Day, All("ana>bo 0-9, bo>cy 0-9"))!;

        Assert.Equal(("cy", "ana"), (standIn.PersonId, standIn.ForId));
        Assert.Null(standIn.Excluded(new HashSet<string> { "dee" }));
        Assert.Equal("bo", standIn.Excluded(new HashSet<string> { "bo" }));
    }
}
