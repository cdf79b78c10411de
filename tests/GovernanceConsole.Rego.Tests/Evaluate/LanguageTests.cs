using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Evaluate;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("p := 1", "1")]
    [InlineData("p if false", "undefined")]
    [InlineData("default p := 7\np := 1 if false", "7")]
    [InlineData("p := 1 if false else := 2 if false else := 3", "3")]
    [InlineData("p := x if { y = x; z = y; z = 3 }", "3")]
    [InlineData("p := [x, y] if { [x, 2] = [1, y] }", "[1,2]")]
    [InlineData("p := x if { {\"a\": x, \"b\": 2} = {\"b\": 2, \"a\": 1} }", "1")]
    [InlineData("p if { [1] = [1, 2] }", "undefined")]
    [InlineData("p := [k | some k, v in {\"a\": 1, \"b\": 2}; v > 1]", "[\"b\"]")]
    [InlineData("p := {x | some x in [3, 1, 3]}", "[1,3]")]
    [InlineData("p := {k: v | some v, k in [\"a\", \"b\"]}", "{\"a\":0,\"b\":1}")]
    [InlineData("p := {k: v | some k in [1, 1]; some v in [1, 2]}", RegoErrorCodes.Conflict)]
    [InlineData("p := x if some x in [1, 2]", RegoErrorCodes.Conflict)]
    [InlineData("p := 1\np := 2", RegoErrorCodes.Conflict)]
    [InlineData("f(x) := 1 if x > 0\nf(x) := 2 if x > 1\np := f(5)", RegoErrorCodes.Conflict)]
    [InlineData("f(1) := \"one\"\nf([x, _]) := x\np := [f(1), f([2, 3])]", "[\"one\",2]")]
    [InlineData("f(x) := y if { y := x * 2 }\np := f(f(2))", "8")]
    [InlineData("default f(_) := 0\nf(x) := x if x > 1\np := [f(1), f(2)]", "[0,2]")]
    [InlineData("p contains 2\np contains 1 if true\np contains 3 if false", "[1,2]")]
    [InlineData("p[k] := v if some k, v in {\"a\": 1, \"b\": 2}", "{\"a\":1,\"b\":2}")]
    [InlineData("p.a.b := 1\np.a.c := 2 if true\np.d contains 3", "{\"a\":{\"b\":1,\"c\":2},\"d\":[3]}")]
    [InlineData("p[x].y contains z if { some x in [\"a\", \"b\"]; some z in [1, 2] }", "{\"a\":{\"y\":[1,2]},\"b\":{\"y\":[1,2]}}")]
    [InlineData("p[x] := 1 if some x in [\"a\"]\np[x] := 2 if some x in [\"a\"]", RegoErrorCodes.Conflict)]
    [InlineData("p[x] := 1 if some x in [\"a\"]\np.b := 2", "{\"a\":1,\"b\":2}")]
    [InlineData("p if { every x in [1, 2] { x > 0 } }", "true")]
    [InlineData("p if { every k, v in {\"a\": 1} { k == \"a\"; v == 1 } }", "true")]
    [InlineData("p if { every x in [1, 2] { x > 1 } }", "undefined")]
    [InlineData("p if { every x in [] { false } }", "true")]
    [InlineData("p if { every x in input.missing { true } }", "undefined")]
    [InlineData("p := [x | x := [1, 2, 3][_]; x != 2]", "[1,3]")]
    [InlineData("p := [i | [10, 20, 10][i] == 10]", "[0,2]")]
    [InlineData("p := sum([(a * b) | a := [1, 2][i]; b := [3, 4][i]])", "11")]
    [InlineData("p := \"b\" in {\"a\": \"b\"}", "true")]
    [InlineData("p := [(\"a\", \"b\" in {\"a\": \"b\"}), 1 in [2]]", "[true,false]")]
    [InlineData("p := x if plus(1, 2, x)", "3")]
    [InlineData("p := null < 2000", "true")]
    [InlineData("p := [1 == 1.0, \"a\" > 5, {} < set()]", "[true,true,true]")]
    [InlineData("p := 1 / 0", "undefined")]
    [InlineData("p := [x | some x in [1, 0, 2]; y := 2 / x]", "[1,2]")]
    [InlineData("q := {\"a\": {\"b\": [1, {\"c\": 2}]}}\np := q.a.b[1].c", "2")]
    [InlineData("q contains [\"a\", 1]\nq contains [\"b\", 2]\np := x if q[[\"b\", x]]", "2")]
    [InlineData("p := [v | walk([1, [2]], [path, v]); is_number(v)]", "[1,2]")]
    [InlineData("p := count([x | walk({\"a\": [1, 2]}, x)])", "4")]
    [InlineData("p := {\"x\": input.missing}", "undefined")]
    [InlineData("p := [x | x := input.missing]", "[]")]
    [InlineData("p if { x := false; x }", "undefined")]
    [InlineData("p if { x := false; x == false }", "true")]
    [InlineData("import_ := 1\np := import_", "1")]
    [InlineData("p := x if { some x; x = 1 }", "1")]
    [InlineData("p := [x, y] if { x := 1; y := [x | x := 2][0] }", "[1,2]")]
    [InlineData("p := {1, 2} | {3} & {3, 4}", "[1,2,3]")]
    [InlineData("p := 5 - 3 - 1", "1")]
    [InlineData("p := {\"a\": 1}[\"a\"]", "1")]
    [InlineData("p := [1, 2, 3][1]", "2")]
    [InlineData("p := data.t.q\nq := 3", "3")]
    [InlineData("p := [count, n] if { n := count([1]); count := 5 }", "[5,1]")]
    [InlineData("p := n if { n := count([1]); count = 5 }", "1")]
    [InlineData("p := n if { count := 5; n := count([1]) }", RegoErrorCodes.Type)]
    [InlineData("p := {x: y | y := [1, 2][x]}", "{\"0\":1,\"1\":2}")]
    public void Rules_have_the_value_opa_gives_them(string rules, string expected) => Assert.Equal(expected, Rego.Answer(rules));

    [Theory]
    [InlineData("p := input.a.b", """{"a":{"b":1}}""", "1")]
    [InlineData("p := input", "5", "5")]
    [InlineData("p := input", null, "undefined")]
    [InlineData("p := input[x] if x := \"a\"", """{"a":1}""", "1")]
    [InlineData("p contains input.xs[_].id", """{"xs":[{"id":1},{"no":0},{"id":2}]}""", "[1,2]")]
    [InlineData("p contains x if input.m[x][_] == 2", """{"m":{"a":[1,2],"b":[3]}}""", "[\"a\"]")]
    [InlineData("import input.user.name as who\np := who", """{"user":{"name":"ada"}}""", "\"ada\"")]
    public void Input_is_read(string rules, string? input, string expected) => Assert.Equal(expected, Rego.Answer(rules, input));

    [Theory]
    [InlineData("""{"type":"a3","on":true}""", "[3,100]")]
    [InlineData("""{"type":"a3"}""", "[100]")]
    [InlineData("""{"type":"zz","on":true}""", "[100]")]
    [InlineData("{}", "[100,102]")]
    [InlineData(null, "[100,102]")]
    public void Many_rules_of_one_name_are_found_by_the_value_they_demand(string? input, string expected)
    {
        var rules = string.Join('\n', Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? $"p contains {i} if {{ input.type == \"a{i}\"; input.on }}" : $"p contains {i} if {{ input.on; \"a{i}\" = input.type }}"));
        Assert.Equal(expected, Rego.Answer($"{rules}\np contains 100 if true\np contains 101 if {{ input.type == \"a1\" with input.type as \"a1\"; false }}\np contains 102 if not input.type", input));
        Assert.Equal("[3,100]", Rego.Answer($"{rules}\np contains 100 if true\nq := v if {{ v := p with input as {{\"type\": \"a3\", \"on\": true}} }}", input, query: "data.t.q"));
    }

    [Theory]
    [InlineData("p := data.limits.a", "3")]
    [InlineData("p := data.t.base", "9")]
    [InlineData("p := [k | data.limits[k]]", "[\"a\",\"b\"]")]
    [InlineData("p := data.limits[\"no\"]", "undefined")]
    [InlineData("p := data.byNumber[1]", "\"one\"")]
    public void Base_data_is_read_beside_rules(string rules, string expected) =>
        Assert.Equal(expected, Rego.Answer(rules, data: """{"limits":{"a":3,"b":4},"t":{"base":9},"byNumber":{"1":"one"}}"""));

    [Fact]
    public void A_package_is_an_object_of_its_rules_and_base_data() =>
        Assert.Equal("""{"a":1,"base":9,"s":[2],"sub":{"deep":3}}""", JsonText(RegoPolicy.Compile(
            [RegoModule.Parse("a.rego", "package t\na := 1\ns contains 2\nno if false\nf(x) := x"), RegoModule.Parse("b.rego", "package t.sub\ndeep := 3")],
            JsonReader.Read("""{"t":{"base":9}}""")), "data.t"));

    [Fact]
    public void Packages_are_found_by_a_variable()
    {
        var policy = RegoPolicy.Compile([RegoModule.Parse("a.rego", "package apps.one\nallow := 1"), RegoModule.Parse("b.rego", "package apps.two\nallow := 2"), RegoModule.Parse("c.rego", "package apps.three\nother := 2")]);
        Assert.Equal("""{"one":1,"two":2}""", JsonText(policy, "x := {name: v | v := data.apps[name].allow}; x"));
        Assert.Equal("2", JsonText(policy, "name := \"two\"; data.apps[name].allow"));
    }

    [Fact]
    public void A_query_has_a_value_for_each_solution()
    {
        var query = Rego.Policy("q := [1, 2]").Prepare("x := data.t.q[_]");
        Assert.Equal(["1", "2"], query.EvaluateAll(new RegoInput(null, Rego.Now)).Select(result => result.Bindings["x"].ToString()));
    }

    [Fact]
    public void One_query_serves_many_threads()
    {
        var query = Rego.Policy("p := [x | some x in input.xs; x > limit]\nlimit := count([1, 2])").Prepare("data.t.p");
        var wrong = 0;
        Parallel.For(0, 2_000, i =>
        {
            var result = query.Evaluate(new RegoInput(ObjectValue.Of(("xs", ArrayValue.Of(NumberValue.Of(i + 3)))), Rego.Now));
            if (Rego.Shown(result) != $"[{i + 3}]") Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Errors_of_builtins_are_undefined_unless_strict()
    {
        var query = Rego.Policy("p := 1 / input").Prepare("data.t.p");
        var input = new RegoInput(NumberValue.Zero, Rego.Now);
        Assert.True(query.Evaluate(input).IsUndefined);
        Assert.Equal(RegoErrorCodes.Builtin, query.Evaluate(input with { StrictBuiltinErrors = true }).Error?.Code);
    }

    [Fact]
    public void What_is_printed_reaches_the_caller_and_undefined_is_shown()
    {
        var lines = new List<string>();
        Rego.Policy("p if { print(\"x is\", input.x, input.missing) }").Evaluate("data.t.p", new RegoInput(JsonReader.Read("""{"x":[1]}"""), Rego.Now) { Print = lines.Add });
        Assert.Equal(["x is [1] <undefined>"], lines);
    }

    private static string JsonText(RegoPolicy policy, string query) => Rego.Shown(policy.Evaluate(query, new RegoInput(null, Rego.Now)));
}
