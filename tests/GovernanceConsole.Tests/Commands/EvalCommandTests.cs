using System.Diagnostics;
using System.Text;
using GovernanceConsole.Commands;

namespace GovernanceConsole.Tests.Commands;

/// <summary><c>policy eval</c> as a script sees it: one line of JSON or nothing, sentences on standard error, and an exit code.</summary>
public sealed class EvalCommandTests
{
    private static readonly (string, string)[] Files =
    [
        ("t.rego", """
            package t

            set := {3, "a", [2], {"k": null}}
            missing if input.nowhere
            doubled := input.n * 2
            big := 12345678901234567890.5
            text := "<é😀>\n"
            two := x if some x in [1, 2]
            said if print("look", input.n)
            divided := 1 / input.n
            hour := time.clock(time.now_ns())[0]
            endless := count([1 | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000); a * b == -1])
            """),
        ("input.json", """{"n": 21}"""),
        ("zero.json", """{"n": 0}"""),
        ("input.yaml", "\"n\": 4\n"),
        ("limits.json", """{"limits": {"amount": 5}, "t": {"given": true}}"""),
        ("more.json", """{"limits": {"count": 6}}"""),
        ("other.json", """{"limits": {"amount": 7}}"""),
        ("list.json", "[1]"),
        ("broken.json", "{\"a\": 1,\n \"b\": }"),
        ("broken.rego", "package t\n\np if {\n  x ==\n}\n"),
        ("also.rego", "package also\n\np if q(\n"),
        ("unsafe.rego", "package u\n\np if x == 1\nq if y == 2\n"),
        ("circle.rego", "package c\n\np if q\nq if p\n"),
        ("forbidden.rego", "package f\n\np := http.send({})\n"),
        ("notes.txt", "hello"),
        ("bundle/a/b/rules.rego", "package a.b\n\np := data.a.b.given + data.root\n"),
        ("bundle/data.json", """{"root": 1, "a": {"x": 0}}"""),
        ("bundle/a/b/data.json", """{"given": 2}"""),
        ("bundle/a/b/input.json", """{"no": "data"}"""),
    ];

    [Theory]
    [InlineData("data.t.set|@t.rego", """[3,"a",[2],{"k":null}]""")]
    [InlineData("data.t.missing|@t.rego", null)]
    [InlineData("data.t.nobody|@t.rego", null)]
    [InlineData("data.t.doubled|@t.rego", null)]
    [InlineData("--input|@input.json|data.t.doubled|@t.rego", "42")]
    [InlineData("data.t.doubled|@t.rego|--input=@input.json", "42")]
    [InlineData("-i|@input.yaml|data.t.doubled|@t.rego", "8")]
    [InlineData("data.t.doubled with input.n as 5|@t.rego", "10")]
    [InlineData("data.t.big|@t.rego", "12345678901234567890.5")]
    [InlineData("data.t.text|@t.rego", "\"\\u003cé😀\\u003e\\n\"")]
    [InlineData("data.t.hour|@t.rego", "12")]
    [InlineData("1 + 1", "2")]
    [InlineData("-1 + 2", "1")]
    [InlineData("false", "false")]
    [InlineData("x := 2; y := x * 3; {\"y\": y}", """{"y":6}""")]
    [InlineData("x := 2", "true")]
    [InlineData("some x in [7, 8]; x > 7; x", "8")]
    [InlineData("{(1/2): 1, [1]: 2}", """{"0.5":1,"[1]":2}""")]
    [InlineData("data.limits|-d|@limits.json|--data|@more.json", """{"amount":5,"count":6}""")]
    [InlineData("data.limits|@limits.json|@limits.json", """{"amount":5}""")]
    [InlineData("data.t.given|@t.rego|@limits.json", "true")]
    [InlineData("data|@bundle", """{"a":{"b":{"given":2,"p":3},"x":0},"root":1}""")]
    [InlineData("data.a.b.p|--data|@bundle", "3")]
    [InlineData("--|data.a.b.p|@bundle", "3")]
    [InlineData("data.t.divided|@t.rego|--input|@zero.json", null)]
    public void Value_IsOneLineOfJson_OrNothing(string words, string? line)
    {
        using var desk = new PolicyDesk(Files);

        var (code, output, error) = desk.Run(["eval", .. words.Split('|')]);

        Assert.Equal((0, line is null ? "" : line + "\n", ""), (code, output, error));
    }

    [Theory]
    [InlineData("data.t.two|@t.rego", 1, "@t.rego:8:1: eval_conflict_error: ")]
    [InlineData("data.t.p|@broken.rego", 1, "@broken.rego:5:1: rego_parse_error: ")]
    [InlineData("data.u|@unsafe.rego", 1, "@unsafe.rego:3:6: rego_unsafe_var_error: ")]
    [InlineData("data.u|@unsafe.rego", 1, "@unsafe.rego:4:6: rego_unsafe_var_error: ")]
    [InlineData("data.c|@circle.rego", 1, "rego_recursion_error: ")]
    [InlineData("data.f|@forbidden.rego", 1, "@forbidden.rego:3:6: rego_type_error: ")]
    [InlineData("data.t.|@t.rego", 1, "query:1:8: rego_parse_error: ")]
    [InlineData("nobody|@t.rego", 1, "query:1:1: rego_unsafe_var_error: ")]
    [InlineData("data.t.divided|@t.rego|-i|@zero.json|--strict-builtin-errors", 1, "eval_builtin_error: ")]
    [InlineData("data.t.set|@t.rego|--input|@broken.json", 1, "@broken.json:2:7: this is no JSON: ")]
    [InlineData("data.limits|@limits.json|@other.json", 1, "@other.json: merge error: ")]
    [InlineData("data|@list.json", 1, "@list.json: data is merged at its root")]
    [InlineData("data|@nowhere.rego", 2, "'@nowhere.rego' does not exist.")]
    [InlineData("data|@nowhere", 2, "'@nowhere' does not exist.")]
    [InlineData("data|@notes.txt", 2, "'@notes.txt' is neither")]
    [InlineData("data|--input|@nowhere.json", 2, "'@nowhere.json' does not exist.")]
    [InlineData("data|--input|@", 2, "'@' cannot be read")]
    [InlineData("data|--input", 2, "'--input' needs a value.")]
    [InlineData("data|--frobnicate", 2, "'--frobnicate' is no option.")]
    [InlineData("data|-i|@input.json|-i|@zero.json", 2, "--input can be given once.")]
    [InlineData("--data|@limits.json", 2, "policy eval needs a query")]
    public void Fault_IsASentenceWithItsPlace(string words, int exitCode, string sentence)
    {
        using var desk = new PolicyDesk(Files);

        var (code, output, error) = desk.Run(["eval", .. words.Split('|')]);

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralQueries_AnswerInTheirOrder_AndOneFaultSparesTheOthers()
    {
        using var desk = new PolicyDesk(Files);

        var (code, output, error) = desk.Run(["eval", "-q", "data.t.doubled", "-q", "data.t.missing", "--query=data.t.two", "-q", "1 +", "-q", "input.n", "-i", "-", "@t.rego"], """{"n": 1}""");

        Assert.Equal((1, "2\n\n\n\n1\n"), (code, output));
        Assert.Equal(["@t.rego:8:1: eval_conflict_error", "query:1:4: rego_parse_error"], error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(": ", line.Split(": ")[..2])));
    }

    [Fact]
    public void ParseErrorsOfAllFiles_AreToldAtOnce()
    {
        using var desk = new PolicyDesk(Files);

        var (_, _, error) = desk.Run(["eval", "data", "@broken.rego", "@also.rego"]);

        Assert.Contains("@broken.rego:5:1", error, StringComparison.Ordinal);
        Assert.Contains("@also.rego:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_GoesToStandardError()
    {
        using var desk = new PolicyDesk(Files);

        Assert.Equal((0, "true\n", "look 21\n"), desk.Run(["eval", "-i", "@input.json", "data.t.said", "@t.rego"]));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x70, 0x00 })]
    [InlineData(new byte[] { 0x70, 0x61, 0x63, 0x6B, 0x61, 0x67, 0x65, 0x20, 0xC3 })]
    [InlineData(new byte[] { 0x00, 0x00, 0x00 })]
    [InlineData(new byte[] { 0x1B, 0x5B, 0x32, 0x4A })]
    [InlineData(new byte[0])]
    public void FileThatIsNoText_IsAParseError_AndSteersNoTerminal(byte[] bytes)
    {
        using var desk = new PolicyDesk();

        var (code, _, error) = desk.Put("odd.rego", bytes).Run(["eval", "data", "@odd.rego"]);

        Assert.Equal(1, code);
        Assert.StartsWith("@odd.rego:1:1: rego_parse_error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(error, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [InlineData("[", "p.json")]
    [InlineData("[", "p.rego")]
    [InlineData("{\"a\":", "p.json")]
    [InlineData("p := [", "p.rego")]
    public void EndlessNesting_IsRefused(string opening, string name)
    {
        using var desk = new PolicyDesk((name, (name == "p.rego" ? "package t\n" : "") + string.Concat(Enumerable.Repeat(opening, 100_000))));

        var (code, _, error) = desk.Run(["eval", "data", "@" + name]);

        Assert.Equal(1, code);
        Assert.StartsWith("@" + name, error, StringComparison.Ordinal);
    }

    [Fact]
    public void LargeDocuments_ComeBackWhole()
    {
        var numbers = "[" + string.Join(',', Enumerable.Range(0, 300_000)) + "]";
        using var desk = new PolicyDesk(("data.json", $$"""{"numbers": {{numbers}}}"""), ("p.rego", "package t\n\nsum_all := sum(data.numbers)\n"));

        Assert.Equal((0, "44999850000\n" + numbers + "\n", ""), desk.Run(["eval", "-q", "data.t.sum_all", "-q", "data.numbers", "@"]));
    }

    [Fact]
    public void LinkThatLeadsInACircle_IsNotFollowed()
    {
        using var desk = new PolicyDesk(("in/p.rego", "package t\n\np := 1\n"));
        Directory.CreateSymbolicLink(desk.Path("in/again"), desk.Path("in"));
        File.CreateSymbolicLink(desk.Path("in/data.json"), desk.Put("elsewhere.json", "{\"d\": 2}"u8.ToArray()).Path("elsewhere.json"));

        Assert.Equal((0, "{\"d\":2,\"t\":{\"p\":1}}\n", ""), desk.Run(["eval", "data", "@in"]));
    }

    [Fact]
    public async Task BuiltProgram_AnswersWithoutStartingTheConsole()
    {
        using var desk = new PolicyDesk(Files);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = desk.Path("bundle"), StandardOutputEncoding = Encoding.UTF8 };
        foreach (var word in (string[])[typeof(PolicyCommand).Assembly.Location, "policy", "eval", "--input", "-", "-q", "data.a.b.p", "-q", "input[\"ä\"]", "."])
            start.ArgumentList.Add(word);
        using var child = Process.Start(start)!;

        await child.StandardInput.WriteAsync("{\"ä\": \"ö\"}");
        child.StandardInput.Close();
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.Equal((0, "3\n\"ö\"\n"), (child.ExitCode, output));
    }
}
