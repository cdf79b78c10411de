using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Values;

public sealed class NumberArithmeticTests
{
    [Theory]
    [InlineData("1", "+", "2", "3")]
    [InlineData("9223372036854775807", "+", "1", "9223372036854775808")]
    [InlineData("-9223372036854775808", "-", "1", "-9223372036854775809")]
    [InlineData("9223372036854775807", "*", "9223372036854775807", "85070591730234615847396907784232501249")]
    [InlineData("123456789012345678901234567890", "+", "1", "123456789012345678901234567891")]
    [InlineData("0.1", "+", "0.2", "0.3")]
    [InlineData("1.1", "*", "1.1", "1.21")]
    [InlineData("100.5", "-", "0.5", "100")]
    [InlineData("1", "/", "3", "0.33333333333333333334")]
    [InlineData("10", "/", "4", "2.5")]
    [InlineData("-7", "/", "2", "-3.5")]
    [InlineData("10", "/", "5", "2")]
    [InlineData("1000000", "*", "1.5", "1500000")]
    [InlineData("1234567", "+", "0.5", "1.2345675e+06")]
    [InlineData("1", "/", "100000", "1e-05")]
    [InlineData("-9223372036854775808", "/", "-1", "9223372036854775808")]
    [InlineData("1.0", "+", "1", "2")]
    [InlineData("5", "%", "3", "2")]
    [InlineData("-5", "%", "3", "-2")]
    [InlineData("123456789012345678901234567890", "%", "7", "0")]
    public void Arithmetic_answers_and_prints_as_OPA(string left, string operation, string right, string result)
    {
        var (a, b) = (NumberValue.Parse(left), NumberValue.Parse(right));
        var answer = operation switch
        {
            "+" => NumberArithmetic.Add(a, b),
            "-" => NumberArithmetic.Subtract(a, b),
            "*" => NumberArithmetic.Multiply(a, b),
            "/" => NumberArithmetic.Divide(a, b),
            _ => NumberArithmetic.Remainder(a, b),
        };
        Assert.Equal(result, answer.ToString());
    }

    [Theory]
    [InlineData("2.5", "3", "3", "2")]
    [InlineData("-2.5", "-3", "-2", "-3")]
    [InlineData("2.4", "2", "3", "2")]
    [InlineData("7", "7", "7", "7")]
    [InlineData("1e2", "100", "100", "100")]
    public void Rounding_goes_away_from_zero_at_halves(string number, string rounded, string above, string below)
    {
        var value = NumberValue.Parse(number);
        Assert.Equal(rounded, NumberArithmetic.Round(value).ToString());
        Assert.Equal(above, NumberArithmetic.Ceiling(value).ToString());
        Assert.Equal(below, NumberArithmetic.Floor(value).ToString());
    }

    [Fact]
    public void A_number_that_grows_without_bound_is_refused()
    {
        var number = NumberValue.Parse("1e1900");
        Assert.Throws<OverflowException>(() => NumberArithmetic.Multiply(NumberArithmetic.Multiply(number, number), NumberArithmetic.Multiply(number, number)));
        Assert.False(NumberValue.TryParse("1e1000000000", out _));
        Assert.False(NumberValue.TryParse(new string('9', 20_000), out _));
    }
}
