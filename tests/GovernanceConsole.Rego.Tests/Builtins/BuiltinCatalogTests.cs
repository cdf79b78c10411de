using GovernanceConsole.Rego.Builtins;

namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class BuiltinCatalogTests
{
    [Theory]
    [InlineData("http.send")]
    [InlineData("rand.intn")]
    [InlineData("opa.runtime")]
    [InlineData("io.jwt.decode_verify")]
    [InlineData("crypto.x509.parse_certificates")]
    [InlineData("net.lookup_ip_addr")]
    [InlineData("providers.aws.sign_req")]
    [InlineData("graphql.parse")]
    [InlineData("rego.parse_module")]
    [InlineData("uuid.rfc4122")]
    public void What_reaches_out_of_the_decision_is_not_in_the_profile(string name)
    {
        Assert.False(BuiltinCatalog.TryGet(name, out _));
        Assert.NotNull(BuiltinCatalog.WhyForbidden(name));
    }

    [Fact]
    public void Every_builtin_survives_arguments_of_every_type()
    {
        string[] terms = ["null", "true", "-1", "1e1999", "\"\"", "\"\\u0000%*[{(?\"", "[]", "[[\"\"]]", "{}", "{\"\": set()}", "set()", "{\"x\", 1}"];
        foreach (var builtin in BuiltinCatalog.All.Where(builtin => !builtin.Name.StartsWith("internal.", StringComparison.Ordinal) && !builtin.IsDeprecated && builtin.Arity > 0))
        {
            foreach (var term in terms)
            {
                var arguments = string.Join(", ", Enumerable.Repeat("x", builtin.Arity));
                var answer = Expression.Answer(builtin.IsRelation ? $"[y | x := {term}; {builtin.Name}({arguments}, y)]" : $"[y | some x in [{term}]; y := {Call(builtin.Name, arguments)}]");
                Assert.True(answer.StartsWith('[') || answer == "eval_cancel_error", $"{builtin.Name}({term}): {answer}");
            }
        }
    }

    private static string Call(string name, string arguments) => $"{name}({arguments})";
}
