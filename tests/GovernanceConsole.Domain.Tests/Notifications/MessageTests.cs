using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Notifications;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Notifications;

/// <summary>What leaves the console is ours, whatever an agent calls itself.</summary>
public sealed class MessageTests
{
    private static readonly Uri Origin = new("https://console.example");

    private static Message About(string agent) =>
        new(NoticeRoute.Asked, "/intents/int_1", "int_1", "payment.wire", Risk.Critical, "agt_1", PlainWord.Of(agent), new DateTime(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc));

    public static TheoryData<string> HostileNames => new()
    {
        "x\r\nBcc: evil@example.com\r\n\r\nhello", "<!channel> pay now", "<https://evil.example|open the card>", "@channel @here @everyone", "[open](https://evil.example)", "https://evil.example/approve",
        "evil.example", "www.evil.example", "a\u202Egnp.exe", "zero\u200Bwidth\u2066\u2069", "*bold* _it_ ~no~ `code`", "<at>everyone</at>", "**x** ![i](http://e)", "\u0000\u0007bell", "mailto:x@y.example", "&lt;!channel&gt;", "line\u2028two\u2029three",
        "tel:+491234", "javascript:alert(1)", "DE89 3704 0044 0532 0130 00 \u00AD", "{{template}} ${x} %0d%0a",
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void HostileName_LeavesNothingToFollowInAnyBody(string name)
    {
        var message = About(name);
        var texts = new[]
        {
            MessageBodies.Subject(message), MessageBodies.Mail(message, Origin), (string)MessageBodies.Slack(message, Origin)["text"]!, MessageBodies.Teams(message, Origin).ToJsonString(),
            MessageBodies.CloudEvent(message, Origin, "https://console.example", "dlv_1", DateTime.UnixEpoch)["data"]!["agent"]!["name"]!.GetValue<string>(),
        };

        Assert.DoesNotContain('\n', texts[0]);
        // What is left of the name: letters, digits, blanks, hyphens.
        Assert.Matches(@"^[\p{L}\p{Nd} \-]+$", texts[4]);
        foreach (var text in texts)
        {
            foreach (var bad in new[] { "evil.example", "@", "<", "](", "\u202E", "\u200B", "\u2066", "\u2028", "\u0007", "Bcc:", "&lt;!channel", "mailto:", "tel:", "javascript:", "{{" })
                Assert.DoesNotContain(bad, text, StringComparison.Ordinal);
            Assert.True(text.Split("://").Length <= 3, text);
        }

        Assert.Equal(11, texts[1].Split("\r\n").Length);
    }

    [Theory]
    [InlineData("ap-clerk", "ap-clerk")]
    [InlineData("Zahlungs-Agent 2", "Zahlungs-Agent 2")]
    [InlineData("支払い係", "支払い係")]
    [InlineData("payment.bot", "payment-bot")]
    [InlineData("", "unnamed")]
    [InlineData("@@@", "unnamed")]
    [InlineData("a  -- b", "a b")]
    public void Word_KeepsWhatIsAWord(string name, string word) => Assert.Equal(word, PlainWord.Of(name));

    [Fact]
    public void Word_IsNoLongerThanSixtyCharacters() => Assert.Equal(PlainWord.Most, PlainWord.Of(new string('x', 500)).Length);

    [Fact]
    public void Mail_SaysWhatWaitsAndWhere_AndThatTheLinkDecidesNothing()
    {
        var message = About("ap-clerk");

        Assert.Equal("Governance Console: A decision waits for you (critical, ends 2026-11-22 14:05 UTC)", MessageBodies.Subject(message));
        Assert.Equal("""
            A decision waits for you.

            Risk:  critical
            Kind:  payment.wire
            Agent: ap-clerk
            Ends:  2026-11-22 14:05 UTC

            https://console.example/intents/int_1

            This message decides nothing. Opening the link shows the card; deciding takes signing in and a signature there.

            """.ReplaceLineEndings("\r\n"), MessageBodies.Mail(message, Origin));
    }

    [Fact]
    public void Slack_IsOneTextWithoutMarkupMentionsOrPreviews()
    {
        var json = MessageBodies.Slack(About("ap-clerk"), Origin);

        Assert.Equal("A decision waits for you.\nRisk: critical\nKind: payment.wire\nAgent: ap-clerk\nEnds: 2026-11-22 14:05 UTC\nhttps://console.example/intents/int_1", (string?)json["text"]);
        Assert.Equal((false, "none", false, false), ((bool)json["mrkdwn"]!, (string?)json["parse"], (bool)json["link_names"]!, (bool)json["unfurl_links"]!));
    }

    [Fact]
    public void CloudEvent_HasItsAttributesAndTheDeliverysId()
    {
        var json = MessageBodies.CloudEvent(About("ap-clerk"), Origin, "https://console.example", "dlv_7", new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc));

        Assert.Equal(JsonNode.Parse("""
            {"specversion":"1.0","id":"dlv_7","source":"https://console.example","type":"governance-console.intent.asked","time":"2026-11-22T09:00:00.000Z","datacontenttype":"application/json",
             "data":{"message":"A decision waits for you.","url":"https://console.example/intents/int_1","intent_id":"int_1","intent_type":"payment.wire","risk":"critical","agent":{"id":"agt_1","name":"ap-clerk"},"ends_at":"2026-11-22T14:05:00.000Z"},
             "subject":"int_1"}
            """)!.ToJsonString(), json.ToJsonString());
    }

    [Fact]
    public void Message_OutlivesBeingStored()
    {
        var message = About("ap-clerk");

        Assert.Equal(message, Message.Parse(message.Write()));
    }

    [Fact]
    public void EveryRoute_HasAHeadlineAndAnEventOfItsOwn()
    {
        var routes = Enum.GetValues<NoticeRoute>();

        Assert.Equal(routes.Length, routes.Select(route => new Message(route, "/").Headline).Distinct().Count());
        Assert.Equal(routes.Length, routes.Select(route => new Message(route, "/").EventType).Distinct().Count());
    }
}
