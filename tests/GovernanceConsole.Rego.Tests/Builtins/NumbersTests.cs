namespace GovernanceConsole.Rego.Tests.Builtins;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("numbers.range(1, 4)", "[1,2,3,4]")]
    [InlineData("numbers.range(3, 1)", "[3,2,1]")]
    [InlineData("numbers.range_step(0, 10, 5)", "[0,5,10]")]
    [InlineData("bits.and(7, 12)", "4")]
    [InlineData("bits.lsh(1, 70)", "1180591620717411303424")]
    [InlineData("bits.rsh(-5, 1)", "-3")]
    [InlineData("bits.negate(5)", "-6")]
    [InlineData("to_number(\"1.50\")", "1.50")]
    [InlineData("to_number(\"abc\")", "undefined")]
    [InlineData("to_number(null)", "0")]
    [InlineData("product([2, 3, 0.5])", "3")]
    [InlineData("sum({1, 2.5})", "3.5")]
    [InlineData("max([])", "undefined")]
    [InlineData("min([3, null])", "null")]
    [InlineData("10 / 4", "2.5")]
    [InlineData("1 / 0", "undefined")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("{1, 2} - {2}", "[1]")]
    [InlineData("units.parse(\"100m\")", "0.1000000000")]
    [InlineData("units.parse(\"1.5Ki\")", "1536")]
    [InlineData("units.parse(\"2M\")", "2000000")]
    [InlineData("units.parse_bytes(\"10.5MiB\")", "11010048")]
    [InlineData("units.parse_bytes(\"1e3kb\")", "1000000")]
    [InlineData("units.parse(\"10XB\")", "undefined")]
    [InlineData("semver.compare(\"1.0.0-alpha.1\", \"1.0.0-alpha.beta\")", "-1")]
    [InlineData("semver.compare(\"1.10.0\", \"1.9.9\")", "1")]
    [InlineData("semver.is_valid(\"1.0\")", "false")]
    public void Answers_as_OPA(string expression, string expected) => Assert.Equal(expected, Expression.Answer(expression));

    [Theory]
    [InlineData("1 / to_number(\"0\")", "eval_builtin_error: div: divide by zero")]
    [InlineData("5 % to_number(\"0\")", "eval_builtin_error: rem: modulo by zero")]
    [InlineData("5 % to_number(\"1.5\")", "eval_builtin_error: rem: modulo on floating-point number")]
    [InlineData("numbers.range(1, 2.5)", "eval_type_error: numbers.range: operand 2 must be integer number but got floating-point number")]
    [InlineData("bits.lsh(1, -1)", "eval_type_error: bits.lsh: operand 2 must be an unsigned integer number but got a negative integer")]
    public void Refuses_in_OPAs_words(string expression, string expected) => Assert.Equal(expected, Expression.Failure(expression));

    [Theory]
    [InlineData("count(numbers.range(1, 1000000000000))")]
    [InlineData("count(numbers.range_step(0, 100000000000000000000000000, 1))")]
    [InlineData("count(net.cidr_expand(\"::/0\"))")]
    public void A_range_without_end_stops_within_the_budget(string expression) => Assert.Equal("eval_cancel_error", Expression.Answer(expression));

    [Theory]
    [InlineData("bits.lsh(1, 1000000000000)")]
    [InlineData("units.parse(\"1e999999\")")]
    [InlineData("to_number(\"1e999999999\")")]
    public void A_number_too_large_is_undefined(string expression) => Assert.Equal("undefined", Expression.Answer(expression));
}
