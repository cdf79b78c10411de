using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

/// <summary>Narrowing, on the shipped types: what may be signed as a condition, and what may be executed under it.</summary>
public sealed class ConstraintTests
{
    private static readonly IntentTypes Types = Shipped.Types;

    private static DeclaredIntent Wire() => Declared("""
        {"type":"payment.wire","tool":"https://bank.example/api","parameters":{"amount":{"value":"12500.00","currency":"EUR"},"beneficiary":{"name":"Nordwind GmbH","iban":"DE89370400440532013000"},"reference":"INV-2041"}}
        """);

    private static DeclaredIntent Export() => Declared("""
        {"type":"data.export","tool":"https://data.example","parameters":{"dataset":"customers","rows":120,"personal_data":true,"available_for":"P7D",
         "recipients":[{"name":"Ana","email":"ana@example.com"},{"name":"Bo","email":"bo@example.com"},{"name":"Cy","email":"cy@example.com"}]}}
        """);

    private static DeclaredIntent Declared(string body)
    {
        var read = Types.Declare(Encoding.UTF8.GetBytes(body), new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc));
        Assert.False(read.IsRefused, string.Join(' ', read.Refusal?.Errors?.Select(e => e.Pointer + " " + e.Message) ?? []));
        return read.Value;
    }

    private const string Ana = """{"name":"Ana","email":"ana@example.com"}""";
    private const string Bo = """{"name":"Bo","email":"bo@example.com"}""";
    private const string Cy = """{"name":"Cy","email":"cy@example.com"}""";

    [Theory]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"5000.00","currency":"EUR"}}""", null)]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"12500.00","currency":"EUR"}}""", "/constraints/0/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"20000.00","currency":"EUR"}}""", "/constraints/0/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"5000.00","currency":"USD"}}""", "/constraints/0/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"0.00","currency":"EUR"}}""", "/constraints/0/value/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":"5000.00"}""", "/constraints/0/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"gte","value":{"value":"5000.00","currency":"EUR"}}""", "/constraints/0/op")]
    [InlineData("""{"pointer":"/parameters/beneficiary/name","op":"lte","value":"A"}""", "/constraints/0/pointer")]
    [InlineData("""{"pointer":"/parameters/amount/value","op":"lte","value":"1.00"}""", "/constraints/0/pointer")]
    [InlineData("""{"pointer":"/tool","op":"lte","value":"x"}""", "/constraints/0/pointer")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte"}""", "/constraints/0/value")]
    [InlineData("""{"pointer":"/parameters/amount","op":"lte","value":{"value":"1.00","currency":"EUR"},"note":1}""", "/constraints/0/note")]
    [InlineData("1", "/constraints/0/pointer")]
    public void Condition_IsOneThatNarrows(string condition, string? wrongAt)
    {
        var read = Constraints.Read(Wire(), JsonElement.Parse($"[{condition}]"));

        Assert.Equal(wrongAt, read.IsRefused ? read.Refusal.Errors![0].Pointer : null);
    }

    [Theory]
    [InlineData($"[{Ana},{Cy}]", true)]
    [InlineData($"[{Bo}]", true)]
    [InlineData($"[{Ana},{Bo},{Cy}]", false)]
    [InlineData($"[{Cy},{Ana}]", false)]
    [InlineData($"[{Ana},{Ana}]", false)]
    [InlineData("[]", false)]
    [InlineData("""[{"name":"Eve","email":"eve@example.com"}]""", false)]
    public void RowsLeftOut_MayOnlyBeRowsThatWereThere(string rows, bool narrows) =>
        Assert.Equal(narrows, !Constraints.Read(Export(), JsonElement.Parse($$"""[{"pointer":"/parameters/recipients","op":"subset","value":{{rows}}}]""")).IsRefused);

    private const string AtMost5000 = """[{"op":"lte","pointer":"/parameters/amount","value":{"currency":"EUR","value":"5000.00"}}]""";

    [Theory]
    [InlineData("[]", """{"value":"12500.00","currency":"EUR"}""", "INV-2041", true)]
    [InlineData("[]", """{"value":"5000.00","currency":"EUR"}""", "INV-2041", false)]
    [InlineData(AtMost5000, """{"value":"5000.00","currency":"EUR"}""", "INV-2041", true)]
    [InlineData(AtMost5000, """{"value":"0.01","currency":"EUR"}""", "INV-2041", true)]
    [InlineData(AtMost5000, """{"value":"5000.01","currency":"EUR"}""", "INV-2041", false)]
    [InlineData(AtMost5000, """{"value":"12500.00","currency":"EUR"}""", "INV-2041", false)]
    [InlineData(AtMost5000, """{"value":"5000.00","currency":"USD"}""", "INV-2041", false)]
    [InlineData(AtMost5000, """{"value":"-1.00","currency":"EUR"}""", "INV-2041", false)]
    [InlineData(AtMost5000, """{"value":"5000.00","currency":"EUR"}""", "INV-9999", false)]
    [InlineData(AtMost5000, "5000", "INV-2041", false)]
    public void Executed_IsWhatWasDeclaredButForWhatWasNarrowed(string constraints, string amount, string reference, bool admitted)
    {
        var given = JsonElement.Parse($$"""{"reference":"{{reference}}","beneficiary":{"iban":"DE89370400440532013000","name":"Nordwind GmbH"},"amount":{{amount}}}""");

        Assert.Equal(admitted, Constraints.Admit(Types, Wire(), Constraints.Stored(constraints), given));
    }

    [Fact]
    public void MemberMoreOrLess_IsNotAdmitted()
    {
        string[] crooked =
        [
            """{"amount":{"value":"10.00","currency":"EUR"},"beneficiary":{"name":"Nordwind GmbH","iban":"DE89370400440532013000"}}""",
            """{"amount":{"value":"10.00","currency":"EUR"},"beneficiary":{"name":"Nordwind GmbH","iban":"DE89370400440532013000"},"reference":"INV-2041","execute_at":"2026-12-01T00:00:00Z"}""",
            """{"beneficiary":{"name":"Nordwind GmbH","iban":"DE89370400440532013000"},"reference":"INV-2041"}""",
            "[]", "null", "1",
        ];

        Assert.All(crooked, given => Assert.False(Constraints.Admit(Types, Wire(), Constraints.Stored(AtMost5000), JsonElement.Parse(given))));
    }

    [Fact]
    public void AllConditionsOfEverybody_Hold()
    {
        var both = Constraints.Stored($$"""[{"pointer":"/parameters/recipients","op":"subset","value":[{{Ana}},{{Bo}}]},{"pointer":"/parameters/recipients","op":"subset","value":[{{Bo}},{{Cy}}]},{"pointer":"/parameters/available_for","op":"lte","value":"P1D"}]""");

        Assert.True(Admits($"[{Bo}]", "PT24H"));
        Assert.False(Admits($"[{Ana}]", "PT24H"));
        Assert.False(Admits($"[{Bo}]", "PT25H"));

        bool Admits(string recipients, string lasting) => Constraints.Admit(Types, Export(), both, JsonElement.Parse(
            $$"""{"dataset":"customers","rows":120,"personal_data":true,"available_for":"{{lasting}}","recipients":{{recipients}}}"""));
    }

    [Theory]
    [InlineData("""{"pointer":"/parameters/recipients","op":"subset","value":[{"name":"Bo","email":"bo@example.com"}]}""", "Recipients: only Bo, bo@example.com.")]
    [InlineData("""{"pointer":"/parameters/available_for","op":"lte","value":"P1D"}""", "Available for: at most 1 day.")]
    public void Condition_ReadsAsASentence(string condition, string words) =>
        Assert.Equal(words, Constraints.Words(Export(), Constraints.Stored($"[{condition}]")[0], DisplayZone.Utc));
}
