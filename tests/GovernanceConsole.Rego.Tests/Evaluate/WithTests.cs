namespace GovernanceConsole.Rego.Tests.Evaluate;

public sealed class WithTests
{
    private const string Rules = "\nq := input.x\nr := data.base.a\ns := [q, r]\nf(x) := x + 1\ng(x) := x + 10\nn := count([1, 2])\ncall := f(1)\nset contains 1";

    [Theory]
    [InlineData("p := v if { v := q with input.x as 5 }", "5")]
    [InlineData("p := v if { v := q with input as {\"x\": 6} }", "6")]
    [InlineData("p := v if { v := r with data.base.a as 7 }", "7")]
    [InlineData("p := v if { v := r with data.base as {\"a\": 8} }", "8")]
    [InlineData("p := v if { v := s with input.x as 1 with data.base.a as 2 }", "[1,2]")]
    [InlineData("p := v if { v := s with q as 1 with data.t.r as 2 }", "[1,2]")]
    [InlineData("p := v if { v := s with data.t.q as 1 }", "[1,0]")]
    [InlineData("p := v if { v := call with f as g }", "11")]
    [InlineData("p := v if { v := call with f as 3 }", "3")]
    [InlineData("p := v if { v := call with data.t.f as g }", "11")]
    [InlineData("p := v if { v := n with count as 9 }", "9")]
    [InlineData("p := v if { v := n with count as sum }", "3")]
    [InlineData("p := [x, y] if { x := q with input.x as 1; y := q with input.x as 2 }", "[1,2]")]
    [InlineData("p := [x | some v in [1, 2]; x := q with input.x as v]", "[1,2]")]
    [InlineData("p := [[x, input.x] | x := input.xs[_] with input.xs as [1, 2]]", "[[1,0],[2,0]]")]
    [InlineData("p := x if { x := set with data.t.set as {2} }", "[2]")]
    [InlineData("p := v if { v := q with input.x as input.missing }", "undefined")]
    [InlineData("p if { not q == 0 with input.x as 1; q == 0 }", "true")]
    public void What_is_replaced_is_seen_within_and_not_after(string rules, string expected) =>
        Assert.Equal(expected, Rego.Answer(rules + Rules, """{"x":0}""", """{"base":{"a":0}}"""));
}
