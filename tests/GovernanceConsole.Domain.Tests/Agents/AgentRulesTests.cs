using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Agents;

public sealed class AgentRulesTests
{
    private static readonly HashSet<string> Types = ["payment.wire", "invoice.create"];
    private static readonly HashSet<string> Served = ["https://bank.example/api", "urn:tool:directory"];
    private static readonly AgentSheet Good = new("ap-clerk", "per_1", "Pays invoices that are due.", "prod", Risk.Elevated, ["payment.wire"], ["https://bank.example/api"]);

    public static TheoryData<string, string> BadSheets => new()
    {
        { "name empty", "/name" }, { "name one letter", "/name" }, { "name too long", "/name" }, { "name cyrillic", "/name" }, { "name with bidi", "/name" },
        { "name two blanks", "/name" }, { "name ends in dot", "/name" }, { "owner empty", "/owner_id" }, { "purpose empty", "/purpose" }, { "purpose two lines", "/purpose" },
        { "purpose invisible", "/purpose" }, { "environment unknown", "/environment" }, { "tier unknown", "/risk_tier" }, { "no types", "/intent_types" },
        { "type unknown", "/intent_types/0" }, { "no tools", "/tools" }, { "tool unserved", "/tools/0" }, { "tool relative", "/tools/0" }, { "tool fragment", "/tools/0" },
        { "tool with password", "/tools/0" },
    };

    [Fact]
    public void GoodSheet_ComesBackTidy()
    {
        var check = AgentRules.Check(Good with { Name = " ap-clerk ", IntentTypes = ["payment.wire", "invoice.create", "payment.wire"] }, Types, Served);

        Assert.Equal("ap-clerk", check.Value.Name);
        Assert.Equal(["invoice.create", "payment.wire"], check.Value.IntentTypes);
    }

    [Theory, MemberData(nameof(BadSheets))]
    public void BadSheet_IsRefusedAtThatPlaceOnly(string fault, string pointer)
    {
        var sheet = fault switch
        {
            "name empty" => Good with { Name = " " },
            "name one letter" => Good with { Name = "a" },
            "name too long" => Good with { Name = new string('a', 61) },
            "name cyrillic" => Good with { Name = "\u0430p-clerk" },
            "name with bidi" => Good with { Name = "ap\u202Eclerk" },
            "name two blanks" => Good with { Name = "ap  clerk" },
            "name ends in dot" => Good with { Name = "ap-clerk." },
            "owner empty" => Good with { OwnerId = "" },
            "purpose empty" => Good with { Purpose = "  " },
            "purpose two lines" => Good with { Purpose = "a\nb" },
            "purpose invisible" => Good with { Purpose = "a\u200Bb" },
            "environment unknown" => Good with { Environment = "Prod" },
            "tier unknown" => Good with { RiskTier = (Risk)9 },
            "no types" => Good with { IntentTypes = [] },
            "type unknown" => Good with { IntentTypes = ["payment.steal"] },
            "no tools" => Good with { Tools = [] },
            "tool unserved" => Good with { Tools = ["https://bank.example/API"] },
            "tool relative" => Good with { Tools = ["/api"] },
            "tool fragment" => Good with { Tools = ["https://bank.example/api#x"] },
            "tool with password" => Good with { Tools = ["https://a:b@bank.example/api"] },
            _ => throw new InvalidOperationException(fault),
        };

        var check = AgentRules.Check(sheet, Types, Served);

        Assert.Equal("invalid_field", check.Refusal!.Code);
        Assert.Equal(pointer, Assert.Single(check.Refusal.Errors!).Pointer);
    }

    [Fact]
    public void EverythingWrong_IsNamedAtOnce()
    {
        var check = AgentRules.Check(new AgentSheet("", "", "", "", (Risk)9, [], []), Types, Served);

        Assert.Equal(7, check.Refusal!.Errors!.Count);
    }

    [Theory]
    [InlineData("AP Clerk", "ap-clerk")]
    [InlineData("ap_clerk", "ap.clerk")]
    public void NamesThatReadTheSame_AreOne(string one, string other) => Assert.Equal(AgentRules.NameKey(one), AgentRules.NameKey(other));

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://localhost:5080/")]
    public void PointThatWouldServeTheConsole_IsRefused(string audience) =>
        Assert.True(AgentRules.Check(new PointSheet("bank", [audience]), "http://localhost:5080").IsRefused);

    [Theory]
    [InlineData("https://bank.example/api")]
    [InlineData("urn:tool:directory")]
    [InlineData("http://localhost:7001/tools/bank")]
    public void PointWithAnAbsoluteAudience_IsFine(string audience) =>
        Assert.Equal([audience], AgentRules.Check(new PointSheet("Toy bank", [audience, " " + audience, ""]), "http://localhost:5080").Value.Audiences);

    [Theory]
    [InlineData("")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://b\u0430nk.example")]
    public void PointWithABadAudience_IsRefused(string audience) => Assert.True(AgentRules.Check(new PointSheet("bank", [audience]), "http://localhost:5080").IsRefused);

    [Theory]
    [InlineData("Sends nonsense.", true)]
    [InlineData(" ", false)]
    [InlineData("a\u202Eb", false)]
    public void Reason_IsWordsOnOneLine(string reason, bool fits) => Assert.Equal(fits, !AgentRules.Reason(reason).IsRefused);
}
