using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class IntentTypesTests
{
    [Theory]
    [MemberData(nameof(Shipped.OnePerType), MemberType = typeof(Shipped))]
    public void WellFormedBody_IsDeclaredAndSaysWhatItDoes(string body, string consequence)
    {
        var intent = Shipped.Declare(body).Value;
        Assert.Equal(consequence, intent.Consequence(DisplayZone.Utc).Plain);
        Assert.Equal(intent.Canonical, Shipped.Types.Recall(intent.Canonical).Value.Canonical);
        Assert.Equal(IntentDigest.Of(intent.Canonical), intent.Digest);
    }

    [Fact]
    public void Payment_IsTypedForPolicies()
    {
        var intent = Shipped.Declare(Shipped.Payment).Value;
        Assert.Equal(new Money(1_250_000, "EUR", 2), intent.Amount);
        Assert.Equal("iban:DE89370400440532013000", intent.RecipientKey);
        Assert.Equal(new DateTime(2026, 11, 22, 16, 0, 0, DateTimeKind.Utc), intent.Deadline);
        Assert.Equal("https://bank.example/api", intent.Tool);
        Assert.Equal(
            """{"/parameters/amount":{"currency":"EUR","exponent":2,"minor":1250000},"/parameters/beneficiary/iban":"DE89370400440532013000","/parameters/beneficiary/name":"Nordwind GmbH","/parameters/reference":"INV-2041"}""",
            Encoding.UTF8.GetString(CanonicalJson.Write(intent.TypedJson())));
        Assert.Equal(intent.Deadline, intent.PendingUntil(Shipped.Now));
    }

    [Fact]
    public void Table_IsTypedWithRowsAndTotals()
    {
        var intent = Shipped.Declare(Shipped.Invoices).Value;
        Assert.Equal(new Money(318_050, "EUR", 2), intent.Amount);
        Assert.Equal(["email:post@fjord.example"], intent.Recipients);
        var table = intent.TypedJson()["/parameters/invoices"]!;
        Assert.Equal(2, (int)table["count"]!);
        Assert.Equal(118_050, (long)table["rows"]![0]!["amount"]!["minor"]!);
        Assert.Equal(2_592_000, (long)intent.TypedJson()["/parameters/payment_term"]!);
        Assert.Equal(Shipped.Now.AddDays(3), intent.PendingUntil(Shipped.Now));
    }

    [Fact]
    public void TwoCurrencies_AreSummedApartAndGiveNoSingleAmount()
    {
        var intent = Shipped.Declare(Shipped.With(Shipped.Invoices, "/parameters/invoices/1/amount/currency", "\"NOK\"")).Value;
        Assert.Null(intent.Amount);
        Assert.Equal("Creates 2 invoices, 1,180.50 EUR and 2,000.00 NOK in all, and sends them to the customers.", intent.Consequence(DisplayZone.Utc).Plain);
    }

    public static TheoryData<string, string, string?, string> BadPayments => new()
    {
        // where, what stands there, pointer of the error
        { "tool missing", "/tool", null, "/tool" },
        { "tool null", "/tool", "null", "/tool" },
        { "tool plain http", "/tool", "\"http://bank.example/api\"", "/tool" },
        { "tool localhost look-alike", "/tool", "\"http://localhost.evil.example/\"", "/tool" },
        { "tool with user name", "/tool", "\"https://bank.example@evil.example/\"", "/tool" },
        { "tool with fragment", "/tool", "\"https://bank.example/#a\"", "/tool" },
        { "tool relative", "/tool", "\"/api\"", "/tool" },
        { "tool javascript", "/tool", "\"javascript:alert(1)\"", "/tool" },
        { "tool with blank", "/tool", "\"https://bank.example/ api\"", "/tool" },
        { "tool with backslash", "/tool", "\"https://bank.example\\\\@evil\"", "/tool" },
        { "tool without host", "/tool", "\"https://\"", "/tool" },
        { "tool with port 0", "/tool", "\"https://bank.example:0/\"", "/tool" },
        { "parameters missing", "/parameters", null, "/parameters" },
        { "parameters array", "/parameters", "[]", "/parameters" },
        { "unknown top member", "/approved", "true", "/approved" },
        { "delegation in the body", "/agent", "\"agt_x\"", "/agent" },
        { "unknown parameter", "/parameters/urgent", "true", "/parameters/urgent" },
        { "unknown nested member", "/parameters/beneficiary/bank", "\"x\"", "/parameters/beneficiary/bank" },
        { "unknown member of money", "/parameters/amount/minor", "1", "/parameters/amount/minor" },
        { "amount missing", "/parameters/amount", null, "/parameters/amount" },
        { "amount null", "/parameters/amount", "null", "/parameters/amount" },
        { "amount a number", "/parameters/amount", "12500", "/parameters/amount" },
        { "amount a string", "/parameters/amount", "\"12500.00 EUR\"", "/parameters/amount" },
        { "value null", "/parameters/amount/value", "null", "/parameters/amount/value" },
        { "value a number", "/parameters/amount/value", "12500", "/parameters/amount/value" },
        { "value -5", "/parameters/amount/value", "\"-5\"", "/parameters/amount/value" },
        { "value 1e3", "/parameters/amount/value", "\"1e3\"", "/parameters/amount/value" },
        { "value zero", "/parameters/amount/value", "\"0.00\"", "/parameters/amount/value" },
        { "value minus zero", "/parameters/amount/value", "\"-0.00\"", "/parameters/amount/value" },
        { "value empty", "/parameters/amount/value", "\"\"", "/parameters/amount/value" },
        { "value padded", "/parameters/amount/value", "\" 5.00\"", "/parameters/amount/value" },
        { "value with line end", "/parameters/amount/value", "\"5.00\\n\"", "/parameters/amount/value" },
        { "value grouped", "/parameters/amount/value", "\"12,500.00\"", "/parameters/amount/value" },
        { "value with comma", "/parameters/amount/value", "\"12500,00\"", "/parameters/amount/value" },
        { "value with plus", "/parameters/amount/value", "\"+5.00\"", "/parameters/amount/value" },
        { "value with leading zero", "/parameters/amount/value", "\"012.00\"", "/parameters/amount/value" },
        { "value too fine", "/parameters/amount/value", "\"5.001\"", "/parameters/amount/value" },
        { "value too coarse", "/parameters/amount/value", "\"5.1\"", "/parameters/amount/value" },
        { "value ends in a point", "/parameters/amount/value", "\"5.\"", "/parameters/amount/value" },
        { "value NaN", "/parameters/amount/value", "\"NaN\"", "/parameters/amount/value" },
        { "value in Arabic digits", "/parameters/amount/value", "\"٥.٠٠\"", "/parameters/amount/value" },
        { "value too large", "/parameters/amount/value", "\"99999999999999.99\"", "/parameters/amount/value" },
        { "value enormous", "/parameters/amount/value", "\"9999999999999999999999\"", "/parameters/amount/value" },
        { "currency missing", "/parameters/amount/currency", null, "/parameters/amount/currency" },
        { "currency null", "/parameters/amount/currency", "null", "/parameters/amount/currency" },
        { "currency unknown", "/parameters/amount/currency", "\"EURO\"", "/parameters/amount/currency" },
        { "currency lower case", "/parameters/amount/currency", "\"eur\"", "/parameters/amount/currency" },
        { "currency test code", "/parameters/amount/currency", "\"XTS\"", "/parameters/amount/currency" },
        { "currency none", "/parameters/amount/currency", "\"XXX\"", "/parameters/amount/currency" },
        { "currency homoglyph", "/parameters/amount/currency", "\"ЕUR\"", "/parameters/amount/currency" },
        { "currency without decimals", "/parameters/amount/currency", "\"JPY\"", "/parameters/amount/value" },
        { "beneficiary missing", "/parameters/beneficiary", null, "/parameters/beneficiary/name" },
        { "beneficiary a string", "/parameters/beneficiary", "\"Nordwind\"", "/parameters/beneficiary" },
        { "name empty", "/parameters/beneficiary/name", "\"\"", "/parameters/beneficiary/name" },
        { "name blank", "/parameters/beneficiary/name", "\"  \"", "/parameters/beneficiary/name" },
        { "name a list", "/parameters/beneficiary/name", "[\"a\"]", "/parameters/beneficiary/name" },
        { "name too long", "/parameters/beneficiary/name", "\"" + "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn" + "\"", "/parameters/beneficiary/name" },
        { "iban bad check digit", "/parameters/beneficiary/iban", "\"DE88370400440532013000\"", "/parameters/beneficiary/iban" },
        { "iban two digits swapped", "/parameters/beneficiary/iban", "\"DE89370400440532010300\"", "/parameters/beneficiary/iban" },
        { "iban too short", "/parameters/beneficiary/iban", "\"DE8937040044053201300\"", "/parameters/beneficiary/iban" },
        { "iban with blanks", "/parameters/beneficiary/iban", "\"DE89 3704 0044 0532 0130 00\"", "/parameters/beneficiary/iban" },
        { "iban lower case", "/parameters/beneficiary/iban", "\"de89370400440532013000\"", "/parameters/beneficiary/iban" },
        { "iban of no country", "/parameters/beneficiary/iban", "\"US89370400440532013000\"", "/parameters/beneficiary/iban" },
        { "iban null", "/parameters/beneficiary/iban", "null", "/parameters/beneficiary/iban" },
        { "reference too long", "/parameters/reference", "\"rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr\"", "/parameters/reference" },
        { "execution in the past", "/parameters/execute_at", "\"2026-11-22T13:59:59Z\"", "/parameters/execute_at" },
        { "deadline in the past", "/deadline", "\"2026-11-22T13:59:59Z\"", "/deadline" },
        { "deadline now", "/deadline", "\"2026-11-22T14:00:00Z\"", "/deadline" },
        { "deadline with offset", "/deadline", "\"2026-11-22T17:00:00+01:00\"", "/deadline" },
        { "deadline without zone", "/deadline", "\"2026-11-22T17:00:00\"", "/deadline" },
        { "deadline a date", "/deadline", "\"2026-11-23\"", "/deadline" },
        { "deadline on 30 February", "/deadline", "\"2027-02-30T00:00:00Z\"", "/deadline" },
        { "deadline leap second", "/deadline", "\"2026-12-31T23:59:60Z\"", "/deadline" },
        { "deadline a number", "/deadline", "1795363200", "/deadline" },
        { "deadline null", "/deadline", "null", "/deadline" },
        { "statement a number", "/statement", "1", "/statement" },
        { "purpose empty", "/purpose", "\"\"", "/purpose" },
        { "ticket null", "/ticket", "null", "/ticket" },
        { "changes an object", "/changes", "{}", "/changes" },
        { "change a string", "/changes", "[\"x\"]", "/changes/0" },
        { "change without target", "/changes", "[{\"after\":{}}]", "/changes/0/target" },
        { "change without sides", "/changes", "[{\"target\":\"x\",\"before\":null}]", "/changes/0" },
        { "change with another member", "/changes/0/note", "\"x\"", "/changes/0/note" },
    };

    [Theory]
    [MemberData(nameof(BadPayments))]
    public void BadMember_IsRefusedAtItsPlace(string why, string at, string? json, string pointer)
    {
        var outcome = Shipped.Declare(Shipped.With(Shipped.Payment, at, json));
        Assert.True(outcome.IsRefused, why);
        Assert.Equal("invalid_field", outcome.Refusal.Code);
        Assert.Equal(pointer, outcome.Refusal.Errors![0].Pointer);
        Assert.All(outcome.Refusal.Errors, error => Assert.EndsWith(".", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"payment.wires\"", "unknown_intent_type")]
    [InlineData("\"Payment.Wire\"", "unknown_intent_type")]
    [InlineData("\"\"", "unknown_intent_type")]
    [InlineData("1", "invalid_field")]
    [InlineData(null, "invalid_field")]
    public void TypeThatIsNoneOfOurs_IsRefused(string? type, string code)
    {
        var refusal = Shipped.Declare(Shipped.With(Shipped.Payment, "/type", type)).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.Equal("/type", Assert.Single(refusal.Errors!).Pointer);
    }

    [Fact]
    public void SeveralFaults_AreNamedTogether()
    {
        var body = Shipped.With(Shipped.With(Shipped.With(Shipped.Payment, "/parameters/amount/value", "\"-5\""), "/deadline", "\"2020-01-01T00:00:00Z\""), "/extra", "1");
        Assert.Equal(["/extra", "/parameters/amount/value", "/deadline"], Shipped.Declare(body).Refusal!.Errors!.Select(error => error.Pointer));
    }

    [Fact]
    public void StatementOfTwoThousandCharacters_IsReadAndOneMoreIsNot()
    {
        Assert.False(Shipped.Declare(Shipped.With(Shipped.Payment, "/statement", $"\"{new string('s', 2000)}\"")).IsRefused);
        Assert.Equal("/statement", Shipped.Declare(Shipped.With(Shipped.Payment, "/statement", $"\"{new string('s', 2001)}\"")).Refusal!.Errors![0].Pointer);
    }

    [Theory]
    [InlineData("\"http://localhost:5081/bank\"")]
    [InlineData("\"http://127.0.0.1:5081/\"")]
    [InlineData("\"http://[::1]:5081/\"")]
    [InlineData("\"https://bank.example:8443/api?v=1\"")]
    public void ToolOnThisMachineOrOverTls_IsRead(string tool) => Assert.False(Shipped.Declare(Shipped.With(Shipped.Payment, "/tool", tool)).IsRefused);

    [Fact]
    public void RecalledIntent_IsNotJudgedByTheClock()
    {
        var intent = Shipped.Declare(Shipped.Payment).Value;
        Assert.True(Shipped.Types.Declare(intent.Canonical, Shipped.Now.AddDays(1)).IsRefused);
        Assert.Equal(intent.Digest, Shipped.Types.Recall(intent.Canonical).Value.Digest);
    }

    public static TheoryData<string, string, string?, string> BadOthers => new()
    {
        { Shipped.Invoices, "/parameters/invoices", "[]", "/parameters/invoices" },
        { Shipped.Invoices, "/parameters/invoices", "{}", "/parameters/invoices" },
        { Shipped.Invoices, "/parameters/invoices/1", "7", "/parameters/invoices/1" },
        { Shipped.Invoices, "/parameters/invoices/1/amount/value", "\"-1\"", "/parameters/invoices/1/amount/value" },
        { Shipped.Invoices, "/parameters/invoices/0/email", "\"Ana <ana@x.example>\"", "/parameters/invoices/0/email" },
        { Shipped.Invoices, "/parameters/invoices/0/number", null, "/parameters/invoices/0/number" },
        { Shipped.Invoices, "/parameters/invoices/0/discount", "1", "/parameters/invoices/0/discount" },
        { Shipped.Invoices, "/parameters/send", "\"yes\"", "/parameters/send" },
        { Shipped.Invoices, "/parameters/payment_term", "\"P1M\"", "/parameters/payment_term" },
        { Shipped.Invoices, "/parameters/payment_term", "\"PT1H\"", "/parameters/payment_term" },
        { Shipped.Invoices, "/parameters/payment_term", "\"P\"", "/parameters/payment_term" },
        { Shipped.Invoices, "/parameters/payment_term", "\"P1DT\"", "/parameters/payment_term" },
        { Shipped.Invoices, "/changes", "[]", "/changes" },
        { Shipped.Deprovision, "/parameters/action", "\"destroy\"", "/parameters/action" },
        { Shipped.Deprovision, "/parameters/account", "\"j doe\"", "/parameters/account" },
        { Shipped.Deprovision, "/parameters/files_to", "\"lead@corp\"", "/parameters/files_to" },
        { Shipped.Deprovision, "/parameters/files_to", "\"a@b@corp.example\"", "/parameters/files_to" },
        { Shipped.Permission, "/changes", null, "/changes" },
        { Shipped.Permission, "/changes", "[]", "/changes" },
        { Shipped.Permission, "/changes/0/after", "\"db-owner\"", "/changes/0/after" },
        { Shipped.Permission, "/changes/0/after", "[\"a\",\"a\"]", "/changes/0/after/1" },
        { Shipped.Permission, "/changes/0/after", "[\"a b\"]", "/changes/0/after/0" },
        { Shipped.Permission, "/changes/0/after", "[1]", "/changes/0/after/0" },
        { Shipped.Migration, "/changes/0/after", "[\"DROP\"]", "/changes/0/after" },
        { Shipped.Migration, "/parameters/rows_affected", "-1", "/parameters/rows_affected" },
        { Shipped.Migration, "/parameters/rows_affected", "\"12\"", "/parameters/rows_affected" },
        { Shipped.Migration, "/parameters/review", "\"http://git.example/1\"", "/parameters/review" },
        { Shipped.Export, "/parameters/rows", "0", "/parameters/rows" },
        { Shipped.Export, "/parameters/rows", "null", "/parameters/rows" },
        { Shipped.Export, "/parameters/destination", "\"https://user:pw@share.example/\"", "/parameters/destination" },
        { Shipped.Export, "/parameters/recipients/1/email", "\"mei\"", "/parameters/recipients/1/email" },
    };

    [Theory]
    [MemberData(nameof(BadOthers))]
    public void BadMemberOfAnotherType_IsRefusedAtItsPlace(string body, string at, string? json, string pointer)
    {
        var refusal = Shipped.Declare(Shipped.With(body, at, json)).Refusal;
        Assert.NotNull(refusal);
        Assert.Equal(pointer, refusal.Errors![0].Pointer);
    }

    [Fact]
    public void BadDefinitions_AreNamedAllAtOnce()
    {
        var file = JsonNode.Parse(Shipped.Files().Single(file => file.Name == "payment.wire.json").Bytes.Span)!.AsObject();
        file["risk"] = "huge";
        file["colour"] = "red";
        file.Remove("rollback");
        file["fields"]![0]!["format"] = "cash";
        file["fields"]![1]!["bounds"] = new JsonObject { ["most"] = 3 };
        file["fields"]![2]!["pointer"] = "iban";
        file["consequence"] = "Pays {/parameters/amount} for {/parameters/reference} to {/parameters/nobody}";
        var again = Shipped.Files().First();
        var refusal = IntentTypes.Load([new DefinitionFile("a.json", Encoding.UTF8.GetBytes(file.ToJsonString())), again, again with { Name = "b.json" }, new DefinitionFile("c.json", "{"u8.ToArray())]).Refusal!;

        Assert.Equal("invalid_definition", refusal.Code);
        Assert.Equal(
            ["a.json#/amount", "a.json#/colour", "a.json#/consequence", "a.json#/consequence", "a.json#/consequence", "a.json#/fields/0/format", "a.json#/fields/1/bounds/most", "a.json#/fields/2/pointer", "a.json#/risk", "a.json#/rollback", "b.json#/id", "c.json#"],
            refusal.Errors!.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoDefinitions_AreRefused() => Assert.True(IntentTypes.Load([]).IsRefused);

    [Fact]
    public void EverySentenceOfADefinition_IsOne()
    {
        Assert.Equal(["data.export", "invoice.create", "payment.wire", "permission.change", "schema.migrate", "user.deprovision"], Shipped.Types.All.Select(type => type.Id));
        foreach (var type in Shipped.Types.All)
        {
            Assert.EndsWith(".", type.Reversibility, StringComparison.Ordinal);
            Assert.EndsWith(".", type.Rollback, StringComparison.Ordinal);
            Assert.Contains(type.Fields, field => field.Risky);
        }
    }
}
