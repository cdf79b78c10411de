using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Notifications;

/// <summary>What may be a channel, and what it takes.</summary>
public sealed class ChannelRulesTests
{
    private static readonly OutboundRules Rules = new([443], [], []);

    private static Outcome<CheckedChannel> Check(ChannelSheet sheet, params string[] domains) => ChannelRules.Check(sheet, Rules, domains);

    private static ChannelSheet Mail(string address) => new(ChannelKind.Email, null, "My mail", address);

    [Theory]
    [InlineData("ana@example.com\r\nBcc: eve@example.com")]
    [InlineData("ana@example.com,eve@example.com")]
    [InlineData("ana@example.com;eve@example.com")]
    [InlineData("Ana <ana@example.com>")]
    [InlineData("\"a b\"@example.com")]
    [InlineData("ana@localhost")]
    [InlineData("ana@[127.0.0.1]")]
    [InlineData("ana")]
    [InlineData("@example.com")]
    [InlineData("")]
    [InlineData("ana@exa mple.com")]
    [InlineData("аna@example.com")]
    public void MailAddressThatIsNotOnePlainOne_IsRefused(string address) => Assert.Equal("/address", Assert.Single(Check(Mail(address)).Refusal!.Errors!).Pointer);

    [Fact]
    public void MailAddress_IsItsOwnHint() => Assert.Equal("ana+pager@example.com", Check(Mail(" ana+pager@example.com ")).Value.Hint);

    [Fact]
    public void MailToAForeignDomain_IsRefusedWhereDomainsAreNamed()
    {
        Assert.Null(Check(Mail("ana@example.com"), "EXAMPLE.com").Refusal);
        Assert.Contains("example.com", Check(Mail("ana@other.org"), "example.com").Refusal!.Errors![0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("everything", true)]
    [InlineData("approvers", true)]
    [InlineData("group:finance", true)]
    [InlineData("tree:payments", true)]
    [InlineData("tree:payments/2", true)]
    [InlineData("tree:payments/20", true)]
    [InlineData("tree:payments/21", false)]
    [InlineData("tree:payments/0", false)]
    [InlineData("tree:payments/x", false)]
    [InlineData("group:", false)]
    [InlineData("group:Finance!", false)]
    [InlineData("mine", false)]
    [InlineData("person:per_1", false)]
    [InlineData("", false)]
    public void Scope_IsOneOfTheForms(string scope, bool taken) =>
        Assert.Equal(taken, !Check(new ChannelSheet(ChannelKind.Slack, scope, "Room", "https://hooks.example.com/x")).IsRefused);

    [Fact]
    public void EveryFault_IsNamedAtOnce() =>
        Assert.Equal(["/name", "/kind", "/at_least", "/scope", "/address"], Check(new ChannelSheet((ChannelKind)9, "no", "a\u202Eb", "http://x", (Risk)77)).Refusal!.Errors!.Select(e => e.Pointer));

    [Fact]
    public void HintOfAUrl_IsItsHostAndNothingOfItsPath() => Assert.Equal("hooks.example.com", Check(new ChannelSheet(ChannelKind.Slack, null, "Room", "https://hooks.example.com/services/T0/secret")).Value.Hint);

    [Theory]
    [InlineData(NoticeRoute.Asked, Risk.Elevated, false)]
    [InlineData(NoticeRoute.Asked, Risk.High, true)]
    [InlineData(NoticeRoute.Escalated, Risk.Critical, true)]
    [InlineData(NoticeRoute.Stop, null, false)]
    [InlineData(NoticeRoute.Late, Risk.Critical, false)]
    [InlineData(NoticeRoute.Test, null, true)]
    public void Channel_TakesWhatItIsFor(NoticeRoute route, Risk? risk, bool takes)
    {
        var channel = new Channel { Id = "chn_1", Kind = ChannelKind.Slack, Scope = "group:finance", Name = "Room", Hint = "h", SealedAddress = [], AtLeast = Risk.High, QuestionsOnly = true, MadeAt = DateTime.UnixEpoch, MadeById = "per_1" };

        Assert.Equal(takes, channel.Takes(route, risk));
        channel.DisabledAt = DateTime.UnixEpoch;
        Assert.False(channel.Takes(route, risk));
    }

    [Theory]
    [InlineData("everything", "person:per_1", true)]
    [InlineData("group:finance", "group:finance", true)]
    [InlineData("group:finance", "group:finance2 group:fin", false)]
    [InlineData("tree:payments", "group:x tree:payments tree:payments/2", true)]
    [InlineData("tree:payments/2", "group:x tree:payments tree:payments/2", true)]
    [InlineData("tree:payments/1", "group:x tree:payments tree:payments/2", false)]
    public void Channel_FollowsItsScope(string scope, string targets, bool follows) => Assert.Equal(follows,
        new Channel { Id = "chn_1", Kind = ChannelKind.Slack, Scope = scope, Name = "Room", Hint = "h", SealedAddress = [], AtLeast = Risk.Routine, QuestionsOnly = true, MadeAt = DateTime.UnixEpoch, MadeById = "per_1" }.Follows(targets));
}
