using System.Text;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class IntentJsonTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "empty", "", "" },
        { "not an object", "[1]", "" },
        { "a bare string", "\"a\"", "" },
        { "not JSON", "{\"a\":tru}", "/a" },
        { "cut off", "{\"a\":{\"b\":1", "/a/b" },
        { "trailing data", "{\"a\":1} x", "" },
        { "two documents", "{}{}", "" },
        { "trailing comma", "{\"a\":[1,]}", "/a/0" },
        { "comment", "{\"a\":1/* */}", "/a" },
        { "NaN", "{\"a\":NaN}", "/a" },
        { "single quotes", "{'a':1}", "" },
        { "byte order mark", "\uFEFF{}", "" },
        { "duplicate name", "{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", "/b/c" },
        { "duplicate name by escape", "{\"a\":1,\"\\u0061\":2}", "/a" },
        { "fraction", "{\"amount\":12.5}", "/amount" },
        { "fraction that is whole", "{\"amount\":1.0}", "/amount" },
        { "exponent", "{\"a\":[0,1e3]}", "/a/1" },
        { "exponent upper case", "{\"a\":1E3}", "/a" },
        { "minus zero", "{\"a\":-0}", "/a" },
        { "leading zero", "{\"a\":01}", "/a" },
        { "2^53", "{\"a\":9007199254740992}", "/a" },
        { "2^53+1", "{\"a\":{\"~x/y\":9007199254740993}}", "/a/~0x~1y" },
        { "minus 2^53", "{\"a\":-9007199254740992}", "/a" },
        { "beyond 64 bits", "{\"a\":123456789012345678901234567890}", "/a" },
        { "lone high surrogate", "{\"a\":\"\\ud800\"}", "/a" },
        { "lone low surrogate", "{\"a\":\"x\\udc00y\"}", "/a" },
        { "lone surrogate in a name", "{\"o\":{\"\\ud800\":1}}", "/o" },
        { "control character in a name", "{\"o\":{\"a\\u0000\":1}}", "/o" },
        { "C1 control in a name", "{\"o\":{\"a\u0085\":1}}", "/o" },
        { "raw control in a string", "{\"a\":\"x\ny\"}", "/a" },
        { "decomposed text", "{\"a\":\"Cafe\u0301\"}", "/a" },
        { "decomposed by escape", "{\"a\":\"Cafe\\u0301\"}", "/a" },
        { "decomposed name", "{\"o\":{\"e\u0301\":1}}", "/o" },
        { "compatibility ohm sign", "{\"a\":\"\u2126\"}", "/a" },
        { "noncharacter", "{\"a\":\"\\uffff\"}", "/a" },
        { "noncharacter of a block", "{\"a\":\"\ufdd0\"}", "/a" },
        { "depth 17", Nested(17), string.Concat(Enumerable.Repeat("/a", 16)) },
        { "513 members", "{" + string.Join(',', Enumerable.Range(0, 513).Select(i => $"\"m{i}\":1")) + "}", "" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void OutsideTheProfile_IsMalformedAtItsPlace(string why, string body, string pointer)
    {
        var outcome = IntentJson.Parse(Encoding.UTF8.GetBytes(body));
        Assert.True(outcome.IsRefused, why);
        Assert.Equal("malformed", outcome.Refusal.Code);
        Assert.Equal(pointer, Assert.Single(outcome.Refusal.Errors!).Pointer);
    }

    [Fact]
    public void InvalidUtf8_IsMalformed()
    {
        Assert.Equal("malformed", IntentJson.Parse([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Refusal!.Code);
        Assert.Equal("malformed", IntentJson.Parse([.. "{\"a\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]).Refusal!.Code);
    }

    [Fact]
    public void SixtyFourKiB_AreReadAndOneByteMoreIsTooLarge()
    {
        var most = "{\"a\":\"" + new string('x', IntentJson.MaxBytes - 8) + "\"}";
        Assert.False(IntentJson.Parse(Encoding.UTF8.GetBytes(most)).IsRefused);
        var refusal = IntentJson.Parse(Encoding.UTF8.GetBytes(most + " ")).Refusal;
        Assert.Equal("too_large", refusal!.Code);
        Assert.Equal("", Assert.Single(refusal.Errors!).Pointer);
    }

    [Fact]
    public void SeveralFaults_AreNamedTogether()
    {
        var refusal = IntentJson.Parse("""{"a":1.5,"b":[{"c":-0},1e1],"a":1}"""u8).Refusal!;
        Assert.Equal(["/a", "/b/0/c", "/b/1", "/a"], refusal.Errors!.Select(error => error.Pointer));
    }

    [Fact]
    public void FaultsBeyondTheMost_EndTheReading()
    {
        var body = "{\"a\":[" + string.Join(',', Enumerable.Repeat("1.5", 1000)) + "]}";
        Assert.Equal(IntentRefusals.MostErrors, IntentJson.Parse(Encoding.UTF8.GetBytes(body)).Refusal!.Errors!.Count);
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" {\"b\" : \"Café 😂 \\u00e9\" ,\n\"a\": [ null, true, -1, 9007199254740991 ] } ", "{\"a\":[null,true,-1,9007199254740991],\"b\":\"Café 😂 é\"}")]
    [InlineData("""{"a":{"x":1},"b":{"x":1}}""", """{"a":{"x":1},"b":{"x":1}}""")]
    public void WithinTheProfile_BecomesCanonical(string body, string canonical)
    {
        var document = IntentJson.Parse(Encoding.UTF8.GetBytes(body)).Value;
        Assert.Equal(canonical, Encoding.UTF8.GetString(document.Canonical));
        Assert.Equal(IntentDigest.Of(document.Canonical), document.Digest);
        Assert.Equal(document.Canonical, IntentJson.Parse(document.Canonical).Value.Canonical);
    }

    [Fact]
    public void DepthSixteenAndFiveHundredTwelveMembers_AreRead()
    {
        Assert.False(IntentJson.Parse(Encoding.UTF8.GetBytes(Nested(16))).IsRefused);
        Assert.False(IntentJson.Parse(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, 512).Select(i => $"\"m{i}\":1")) + "}")).IsRefused);
    }

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
}
