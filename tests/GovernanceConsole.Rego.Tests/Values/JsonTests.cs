using System.Text;
using System.Text.Json;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Values;

public sealed class JsonTests
{
    [Theory]
    [InlineData("""{"b":[1,2.50,1e2,-0],"a":{"x":null,"y":true}}""", """{"a":{"x":null,"y":true},"b":[1,2.50,1e2,-0]}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("""{"c":1,"a":1,"b":1,"a":2,"c":3,"":0}""", """{"":0,"a":2,"b":1,"c":3}""")]
    [InlineData("""{"n":1,"m":1,"l":1,"k":1,"j":1,"i":1,"h":1,"g":1,"f":1,"e":1,"d":1,"c":1,"b":1,"a":1,"n":2}""", """{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1,"n":2}""")]
    [InlineData("""{"\u0061":1,"é":2,"😀":3}""", """{"a":1,"é":2,"😀":3}""")]
    [InlineData("\"\\ud83d\\ude00\\n\\u0041\"", "\"😀\\nA\"")]
    [InlineData("\"\\ud83d x\"", "\"\uFFFD x\"")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    public void Json_comes_out_sorted_with_numbers_as_written(string json, string expected) =>
        Assert.Equal(expected, JsonWriter.ToText(JsonReader.Read(json)));

    [Theory]
    [InlineData("")]
    [InlineData("[1,]")]
    [InlineData("1 2")]
    [InlineData("{\"a\" 1}")]
    [InlineData("1e999999999")]
    public void What_is_no_json_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => JsonReader.Read(json));

    [Fact]
    public void Too_deep_and_too_long_texts_are_refused()
    {
        Assert.ThrowsAny<JsonException>(() => JsonReader.Read(new string('[', 100_000)));
        Assert.ThrowsAny<JsonException>(() => JsonReader.Read("[1,2,3]", new JsonLimits(Bytes: 5, Depth: 5)));
        Assert.ThrowsAny<JsonException>(() => JsonReader.Read("[[[1]]]", new JsonLimits(Bytes: 50, Depth: 2)));
    }

    [Fact]
    public void Sets_become_sorted_arrays_and_odd_keys_their_text()
    {
        var members = new ObjectBuilder();
        members.Set(NumberValue.Of(1), SetValue.Of(StringValue.Of("b"), StringValue.Of("a")));
        var value = members.Build();
        Assert.Equal("""{"1":["a","b"]}""", Encoding.UTF8.GetString(JsonWriter.ToUtf8(value)));
        Assert.Equal("""{1: {"a", "b"}}""", value.ToString());
    }

    [Fact]
    public void Marshalled_text_escapes_as_Go_does() =>
        Assert.Equal("\"\\u003ca\\u003e \\u0026 \\u0001 \\u2028 é\"", JsonWriter.ToText(StringValue.Of("<a> & \u0001 \u2028 é")));
}
