namespace GovernanceConsole.Rego.Tests.Compile;

public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("p if { x == 1 }", "var x is unsafe")]
    [InlineData("p if { not x == 1 }", "var x is unsafe")]
    [InlineData("p := x if true", "var x is unsafe")]
    [InlineData("p contains x if true", "var x is unsafe")]
    [InlineData("p[x] := 1 if true", "var x is unsafe")]
    [InlineData("p if { x = y; y = x }", "unsafe")]
    [InlineData("p if { not input.xs[_] == 1 }", "unsafe")]
    [InlineData("p if { y := [x | x > 1] }", "var x is unsafe")]
    [InlineData("p if { every x in [1] { x == y } }", "var y is unsafe")]
    [InlineData("p if { {x} = {1} }", "var x is unsafe")]
    [InlineData("p if { count(x, 1) }", "var x is unsafe")]
    [InlineData("p if { input.x with input.x as y }", "var y is unsafe")]
    [InlineData("p := $\"{x}\"", "var x is unsafe")]
    public void A_variable_without_value_is_unsafe(string rules, string sentence)
    {
        var error = Rego.Refused(rules);
        Assert.Equal(RegoErrorCodes.UnsafeVariable, error.Code);
        Assert.Contains(sentence, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p if { x := 1; x := 2 }", RegoErrorCodes.Compile, "var x assigned above")]
    [InlineData("p if { some x; some x }", RegoErrorCodes.Compile, "var x declared above")]
    [InlineData("p if { y := x; x := 1 }", RegoErrorCodes.Compile, "var x referenced above")]
    [InlineData("f(x) if { x := 1 }", RegoErrorCodes.Compile, "arg x redeclared")]
    [InlineData("p if { input := 1 }", RegoErrorCodes.Compile, "must not shadow input")]
    [InlineData("input := 1", RegoErrorCodes.Compile, "must not shadow input")]
    [InlineData("p if { input.x := 1 }", RegoErrorCodes.Compile, "cannot assign to ref")]
    [InlineData("p := foo(1)", RegoErrorCodes.Type, "undefined function foo")]
    [InlineData("p := http.send({})", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := rand.intn(\"a\", 2)", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := opa.runtime()", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := io.jwt.decode(\"\")", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := net.lookup_ip_addr(\"a\")", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := crypto.x509.parse_certificates(\"\")", RegoErrorCodes.Type, "outside profile rego-core-1")]
    [InlineData("p := count(1, 2, 3)", RegoErrorCodes.Type, "arity mismatch")]
    [InlineData("f(x) := x\np := f(1, 2, 3)", RegoErrorCodes.Type, "arity mismatch")]
    [InlineData("p := [count([], 2)]", RegoErrorCodes.Type, "arity mismatch")]
    [InlineData("p := 1 + \"a\"", RegoErrorCodes.Type, "must be number but got string")]
    [InlineData("p := count(1)", RegoErrorCodes.Type, "must be one of")]
    [InlineData("default p := 1\ndefault p := 2", RegoErrorCodes.Type, "multiple default rules")]
    [InlineData("p := 1\np contains 2", RegoErrorCodes.Type, "conflicting rules")]
    [InlineData("f(x) := 1\nf(x, y) := 2", RegoErrorCodes.Type, "same number of arguments")]
    [InlineData("f(x) := 1\nf := 2", RegoErrorCodes.Type, "same number of arguments")]
    [InlineData("p := {}\np.q := 1", RegoErrorCodes.Type, "conflicts with the rules below")]
    [InlineData("p := q\nq := p", RegoErrorCodes.Recursion, "data.t.p -> data.t.q -> data.t.p")]
    [InlineData("p := data.t", RegoErrorCodes.Recursion, "recursive")]
    [InlineData("p := data[x] if some x", RegoErrorCodes.Recursion, "recursive")]
    [InlineData("f(x) := f(x)", RegoErrorCodes.Recursion, "recursive")]
    [InlineData("p[x] := p.a if x := \"b\"", RegoErrorCodes.Recursion, "recursive")]
    [InlineData("p if { input.x with foo as 1 }", RegoErrorCodes.Type, "with keyword target")]
    [InlineData("q.a := 1\nq.b := 2\nr := v if { v := q with data.t.q.a.x as 1 }", RegoErrorCodes.Compile, "partially replace")]
    [InlineData("p := v if { v := q(1, 2) with q as count }\nq(x, y) := x", RegoErrorCodes.Type, "arity mismatch")]
    public void What_cannot_be_meant_is_refused_at_load(string rules, string code, string sentence)
    {
        var error = Rego.Refused(rules);
        Assert.Equal(code, error.Code);
        Assert.Contains(sentence, error.Reason, StringComparison.Ordinal);
        Assert.NotNull(error.Position);
    }

    [Fact]
    public void Imports_of_one_name_shadow_each_other()
    {
        var error = Assert.Throws<RegoException>(() => RegoPolicy.Compile([RegoModule.Parse("a.rego", "package a\nimport data.x.y\nimport data.z.y\np := y")]));
        Assert.Contains("must not shadow", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mistakes_of_all_rules_are_told_at_once()
    {
        var error = Rego.Refused("p := x\nq := y\nr := z");
        Assert.Equal(["p := x", "q := y", "r := z"], error.All.Select(one => $"{(char)('p' + one.Position!.Row - 2)} := {one.Reason[4]}"));
    }

    [Fact]
    public void Packages_that_read_alike_share_no_names()
    {
        var quoted = RegoModule.Parse("one.rego", "package a[\"b.c\"]\nx := 1");
        var dotted = RegoModule.Parse("two.rego", "package a.b.c\np := x");

        Assert.Equal(("data.a[\"b.c\"]", "data.a.b.c"), (quoted.Syntax.PackagePath, dotted.Syntax.PackagePath));
        Assert.Equal(RegoErrorCodes.UnsafeVariable, Assert.Throws<RegoException>(() => RegoPolicy.Compile([quoted, dotted])).Code);
    }
}
