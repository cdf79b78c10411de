using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class ApprovalStatementTests
{
    private static readonly string[] Header = File.ReadAllLines(SpecificationPath());
    private static readonly string Valid = Example("statement");

    [Fact]
    public void ExampleOfTheSpecification_IsTrue()
    {
        var bytes = Encoding.UTF8.GetBytes(Valid);
        Assert.Equal(bytes, ApprovalStatement.Parse(bytes).Value.Write());
        Assert.Equal(Example("digest"), IntentDigest.Of(bytes));
        Assert.Equal(Example("challenge"), Convert.ToHexStringLower(SignedStatement.Challenge(bytes)));
    }

    [Fact]
    public void EveryMember_IsReadBackAsItWasWritten()
    {
        var statement = ApprovalStatement.Parse(Encoding.UTF8.GetBytes(Valid)).Value with
        {
            Verdict = ApprovalVerdict.Deny,
            Permissions = [],
            Constraints = """[{"pointer":"/a","op":"max","value":1}]""",
            GrantSeconds = 0,
            Requirement = new Requirement(Quorum.Parse("2 of finance and 1 of security"), Control.Confirm, "device-bound", 2),
            Slot = 3,
            NotBefore = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc),
        };
        var read = ApprovalStatement.Parse(statement.Write()).Value;
        Assert.Equal(statement.Write(), read.Write());
        Assert.Equal((ApprovalVerdict.Deny, 3, statement.NotBefore, DateTimeKind.Utc), (read.Verdict, read.Slot, read.NotBefore, read.NotBefore.Kind));
        Assert.Equal(statement.Requirement, read.Requirement);
        Assert.Equal(statement.Nonce, read.Nonce);
    }

    [Fact]
    public void MemberOfTheHeader_IsInTheExampleAndTheOtherWayRound()
    {
        var named = Header.SkipWhile(line => !line.StartsWith("//   typ", StringComparison.Ordinal)).TakeWhile(line => line.Length > 2).Where(line => !line.StartsWith("//     ", StringComparison.Ordinal))
            .SelectMany(line => line[5..].Split("   ")[0].Split(' ')[0] == "not_before," ? ["not_before", "expires_at"] : new[] { line[5..].Split(' ')[0] });
        Assert.Equal(JsonNode.Parse(Valid)!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string?, string> Tampered => new()
    {
        { "/typ", "\"approval/3\"", "/typ" },
        { "/typ", "\"enrolment/1\"", "/typ" },
        { "/typ", null, "/typ" },
        { "/verdict", "\"yes\"", "/verdict" },
        { "/verdict", "true", "/verdict" },
        { "/intent/digest", "\"sha256:00\"", "/intent/digest" },
        { "/intent/digest", "\"SHA256:44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A\"", "/intent/digest" },
        { "/intent/title", "\"x\"", "/intent/title" },
        { "/intent", null, "/intent/id" },
        { "/nonce", "\"AAECAwQ\"", "/nonce" },
        { "/nonce", "\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"", "/nonce" },
        { "/expires_at", "\"2026-11-22T14:10:00+00:00\"", "/expires_at" },
        { "/expires_at", "\"2026-11-22T14:10:00.000Z\"", "" },
        { "/slot", "0", "/slot" },
        { "/slot", "\"1\"", "/slot" },
        { "/requirement/quorum", "10", "/requirement" },
        { "/requirement/control", "\"none\"", "/requirement" },
        { "/permissions", null, "/permissions" },
        { "/permissions", "[1]", "/permissions" },
        { "/constraints", "{}", "/constraints" },
        { "/grant_seconds", "-1", "/grant_seconds" },
        { "/issuer", "\"\"", "/issuer" },
        { "/note", "\"x\"", "/note" },
    };

    [Theory]
    [MemberData(nameof(Tampered))]
    public void AnythingElse_IsRefusedAtItsPlace(string at, string? json, string pointer)
    {
        var refusal = ApprovalStatement.Parse(CanonicalJson.Write(JsonNode.Parse(Shipped.With(Valid, at, json)))).Refusal;
        Assert.NotNull(refusal);
        Assert.Equal("malformed", refusal.Code);
        Assert.Equal(pointer, refusal.Errors![0].Pointer);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    public void AnotherSpelling_IsRefused(string blank) =>
        Assert.True(ApprovalStatement.Parse(Encoding.UTF8.GetBytes(Valid.Replace(",\"typ\"", "," + blank + "\"typ\"", StringComparison.Ordinal))).IsRefused);

    [Fact]
    public void EveryMember_ChangesTheChallenge()
    {
        var challenges = JsonNode.Parse(Valid)!.AsObject().Select(member =>
        {
            var changed = JsonNode.Parse(Valid)!.AsObject();
            changed[member.Key] = "changed";
            return Convert.ToHexString(SignedStatement.Challenge(CanonicalJson.Write(changed)));
        }).Append(Convert.ToHexString(SignedStatement.Challenge(Encoding.UTF8.GetBytes(Valid)))).ToList();
        Assert.Equal(challenges.Count, challenges.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void GeneralStatement_IsReadUnderItsTypOnly()
    {
        var statement = new SignedStatement
        {
            Typ = SignedStatement.RoleChange, Issuer = "http://localhost:5080", RpId = "localhost", SignerId = "per_1",
            NotBefore = Shipped.Now, ExpiresAt = Shipped.Now.AddMinutes(5), Nonce = new byte[32], Body = """{"role":"operator","person":"per_2"}""",
        };
        var read = SignedStatement.Parse(statement.Write(), SignedStatement.RoleChange).Value;
        Assert.Equal(statement.Write(), read.Write());
        Assert.Equal("/typ", SignedStatement.Parse(statement.Write(), SignedStatement.Recovery).Refusal!.Errors![0].Pointer);
        Assert.True(ApprovalStatement.Parse(statement.Write()).IsRefused);
        Assert.True(SignedStatement.Parse(Encoding.UTF8.GetBytes(Valid), ApprovalStatement.Typ).IsRefused);
        Assert.Throws<FormatException>(() => (statement with { Typ = ApprovalStatement.Typ }).Write());
        Assert.Throws<FormatException>(() => (statement with { Nonce = new byte[16] }).Write());
    }

    private static string Example(string name) => Header.Last(line => line.StartsWith($"//   {name,-9} ", StringComparison.Ordinal))[15..];

    private static string SpecificationPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/GovernanceConsole.Domain/Intents/ApprovalStatement.cs");
}
