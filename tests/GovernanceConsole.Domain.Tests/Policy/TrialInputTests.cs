using System.Text;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Policy;

public sealed class TrialInputTests
{
    [Theory]
    [InlineData("{\"facts\": {\n  \"amount\": 1,,\n}}", "Line 2, column 15: ")]
    [InlineData("{\"name\": \"Zürich\", oops}", "Line 1, column 20: ")]
    [InlineData("", "Line 1, column 1: ")]
    [InlineData("{\"a\": 1} {}", "Line 1, column 10: ")]
    [InlineData("[1, 2]", "It must be an object")]
    [InlineData("{\"facts\": {}, \"facts\": {\"amount\": 1}}", "facts")]
    [InlineData("{\"name\": \"\\ud800\"}", "half a pair")]
    public void WhatIsNoInput_IsRefusedWithItsPlace(string text, string says)
    {
        var read = TrialInput.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal("policy.trial_input", read.Refusal?.Code);
        Assert.Contains(says, Assert.Single(read.Refusal!.Errors!).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", read.Refusal.Errors![0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreThanTheBenchTakes_IsRefusedWithItsSize()
    {
        var fits = Sized(TrialInput.MostBytes);
        var tooBig = Sized(TrialInput.MostBytes + 1);

        Assert.Null(TrialInput.Read(fits).Refusal);
        Assert.Contains("It has 65 KiB, and the bench takes 64", Assert.Single(TrialInput.Read(tooBig).Refusal!.Errors!).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepNesting_IsRefusedNotFollowed() =>
        Assert.Equal("policy.trial_input", TrialInput.Read(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)))).Refusal?.Code);

    [Fact]
    public void WrittenOutAgain_ItKeepsItsNumbersAndHidesNothing()
    {
        var input = TrialInput.Read(Encoding.UTF8.GetBytes("{\"n\":12345678901234567890.10,\"name\":\"Müller\u202egpj\u00a0\U000E0041\"}")).Value;

        Assert.Equal("{\n  \"n\": 12345678901234567890.10,\n  \"name\": \"Müller\\u202Egpj\\u00A0\\uDB40\\uDC41\"\n}", input.Text);
        Assert.Equal(input.Text, TrialInput.Read(Encoding.UTF8.GetBytes(input.Text)).Value.Text);
    }

    [Theory]
    [InlineData("{}", Risk.Elevated)]
    [InlineData("{\"agent\": {\"risk_tier\": \"high\"}}", Risk.High)]
    [InlineData("{\"agent\": {\"risk_tier\": \"routine\"}}", Risk.Elevated)]
    [InlineData("{\"agent\": {\"risk_tier\": \"none\"}}", Risk.Critical)]
    [InlineData("{\"agent\": {\"risk_tier\": 0}}", Risk.Critical)]
    [InlineData("{\"agent\": []}", Risk.Elevated)]
    public void Floor_IsTheHigherOfTypeAndAgent_AndUnknownIsTheHighest(string text, Risk floor) =>
        Assert.Equal(floor, TrialInput.Read(Encoding.UTF8.GetBytes(text)).Value.Floor(Risk.Elevated));

    [Theory]
    [InlineData("{\"now\": \"2026-11-23T09:30:00.000Z\"}", "2026-11-23T09:30:00.0000000Z")]
    [InlineData("{\"now\": \"tomorrow\"}", null)]
    [InlineData("{\"now\": 5}", null)]
    public void Now_IsTheInputsOwn(string text, string? at) =>
        Assert.Equal(at, TrialInput.Read(Encoding.UTF8.GetBytes(text)).Value.Now?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Sized(int bytes) => Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', bytes - 8)}\"}}");
}
