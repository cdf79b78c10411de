using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Tests.Ui.Parts;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12500.00", "12,500.00")]
    [InlineData("999", "999")]
    [InlineData("1000", "1,000")]
    [InlineData("-1234567.5", "-1,234,567.5")]
    [InlineData("1e3", "1e3")]
    public void Amount_IsGroupedAndNeverRounded(string value, string shown) => Assert.Equal(shown, Money.Grouped(value));

    [Theory]
    [InlineData(1250000, 2, "12500.00")]
    [InlineData(5, 2, "0.05")]
    [InlineData(500, 0, "500")]
    [InlineData(-5, 3, "-0.005")]
    public void MinorUnits_BecomeADecimal(long minor, int digits, string value) => Assert.Equal(value, Money.OfMinor(minor, digits));
}
