using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;

namespace GovernanceConsole.Domain.Tests.Approvals;

public sealed class QuorumTests
{
    [Theory]
    [InlineData("1 of asked", "1 of asked", 1)]
    [InlineData("2 of finance and 1 of security", "2 of finance and 1 of security", 3)]
    [InlineData("  2 of finance   and 1 of security ", "2 of finance and 1 of security", 3)]
    [InlineData("1 of finance and 1 of finance", "2 of finance", 2)]
    [InlineData("1 of a1 or 2 of b1 and 1 of c1", "1 of a1 or 2 of b1 and 1 of c1", 1)]
    [InlineData("(1 of a1 or 2 of b1) and 1 of c1", "1 of a1 and 1 of c1 or 2 of b1 and 1 of c1", 2)]
    [InlineData("1 of a1 or 1 of a1", "1 of a1", 1)]
    [InlineData("((3 of on-call))", "3 of on-call", 3)]
    public void Expression_IsReadIntoItsOneSpelling(string text, string canonical, int least)
    {
        var quorum = Quorum.Parse(text);

        Assert.Equal((canonical, least), (quorum.Text, quorum.Least));
        Assert.Equal(quorum, Quorum.Parse(quorum.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("finance")]
    [InlineData("0 of finance")]
    [InlineData("10 of finance")]
    [InlineData("01 of finance")]
    [InlineData("-1 of finance")]
    [InlineData("2 finance")]
    [InlineData("2 of Finance")]
    [InlineData("2 of group:finance")]
    [InlineData("2 of or")]
    [InlineData("2 of finance and")]
    [InlineData("2 of finance security")]
    [InlineData("2 of finance, 1 of security")]
    [InlineData("not 1 of finance")]
    [InlineData("(1 of finance")]
    [InlineData("1 of finance)")]
    [InlineData("()")]
    [InlineData("5 of finance and 5 of security")]
    [InlineData("(1 of a1 or 1 of b1) and (1 of a1 or 1 of b1) and (1 of a1 or 1 of b1) and (1 of a1 or 1 of b1) and (1 of a1 or 1 of b1)")]
    public void AnythingElse_IsNoQuorum(string text) => Assert.Throws<FormatException>(() => Quorum.Parse(text));

    [Theory]
    [InlineData("2", "2 of asked", "2")]
    [InlineData("\"2 of asked\"", "2 of asked", "2")]
    [InlineData("\"1 of finance\"", "1 of finance", "\"1 of finance\"")]
    public void Number_CountsTheAsked(string json, string text, string written)
    {
        var quorum = Quorum.Read(JsonNode.Parse(json));

        Assert.Equal((text, written), (quorum.Text, quorum.ToJson().ToJsonString()));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[1]")]
    public void AnythingButANumberOrAnExpression_IsNone(string json) => Assert.Throws<FormatException>(() => Quorum.Read(JsonNode.Parse(json)));

    [Theory]
    [InlineData("2 of finance and 1 of security", "finance; finance; security", "")]
    [InlineData("2 of finance and 1 of security", "finance; finance", "security")]
    [InlineData("2 of finance and 1 of security", "finance,security; finance; finance", "")]
    [InlineData("2 of finance and 1 of security", "finance,security; finance,security", "security")]
    [InlineData("2 of finance and 1 of security", "security; security; security", "finance finance")]
    [InlineData("1 of board or 2 of finance", "finance", "board")]
    [InlineData("3 of finance or 1 of board and 1 of finance", "finance; finance", "finance")]
    [InlineData("1 of finance and 1 of asked", "finance,asked", "asked")]
    [InlineData("1 of finance and 1 of asked", "asked; finance,asked", "")]
    [InlineData("2 of asked", "; asked", "asked")]
    public void SeatsStillEmpty_AreThoseOfTheNearestAlternative(string quorum, string votes, string missing)
    {
        var seats = votes.Split(';').Select(vote => (IReadOnlyCollection<string>)vote.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal(missing, string.Join(' ', Quorum.Parse(quorum).Missing(seats)));
        Assert.Equal(missing.Length == 0, Quorum.Parse(quorum).IsMet(seats));
    }

    [Fact]
    public void OrderOfVotes_ChangesNothing()
    {
        string[][] votes = [["finance"], ["finance", "security"], ["security", "asked"], ["asked"]];
        var quorum = Quorum.Parse("1 of finance and 2 of security and 1 of asked");

        foreach (var order in Permutations(votes))
            Assert.True(quorum.IsMet(order));
    }

    [Theory]
    [InlineData("1 of asked", 2, "2 of asked")]
    [InlineData("3 of asked", 2, "3 of asked")]
    [InlineData("1 of board or 2 of finance", 2, "2 of board or 2 of finance")]
    public void AtLeast_RaisesWhatCouldBeMetWithFewer(string quorum, int people, string raised) => Assert.Equal(raised, Quorum.Parse(quorum).AtLeast(people).Text);

    private static IEnumerable<string[][]> Permutations(string[][] votes) =>
        votes.Length == 0 ? [[]] : votes.SelectMany((vote, i) => Permutations([.. votes.Where((_, j) => j != i)]).Select(rest => (string[][])[vote, .. rest]));
}
