using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class GroupRulesTests
{
    [Theory]
    [InlineData("finance", true)]
    [InlineData("on-call-2", true)]
    [InlineData(" it ", true)]
    [InlineData("f", false)]
    [InlineData("Finance", false)]
    [InlineData("2nd", false)]
    [InlineData("finance\n", true)] // trimmed
    [InlineData("fin ance", false)]
    [InlineData("fіnance", false)] // Cyrillic і
    [InlineData(null, false)]
    public void Name_IsPlain(string? entered, bool kept) => Assert.Equal(!kept, GroupRules.Name(entered).IsRefused);

    [Theory]
    [InlineData("ana", "bo", 2, true)]
    [InlineData("ana", "ana", 1, true)] // nobody else could
    [InlineData("ana", "ana", 2, false)]
    public void OwnGroups_AreForOthersToChange(string actor, string person, int operators, bool allowed) =>
        Assert.Equal(allowed, GroupRules.MayChange(actor, person, operators) is null);
}
