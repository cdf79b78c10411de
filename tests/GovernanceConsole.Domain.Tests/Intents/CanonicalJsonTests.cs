using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class CanonicalJsonTests
{
    public static TheoryData<string, string> Rewritten => new()
    {
        { """ { "b" : 2, "a" : 1 } """, """{"a":1,"b":2}""" },
        { """[ 56, {"d": true, "10": null, "1": [] } ]""", """[56,{"1":[],"10":null,"d":true}]""" },
        // RFC 8785 §3.2.3: the order of names is by UTF-16 code unit, so U+1F602 (D83D …) stands before U+FB33
        { """{"\u20ac":"Euro","\r":"CR","\ufb33":"Dalet","1":"One","\ud83d\ude02":"Smile","\u0080":"Control","\u00f6":"Oe"}""",
          "{\"\\r\":\"CR\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Oe\",\"€\":\"Euro\",\"😂\":\"Smile\",\"\ufb33\":\"Dalet\"}" },
        // RFC 8785 §3.2.2: the sample's string
        { """{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}""", "{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}" },
        { "[9007199254740991,-9007199254740991,0]", "[9007199254740991,-9007199254740991,0]" },
        { "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\u007f\"", "\"\\u0000\\b\\t\\n\\f\\r\\u001f\u007f\"" },
        { "{}", "{}" },
    };

    [Theory]
    [MemberData(nameof(Rewritten))]
    public void AnySpelling_BecomesTheCanonicalOne(string input, string canonical)
    {
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(JsonElement.Parse(input))));
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(input))));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("-0")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void OutsideTheProfile_Throws(string input)
    {
        using var document = JsonDocument.Parse(input);
        Assert.Throws<FormatException>(() => CanonicalJson.Write(document.RootElement));
    }

    [Fact]
    public void NodesBuiltInCode_AreWrittenLikeParsedOnes()
    {
        var built = new JsonObject { ["z"] = 1, ["y"] = 2L, ["x"] = "é", ["w"] = new JsonArray(true, null), ["v"] = JsonValue.Create(JsonElement.Parse("\"q\"")) };
        Assert.Equal("""{"v":"q","w":[true,null],"x":"é","y":2,"z":1}""", Encoding.UTF8.GetString(CanonicalJson.Write(built)));
        Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonObject { ["a"] = 1.5 }));
        Assert.Throws<FormatException>(() => CanonicalJson.Write(new JsonObject { ["a"] = "\ud800" }));
    }

    [Fact]
    public void Digest_IsLowerHexOfTheBytes()
    {
        var digest = IntentDigest.Of("{}"u8);
        Assert.Equal("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", digest);
        Assert.True(IntentDigest.IsWellFormed(digest));
        Assert.False(IntentDigest.IsWellFormed(digest.ToUpperInvariant()));
        Assert.False(IntentDigest.IsWellFormed(digest[..^1]));
    }
}
