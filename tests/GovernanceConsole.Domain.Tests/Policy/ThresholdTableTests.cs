using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Policy;

/// <summary>The shipped sample as a decision table.</summary>
public sealed class ThresholdTableTests
{
    private static readonly ThresholdTable Sample = ThresholdTable.Parse(File.ReadAllBytes(SamplePath()), new PolicyBundleId("sha256:0", "", null));

    [Theory]
    // amount, currency, known, recipient sum, agent count, look-alike, owner active → effect, rule, quorum
    [InlineData(24000L, "EUR", true, 24000L, 1L, false, true, "allow", "payments.small", 0)]
    [InlineData(24000L, "EUR", false, 24000L, 1L, false, true, "escalate", "payments.first-time", 1)]
    [InlineData(99999L, "EUR", true, 99999L, 1L, false, true, "allow", "payments.small", 0)]
    [InlineData(100000L, "EUR", true, 100000L, 1L, false, true, "escalate", "payments.medium", 1)]
    [InlineData(1000000L, "EUR", true, 1000000L, 1L, false, true, "escalate", "payments.large", 2)]
    [InlineData(90000L, "EUR", true, 540000L, 6L, false, true, "escalate", "payments.split", 1)]
    [InlineData(24000L, "JPY", true, 24000L, 1L, false, true, "escalate", "payments.currency", 1)]
    [InlineData(24000L, "EUR", true, 24000L, 1L, true, true, "escalate", "payments.lookalike", 2)]
    [InlineData(24000L, "EUR", true, 24000L, 60L, false, true, "deny", "payments.burst", 0)]
    [InlineData(24000L, "EUR", true, 24000L, 1L, false, false, "escalate", "", 1)]
    public void Payment_IsDecidedByTheRuleThatApplies(long amount, string currency, bool known, long sum, long count, bool lookalike, bool owner, string effect, string rule, int quorum)
    {
        var facts = new Facts(DateTime.UnixEpoch).With(FactNames.Amount, amount).With(FactNames.Currency, currency).With(FactNames.RecipientKnown, known).With(FactNames.RecipientSum24h, sum)
            .With(FactNames.AgentSum24h, sum).With(FactNames.AgentCount1h, count).With(FactNames.SuspiciousText, lookalike).With(FactNames.OwnerActive, owner).With(FactNames.Environment, "prod");

        var answer = Sample.Decide(new PolicyInput("payment.wire", [], [], facts, DateTime.UnixEpoch))!;

        Assert.Equal(effect, (string?)answer["effect"]);
        if (rule.Length > 0)
            Assert.Contains(rule, answer["rules"]!.AsArray().Select(r => (string?)r));
        if (quorum > 0)
            Assert.Equal(quorum, (int)answer["require"]!["quorum"]!);
    }

    [Fact]
    public void UnknownFacts_NeverAllow()
    {
        var answer = Sample.Decide(new PolicyInput("payment.wire", [], [], new Facts(DateTime.UnixEpoch), DateTime.UnixEpoch))!;

        Assert.Equal("escalate", (string?)answer["effect"]);
    }

    [Fact]
    public void UnknownType_IsNoDecision() => Assert.Null(Sample.Decide(new PolicyInput("rocket.launch", [], [], new Facts(DateTime.UnixEpoch), DateTime.UnixEpoch)));

    [Theory]
    [InlineData("""{"version":"1","types":{"t":[{"id":"a","owner":"o","effect":"maybe","when":[],"reason":"r"}]}}""")]
    [InlineData("""{"version":"1","types":{"t":[{"id":"a","owner":"o","effect":"allow","when":[{"fact":"x","like":1}],"reason":"r"}]}}""")]
    public void TableWithNonsense_IsNotLoaded(string json) =>
        Assert.Throws<FormatException>(() => ThresholdTable.Parse(Encoding.UTF8.GetBytes(json), new PolicyBundleId("", "", null)));

    private static string SamplePath()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); ; at = at.Parent!)
        {
            var path = Path.Combine(at.FullName, "assets", "policies", "sample", "thresholds.json");
            if (File.Exists(path))
                return path;
        }
    }
}
