using System.Text;

namespace GovernanceConsole.Rego.Tests.Evaluate;

/// <summary>Nothing a policy or an input contains may crash, hang or exhaust the process: it works, or it is refused with a code.</summary>
public sealed class HostileTests
{
    private static readonly RegoInput Input = new(null, Rego.Now) { Budget = new EvaluationBudget { Steps = 300_000, Time = TimeSpan.FromMinutes(1) } };

    [Fact]
    public void Twenty_thousand_elements_are_no_burden()
    {
        var items = string.Join(',', Enumerable.Range(0, 20_000));
        Assert.Equal("20000", Rego.Answer($"p := count([{items}])"));
        Assert.Equal("20000", Rego.Answer($"p := count([x | x := [{items}][_]])"));
        Assert.Equal("20001", Rego.Answer($"p := count([input.x,{items}])", """{"x":1}"""));
        Assert.Equal("20000", Rego.Answer($"p := count({{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"k{i}\":{i}"))}}})"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Three_thousand_lines_are_no_burden_in_either_order(bool reversed)
    {
        var lines = Enumerable.Range(1, 3_000).Select(i => $"  x{i} = x{i - 1} + 1").Prepend("  x0 = 0").ToList();
        if (reversed) lines.Reverse();
        Assert.Equal("3000", Rego.Answer($"p := x3000 if {{\n{string.Join('\n', lines)}\n}}"));
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{", "")]
    [InlineData("(", "")]
    [InlineData("[", "]")]
    [InlineData("{", "}")]
    [InlineData("(", ")")]
    [InlineData("[1|", "")]
    [InlineData("[1|", ",]")]
    [InlineData("{1|", ",}")]
    [InlineData("{1:", "}")]
    [InlineData("f(", ")")]
    [InlineData("x[", "]")]
    [InlineData("$\"{", "")]
    [InlineData("not ", "")]
    public void Deep_nesting_is_refused(string open, string close)
    {
        var text = new StringBuilder("p := ").Insert(5, open, 10_000).Append(1);
        for (var i = 0; i < 10_000; i++) text.Append(close);
        var error = Rego.Refused(text.ToString());
        Assert.Equal(RegoErrorCodes.Parse, error.Code);
    }

    [Theory]
    [InlineData("[a|", ",]", 150)]
    [InlineData("{a|", ",}", 150)]
    [InlineData("[{a:", "}|1,]", 70)]
    [InlineData("[a|[b,", "]]", 70)]
    public void Brackets_that_can_be_read_in_two_ways_are_read_once(string open, string close, int depth)
    {
        var text = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        Assert.NotEqual("", Rego.Answer($"p := {text}"));
    }

    [Fact]
    public void Many_rules_are_not_deep_nesting() =>
        Assert.Equal("1000", Rego.Answer("p := count(q)\n" + string.Join('\n', Enumerable.Range(0, 1_000).Select(i => $"q contains {i} if {{ {i} >= 0; true }}"))));

    [Theory]
    [InlineData(" + 1")]
    [InlineData(" == 1")]
    [InlineData(" in [1]")]
    [InlineData("[0]")]
    [InlineData(".a")]
    public void Endless_rows_of_operators_are_refused(string more) =>
        Assert.Equal(RegoErrorCodes.Parse, Rego.Refused($"p := x{string.Concat(Enumerable.Repeat(more, 10_000))}").Code);

    [Fact]
    public void A_file_of_ten_megabytes_is_refused() => Assert.Equal(RegoErrorCodes.Parse, Rego.Refused(new string('#', 10_000_000)).Code);

    [Fact]
    public void A_long_chain_of_rules_ends_with_an_error_instead_of_the_process()
    {
        var rules = string.Join('\n', Enumerable.Range(1, 20_000).Select(i => $"r{i} := r{i - 1}")) + "\nr0 := 1\np := r20000";
        Assert.Equal(RegoErrorCodes.Cancelled, Rego.Answer(rules));
    }

    [Fact]
    public void A_long_circle_of_rules_is_refused()
    {
        var rules = string.Join('\n', Enumerable.Range(1, 20_000).Select(i => $"r{i} := r{i - 1}")) + "\nr0 := r20000";
        Assert.Equal(RegoErrorCodes.Recursion, Rego.Refused(rules).Code);
    }

    [Theory]
    [InlineData("p := count([1 | some a in n; some b in n; some c in n; some d in n; some e in n; some f in n])")]
    [InlineData("p if { n[_] + n[_] + n[_] + n[_] + n[_] + n[_] == -1 }")]
    [InlineData("p if { every a in n { every b in n { every c in n { every d in n { every e in n { a + b + c + d + e >= 0 } } } } } }")]
    [InlineData("f(x) := count([1 | some a in n; some b in n; g(a) == g(b)])\ng(x) := count([1 | some a in n; some b in n; a == b])\np := f(1)")]
    public void Exponential_work_ends_with_the_budget(string rules)
    {
        var result = Rego.Policy($"n := numbers.range(1, 100)\n{rules}").Evaluate("data.t.p", Input);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
        Assert.InRange(result.Steps, 300_000, 400_000);
    }

    [Theory]
    [InlineData("[x{0}, x{0}]")]
    [InlineData("{{\"a\": x{0}, \"b\": x{0}}}")]
    [InlineData("{{[1, x{0}], [2, x{0}]}}")]
    public void Values_that_double_with_each_line_end_with_the_budget(string next)
    {
        var lines = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"x{i + 1} := {string.Format(System.Globalization.CultureInfo.InvariantCulture, next, i)}"));
        var result = Rego.Policy($"p := x60 if {{\nx0 := [1]\n{lines}\n}}").Evaluate("data.t.p", Input);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
    }

    [Fact]
    public void Texts_that_double_with_each_line_end_with_the_budget()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"x{i + 1} := $\"{{x{i}}}{{x{i}}}\""));
        var result = Rego.Policy($"p := x60 if {{\nx0 := \"text\"\n{lines}\n}}").Evaluate("data.t.p", Input);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
    }

    [Fact]
    public void Deeply_nested_values_do_not_overflow_the_stack()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 15_000).Select(i => $"x{i + 1} := [x{i}]\ny{i + 1} := [y{i}]"));
        var result = Rego.Policy($"p if {{\nx0 := [1]\ny0 := [1]\n{lines}\nx15000 == y15000\n}}").Evaluate("data.t.p", Input);
        Assert.True(result.Error is { Code: RegoErrorCodes.Cancelled } || result.Value is not null);
    }

    [Fact]
    public void Time_is_bounded_too()
    {
        var input = Input with { Budget = new EvaluationBudget { Steps = long.MaxValue / 2, Time = TimeSpan.FromMilliseconds(100) } };
        var result = Rego.Policy("n := numbers.range(1, 1000)\np if { n[_] + n[_] + n[_] + n[_] == -1 }").Evaluate("data.t.p", input);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
        Assert.InRange(result.Elapsed, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_cancelled_caller_is_heard()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var result = Rego.Policy("n := numbers.range(1, 1000)\np if { n[_] + n[_] + n[_] == -1 }").Evaluate("data.t.p", Input with { Cancellation = source.Token });
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
    }

    [Fact]
    public void Walking_everything_of_everything_ends_with_the_budget()
    {
        var result = Rego.Policy("d := {x: numbers.range(1, 50) | some x in numbers.range(1, 50)}\np := count([1 | walk(d, a); walk(d, b); walk(d, c); a == [b, c]])").Evaluate("data.t.p", Input);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Error?.Code);
    }
}
