using System.Text.Json;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Intents.Formats;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class FormatsTests
{
    public static TheoryData<FieldFormat, string, string, string> Readable => new()
    {
        // format, value, shown, typed
        { new MoneyFormat(), """{"value":"1234567.89","currency":"CHF"}""", "1,234,567.89 CHF", """{"currency":"CHF","exponent":2,"minor":123456789}""" },
        { new MoneyFormat(), """{"value":"12500","currency":"EUR"}""", "12,500.00 EUR", """{"currency":"EUR","exponent":2,"minor":1250000}""" },
        { new MoneyFormat(), """{"value":"1000","currency":"JPY"}""", "1,000 JPY", """{"currency":"JPY","exponent":0,"minor":1000}""" },
        { new MoneyFormat(), """{"value":"0.001","currency":"KWD"}""", "0.001 KWD", """{"currency":"KWD","exponent":3,"minor":1}""" },
        { new MoneyFormat(), """{"value":"90071992547409.91","currency":"USD"}""", "90,071,992,547,409.91 USD", """{"currency":"USD","exponent":2,"minor":9007199254740991}""" },
        { new MoneyFormat(allowZero: true), """{"value":"0.00","currency":"EUR"}""", "0.00 EUR", """{"currency":"EUR","exponent":2,"minor":0}""" },
        { new MoneyFormat(allowNegative: true), """{"value":"-1500.50","currency":"EUR"}""", "-1,500.50 EUR", """{"currency":"EUR","exponent":2,"minor":-150050}""" },
        { new AccountFormat(), "\"NO9386011117947\"", "NO93 8601 1117 947", "\"NO9386011117947\"" },
        { new AccountFormat(), "\"MT84MALT011000012345MTLCAST001S\"", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "\"MT84MALT011000012345MTLCAST001S\"" },
        { new AccountFormat(), "\"GB29NWBK60161331926819\"", "GB29 NWBK 6016 1331 9268 19", "\"GB29NWBK60161331926819\"" },
        { new EmailFormat(), "\"Ana.Ruiz@Example.ORG\"", "Ana.Ruiz@Example.ORG", "\"Ana.Ruiz@example.org\"" },
        { new EmailFormat(), "\"ana@bücher.example\"", "ana@bücher.example (host xn--bcher-kva.example)", "\"ana@xn--bcher-kva.example\"" },
        { new UrlFormat(), "\"https://bücher.example/a?b=c#d\"", "https://bücher.example/a?b=c#d (host xn--bcher-kva.example)", "\"https://bücher.example/a?b=c#d\"" },
        { new UrlFormat(), "\"https://xn--bcher-kva.example/\"", "https://xn--bcher-kva.example/ (host bücher.example)", "\"https://xn--bcher-kva.example/\"" },
        { new UrlFormat(), "\"https://[2001:db8::1]:8443/x\"", "https://[2001:db8::1]:8443/x", "\"https://[2001:db8::1]:8443/x\"" },
        { new IdentifierFormat(oneOf: ["a", "b"]), "\"b\"", "b", "\"b\"" },
        { new YesNoFormat(), "true", "yes", "true" },
        { new NumberFormat(one: "row", many: "rows"), "1", "1 row", "1" },
        { new NumberFormat(one: "row", many: "rows"), "1204000", "1,204,000 rows", "1204000" },
        { new MomentFormat(), "\"2026-11-22T16:00:00Z\"", "22 Nov 2026, 16:00 UTC", "\"2026-11-22T16:00:00Z\"" },
        { new MomentFormat(), "\"2026-11-22T16:00:07.250Z\"", "22 Nov 2026, 16:00:07.25 UTC", "\"2026-11-22T16:00:07.25Z\"" },
        { new DurationFormat(), "\"P1DT2H\"", "1 day 2 hours", "93600" },
        { new DurationFormat(), "\"P2W\"", "14 days", "1209600" },
        { new DurationFormat(), "\"PT90S\"", "1 minute 30 seconds", "90" },
        { new TextFormat(lines: true), "\"one\\ntwo\"", "one\ntwo", "\"one\\ntwo\"" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void WellFormedValue_IsTypedAndShown(FieldFormat format, string json, string shown, string typed)
    {
        var errors = new List<FieldError>();
        var value = format.Read(JsonElement.Parse(json), new FieldReading("/x", null, errors));
        Assert.Empty(errors);
        Assert.Equal(shown, value!.Render(DisplayZone.Utc, 200).Plain);
        Assert.Equal(typed, System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(value.ToTyped())));
    }

    public static TheoryData<FieldFormat, string> Unreadable => new()
    {
        { new MoneyFormat(["EUR"]), """{"value":"1.00","currency":"USD"}""" },
        { new UrlFormat(), "\"https://exa mple.example/\"" },
        { new UrlFormat(), "\"https://-bad-.example/\"" },
        { new UrlFormat(), "\"HTTPS://bank.example/\"" },
        { new UrlFormat(), "\"https:/bank.example/\"" },
        { new UrlFormat(), "\"https://bank.example:99999/\"" },
        { new EmailFormat(), "\"@example.org\"" },
        { new EmailFormat(), "\"a..b@example.org\"" },
        { new EmailFormat(), "\"a@example.org,b@example.org\"" },
        { new EmailFormat(), "\"a@example..org\"" },
        { new IdentifierFormat(pattern: new System.Text.RegularExpressions.Regex(@"\A[a-z]+\z", System.Text.RegularExpressions.RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1))), "\"A1\"" },
        { new IdentifierFormat(oneOf: ["a"]), "\"A\"" },
        { new NumberFormat(most: 10), "11" },
        { new MomentFormat(), "\"2026-11-22 16:00:00Z\"" },
        { new MomentFormat(), "\"2026-11-22T16:00:00z\"" },
        { new MomentFormat(), "\"2026-11-22T24:00:00Z\"" },
        { new DurationFormat(), "\"P1Y\"" },
        { new DurationFormat(), "\"PT0S\"" },
        { new DurationFormat(), "\"-P1D\"" },
        { new DurationFormat(), "\"P1.5D\"" },
        { new DurationFormat(), "\"P1W2D\"" },
        { new TextFormat(most: 3), "\"four\"" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void MalformedValue_IsRefusedWithoutAGuess(FieldFormat format, string json)
    {
        var errors = new List<FieldError>();
        Assert.Null(format.Read(JsonElement.Parse(json), new FieldReading("/x", null, errors)));
        Assert.StartsWith("/x", Assert.Single(errors).Pointer, StringComparison.Ordinal);
    }

    [Fact]
    public void InternationalHost_IsFlagged()
    {
        var value = new UrlFormat().Read(JsonElement.Parse("\"https://аррӏе.example/\""), new FieldReading("/x", null, []))!;
        var shown = value.Render(DisplayZone.Utc, 200);
        Assert.Contains("punycode", shown.Flags);
        Assert.Contains("look_alike", shown.Flags);
        Assert.EndsWith(" (host xn--80ak6aa92e.example)", shown.Plain, StringComparison.Ordinal);
        Assert.Equal(["host:xn--80ak6aa92e.example"], value.Recipients);
    }

    [Theory]
    [InlineData("Europe/Berlin", "22 Nov 2026, 17:00 Europe/Berlin (2026-11-22 16:00 UTC)")]
    [InlineData("Asia/Tokyo", "23 Nov 2026, 01:00 Asia/Tokyo (2026-11-22 16:00 UTC)")]
    [InlineData("Mars/Olympus", "22 Nov 2026, 16:00 UTC")]
    [InlineData("UTC", "22 Nov 2026, 16:00 UTC")]
    public void Instant_IsWrittenForItsReaderWithUtcBeside(string zone, string written) =>
        Assert.Equal(written, new DisplayZone("en", zone).Write(new DateTime(2026, 11, 22, 16, 0, 0, DateTimeKind.Utc)));
}
