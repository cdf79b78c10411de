namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class EncodingsTests
{
    [Theory]
    [InlineData("base64.encode(\"hé?>\")", "\"aMOpPz4=\"")]
    [InlineData("base64.decode(\"aMOpPz4=\")", "\"hé?\\u003e\"")]
    [InlineData("base64.decode(\"a b=\")", "undefined")]
    [InlineData("base64.is_valid(\"aGk=\")", "true")]
    [InlineData("base64.is_valid(\"aGk\")", "false")]
    [InlineData("base64url.encode(\"subjects?_d\")", "\"c3ViamVjdHM_X2Q=\"")]
    [InlineData("base64url.encode_no_pad(\"subjects?_d\")", "\"c3ViamVjdHM_X2Q\"")]
    [InlineData("base64url.decode(\"c3ViamVjdHM_X2Q\")", "\"subjects?_d\"")]
    [InlineData("hex.encode(\"hi\")", "\"6869\"")]
    [InlineData("hex.decode(\"6869\")", "\"hi\"")]
    [InlineData("urlquery.encode(\"a=b 1~*\")", "\"a%3Db+1~%2A\"")]
    [InlineData("urlquery.decode(\"a%3Db+1\")", "\"a=b 1\"")]
    [InlineData("urlquery.encode_object({\"a\": [\"x y\", \"z\"], \"b\": \"1\"})", "\"a=x+y\\u0026a=z\\u0026b=1\"")]
    [InlineData("urlquery.decode_object(\"a=1&a=2&b\")", "{\"a\":[\"1\",\"2\"],\"b\":[\"\"]}")]
    [InlineData("crypto.sha256(\"foo\")", "\"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\"")]
    [InlineData("crypto.md5(\"foo\")", "\"acbd18db4cc2f85cedef654fccc4a4d8\"")]
    [InlineData("crypto.hmac.equal(\"a\", \"a\")", "true")]
    [InlineData("uuid.parse(\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\")", "{\"clocksequence\":180,\"macvariables\":\"global:unicast\",\"nodeid\":\"00-c0-4f-d4-30-c8\",\"time\":886630433151182400,\"variant\":\"RFC4122\",\"version\":1}")]
    [InlineData("uuid.parse(\"nope\")", "undefined")]
    [InlineData("net.cidr_contains(\"10.0.0.0/8\", \"10.1.2.3\")", "true")]
    [InlineData("net.cidr_contains(\"10.0.0.0/8\", \"10.0.0.0/4\")", "false")]
    [InlineData("net.cidr_contains(\"::/0\", \"10.0.0.1\")", "false")]
    [InlineData("net.cidr_contains(\"10.0.0.0/8\", \"010.0.0.1\")", "undefined")]
    [InlineData("net.cidr_intersects(\"10.0.0.0/24\", \"10.0.0.128/25\")", "true")]
    [InlineData("net.cidr_expand(\"192.168.0.0/30\")", "[\"192.168.0.0\",\"192.168.0.1\",\"192.168.0.2\",\"192.168.0.3\"]")]
    [InlineData("net.cidr_merge([\"192.0.128.0/24\", \"192.0.129.0/24\", \"10.0.0.0/8\"])", "[\"10.0.0.0/8\",\"192.0.128.0/23\"]")]
    [InlineData("net.cidr_contains_matches([\"10.0.0.0/8\"], {\"a\": \"10.1.0.0/16\", \"b\": \"11.0.0.0/8\"})", "[[0,\"a\"]]")]
    [InlineData("net.cidr_is_valid(\"10.0.0.0/33\")", "false")]
    public void Answers_as_OPA(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("hex.decode(\"fg\")", "eval_builtin_error: hex.decode: encoding/hex: invalid byte: U+0067 'g'")]
    [InlineData("urlquery.decode(\"%zz\")", "eval_builtin_error: urlquery.decode: invalid URL escape \"%zz\"")]
    public void Refuses_in_OPAs_words(string expression, string expected) => Assert.Equal(expected, Expression.Failure(expression));
}
