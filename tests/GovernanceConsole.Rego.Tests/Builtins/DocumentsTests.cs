namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class DocumentsTests
{
    [Theory]
    [InlineData("""json.filter({"a": {"b": 1, "c": 2}, "d": 3}, ["a/b"])""", """{"a":{"b":1}}""")]
    [InlineData("""json.filter({"a": [10, 11, 12]}, ["a/0", "a/2"])""", """{"a":[10,12]}""")]
    [InlineData("""json.remove({"a": {"b": 1, "c": 2}}, {"a/b"})""", """{"a":{"c":2}}""")]
    [InlineData("""json.remove({"a": [10, 11, 12]}, ["a/1", ["a", "0"]])""", """{"a":[12]}""")]
    [InlineData("""json.remove({"a/b": 1}, ["a~1b"])""", "{}")]
    [InlineData("""json.patch({"a": [1]}, [{"op": "add", "path": "a/-", "value": 2}])""", """{"a":[1,2]}""")]
    [InlineData("""json.patch({"a": 1}, [{"op": "move", "from": "/a", "path": "/b"}])""", """{"b":1}""")]
    [InlineData("""json.patch({"a": 1}, [{"op": "test", "path": "/a", "value": 2}])""", "undefined")]
    [InlineData("""json.patch({"a": {"x"}}, [{"op": "add", "path": "a/y", "value": "y"}])""", """{"a":["x","y"]}""")]
    [InlineData("""json.patch([1, 2], [{"op": "remove", "path": "/5"}])""", "undefined")]
    [InlineData("""json.patch({}, [{"op": "replace", "path": "", "value": 7}])""", "7")]
    [InlineData("""object.union({"a": {"b": 1}}, {"a": {"c": 2}})""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""object.union_n([{"a": {"b": 2}}, {"a": 4}, {"a": {"c": 3}}])""", """{"a":{"c":3}}""")]
    [InlineData("""object.get({"a": [{"b": 5}]}, ["a", 0, "b"], 0)""", "5")]
    [InlineData("""object.get({"a": 1}, "b", "none")""", "\"none\"")]
    [InlineData("""object.subset({"a": [1, 2, 3], "b": {"c": 1, "d": 2}}, {"a": [2, 3], "b": {"d": 2}})""", "true")]
    [InlineData("""object.subset([1, 2, 3], {3, 1})""", "true")]
    [InlineData("""object.subset([1, 2], [2, 1])""", "false")]
    [InlineData("""json.marshal({"a": {1, 2}})""", "\"{\\\"a\\\":[1,2]}\"")]
    [InlineData("""json.unmarshal("[1.50]")""", "[1.50]")]
    [InlineData("""json.is_valid("{")""", "false")]
    [InlineData("""yaml.unmarshal("a: &x [1, yes]\nb: *x")""", """{"a":[1,true],"b":[1,true]}""")]
    [InlineData("""yaml.unmarshal(yaml.marshal({"k": ["a: b", "true", "x\ny", null, {"z": 1}], "e": []}))""", """{"e":[],"k":["a: b","true","x\ny",null,{"z":1}]}""")]
    [InlineData("""[x | walk({"a": [1]}, x)]""", """[[[],{"a":[1]}],[["a"],[1]],[["a",0],1]]""")]
    [InlineData("""graph.reachable({"a": {"b"}, "b": ["c"], "c": []}, ["a"])""", """["a","b","c"]""")]
    [InlineData("""graph.reachable_paths({"a": {"b"}, "b": ["a", "c"], "c": null}, ["a"])""", """[["a","b"],["a","b","c"]]""")]
    [InlineData("""graph.reachable_paths({"a": ["a"]}, ["a"])""", """[["a","a"]]""")]
    [InlineData("""array.flatten([1, [2, [3]]])""", "[1,2,[3]]")]
    [InlineData("""array.slice([1, 2, 3], -1, 2)""", "[1,2]")]
    [InlineData("""sort({"b", "a", 1, null})""", """[null,1,"a","b"]""")]
    public void Answers_as_OPA(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("""{"b": [1, {"x": null, "y": []}], "a10": "t", "a2": {}}""", "a2: {}\na10: t\nb:\n- 1\n- x: null\n  \"y\": []\n")]
    [InlineData("""["yes", "1.5", "2001-01-01", "1:20", "a: b", "- x", "", "-x", "it's"]""", "- \"yes\"\n- \"1.5\"\n- \"2001-01-01\"\n- \"1:20\"\n- 'a: b'\n- '- x'\n- \"\"\n- -x\n- it's\n")]
    [InlineData("""{"k": "one\ntwo\n", "l": "one\ntwo"}""", "k: |\n  one\n  two\nl: |-\n  one\n  two\n")]
    [InlineData("[[1, [2]]]", "- - 1\n  - - 2\n")]
    public void Yaml_is_laid_out_as_by_OPAs_library(string term, string expected) => Assert.Equal(expected, Expression.Text($"yaml.marshal({term})"));

    [Fact]
    public void Yaml_that_unfolds_without_end_is_refused()
    {
        var lines = string.Join("\\n", Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]"));
        Assert.Equal("eval_builtin_error: yaml.unmarshal: yaml: document contains excessive aliasing", Expression.Failure($"yaml.unmarshal(\"a0: &a0 [x]\\n{lines}\")"));
    }

    [Fact]
    public void A_patch_that_copies_a_document_into_itself_again_and_again_ends_within_the_budget()
    {
        var copies = string.Join(", ", Enumerable.Range(0, 120).Select(i => $$"""{"op": "copy", "from": "", "path": "/{{(i % 2 == 0 ? "b" : "c")}}"}"""));
        Assert.Equal("eval_cancel_error", Expression.Answer($"json.patch({{\"a\": 1}}, [{copies}])"));
    }

    [Theory]
    [InlineData("json.unmarshal")]
    [InlineData("yaml.unmarshal")]
    public void A_text_that_only_opens_brackets_is_undefined(string builtin) =>
        Assert.Equal("undefined", Expression.Answer($"{builtin}(\"{new string('[', 200_000)}\")"));

    [Fact]
    public void Paths_that_multiply_end_within_the_budget()
    {
        var nodes = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"{i}: [{string.Join(", ", Enumerable.Range(0, 40))}]"));
        Assert.Equal("eval_cancel_error", Expression.Answer($"count(graph.reachable_paths({{{nodes}}}, [0]))"));
    }
}
