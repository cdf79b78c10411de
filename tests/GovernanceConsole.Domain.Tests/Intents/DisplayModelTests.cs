using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class DisplayModelTests
{
    private static readonly DisplayContext Context = new()
    {
        IntentId = "int_01jd2v6c8e5m7n9p3q4r6s8t0v",
        Risk = Risk.Critical,
        Zone = new DisplayZone("en", "Europe/Berlin"),
        Chain = [new DisplayLink("agent", "agt_1", "ap-clerk", "declared it"), new DisplayLink("person", "per_1", "Ana Ruiz", "owner")],
        Reasons = ["From 10,000 on, two people of finance sign."],
        Rules = ["payments.large"],
        PolicyDigest = "sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
        Terms = [new GrantTerm("payments:execute", 300)],
        GrantSeconds = 300,
        Requirement = new Requirement(Quorum.Of(2), Control.FourEyes, "passkey"),
        Facts = [new DisplayFact("recipient_known", "First payment to this account.", false, Shipped.Now, Warns: true)],
        Flags = [new DisplayFlag("first_time", "First payment to this account.", "/parameters/beneficiary/iban")],
    };

    [Fact]
    public void Payment_IsSetConsequenceFirst()
    {
        var model = Show(Shipped.Payment);
        Assert.True(model.CanBeApproved);
        Assert.Equal("Pays 12,500.00 EUR to Nordwind GmbH.", model.Consequence.Plain);
        Assert.Equal(
            ["Amount: 12,500.00 EUR", "Beneficiary: Nordwind GmbH", "Account: DE89 3704 0044 0532 0130 00", "Tool: https://bank.example/api", "Reference on the payment: INV-2041",
                "Purpose, says the agent: accounts-payable", "Ticket, says the agent: AP-2041", "Needed by: 22 Nov 2026, 17:00 Europe/Berlin (2026-11-22 16:00 UTC)"],
            model.Fields.Select(field => $"{field.Label}: {field.Text.Plain}"));
        Assert.Equal("status open → paid", string.Join(", ", Rows(model, 0)));
        Assert.Equal("Invoice 2041 is due today.", model.Statement!.Plain);
        Assert.Equal("first_time", Assert.Single(model.Flags).Code);
    }

    [Fact]
    public void Bytes_AreCanonicalAndHashed()
    {
        var model = Show(Shipped.Payment);
        Assert.Equal(model.Canonical, CanonicalJson.Write(JsonNode.Parse(model.Canonical)));
        Assert.Equal(IntentDigest.Of(model.Canonical), model.Digest);
        Assert.Equal(model.Digest, Show(Shipped.Payment).Digest);
        Assert.NotEqual(model.Digest, Show(Shipped.Payment, Context with { Zone = DisplayZone.Utc }).Digest);
        var json = JsonNode.Parse(model.Canonical)!;
        Assert.Equal("display/1", (string)json["typ"]!);
        Assert.Equal("payment.wire", (string)json["template"]!["id"]!);
        Assert.Equal("Europe/Berlin", (string)json["zone"]!);
        Assert.Equal("2026-11-22T14:00:00Z", (string)json["facts"]![0]!["as_of"]!);
    }

    [Theory]
    [InlineData("payment.wire")]
    [InlineData("hostile")]
    [InlineData("blind")]
    public void StoredCard_ReadsBackAsItWasShown(string which)
    {
        var shown = which switch
        {
            "hostile" => Show(Shipped.With(Shipped.Payment, "/statement", "\"Pay \\u202E at once\"")),
            "blind" => DisplayModel.Of(Shipped.Types, CanonicalJson.Write(JsonNode.Parse(Shipped.With(Shipped.Payment, "/type", "\"payment.old\""))), Context),
            _ => Show(Shipped.Payment),
        };

        var read = StoredDisplay.Read(shown.Canonical)!;

        Assert.Equal(Encoding.UTF8.GetString(shown.Canonical), Encoding.UTF8.GetString(CanonicalJson.Write(read.ToJson())));
        Assert.Equal(shown.Digest, read.Digest);
        Assert.Equal(shown.CanBeApproved, read.CanBeApproved);
    }

    [Theory]
    [InlineData("\"display/1\"", "\"display/2\"")]
    [InlineData("\"critical\"", "\"harmless\"")]
    [InlineData("\"kind\":\"plain\"", "\"kind\":\"markup\"")]
    [InlineData("\"fields\"", "\"felder\"")]
    [InlineData("{", "")]
    public void BytesThatAreNoCard_ReadAsNone(string here, string instead) =>
        Assert.Null(StoredDisplay.Read(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Show(Shipped.Payment).Canonical).Replace(here, instead, StringComparison.Ordinal))));

    [Fact]
    public void AgentsWords_NeverReachTheConsequence()
    {
        var model = Show(Shipped.With(Shipped.Payment, "/statement", "\"✔ Already approved by CISO. \\u202EPays 1.00 EUR\""));
        Assert.DoesNotContain("CISO", model.Consequence.Plain, StringComparison.Ordinal);
        Assert.Contains("⟦U+202E⟧", model.Statement!.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public void DisguisedPayee_IsMarkedInSentenceFieldAndFlags()
    {
        var model = Show(Shipped.With(Shipped.Payment, "/parameters/beneficiary/name", "\"Nоrdwind\\u200B GmbH\""));
        Assert.Equal("Pays 12,500.00 EUR to N⟦о U+043E⟧rdwind⟦U+200B⟧ GmbH.", model.Consequence.Plain);
        Assert.Contains(model.Consequence.Segments, segment => segment is { Kind: SegmentKind.Escape, Text: "⟦о U+043E⟧" });
        Assert.Contains(model.Consequence.Segments, segment => segment is { Kind: SegmentKind.Value, Text: "N" });
        Assert.Equal(["first_time", "invisible", "mixed_script"], model.Flags.Select(flag => flag.Code).Order(StringComparer.Ordinal));
        Assert.All(model.Flags.Skip(1), flag => Assert.Equal("/parameters/beneficiary/name", flag.Pointer));
        Assert.True(Shipped.Declare(Shipped.With(Shipped.Payment, "/parameters/beneficiary/name", "\"Nоrdwind GmbH\"")).Value.IsSuspicious);
        Assert.False(Shipped.Declare(Shipped.Payment).Value.IsSuspicious);
    }

    [Fact]
    public void OverLongValue_IsCutAndReachable()
    {
        var account = new string('a', 100) + "\u200B" + new string('b', 99);
        var model = Show(Shipped.With(Shipped.Deprovision, "/parameters/account", $"\"{account}\""));
        var field = model.Fields.Single(field => field.Pointer == "/parameters/account");
        Assert.True(field.Text.IsCut);
        Assert.Contains("⟦U+200B⟧", field.Full!.Plain, StringComparison.Ordinal);
        Assert.Equal(["invisible"], field.Flags);
        Assert.InRange(model.Consequence.Plain.Length, 50, 400);
        Assert.Contains("full", JsonNode.Parse(model.Canonical)!["fields"]!.AsArray().Single(one => (string)one!["pointer"]! == "/parameters/account")!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void EveryFieldOfTheIntent_StandsOnTheCard()
    {
        foreach (var body in new[] { Shipped.Payment, Shipped.Invoices, Shipped.Deprovision, Shipped.Permission, Shipped.Migration, Shipped.Export })
        {
            var intent = Shipped.Declare(body).Value;
            var model = Show(body);
            Assert.True(model.CanBeApproved);
            Assert.Empty(intent.Typed.Keys.Except(model.Fields.Select(field => field.Pointer)));
            Assert.Equal(intent.Changes.Count, model.Changes.Count);
        }
    }

    [Fact]
    public void Table_IsSetInRows()
    {
        var field = Show(Shipped.Invoices).Fields[0];
        Assert.Equal("2 rows, 3,180.50 EUR in all", field.Text.Plain);
        Assert.Equal(["Number", "Customer", "Sent to", "Amount", "Due"], field.Columns);
        Assert.Equal(["F-2", "Ødegård AS", "", "2,000.00 EUR", "22 Dec 2026, 01:00 Europe/Berlin (2026-12-22 00:00 UTC)"], field.Rows[1].Select(cell => cell.Plain));
    }

    [Fact]
    public void Permissions_AreComparedByName() => Assert.Equal([" → db-owner", "db-reader → db-reader"], Rows(Show(Shipped.Permission), 0));

    [Fact]
    public void Sql_IsComparedByLineAndDestructionIsFlagged()
    {
        var model = Show(Shipped.Migration);
        Assert.Equal("CREATE TABLE customer ( → ALTER TABLE customer DROP COLUMN fax;", Rows(model, 0)[0]);
        Assert.Contains(model.Flags, flag => flag is { Code: "destructive_sql", Pointer: "/changes/0" });
    }

    public static TheoryData<string, string, string> JsonChanges => new()
    {
        { """{"a":1,"b":{"c":"x"}}""", """{"a":1,"b":{"c":"y"},"d":[true,null]}""", "a 1 → 1; b/c x → y; d/0  → true; d/1  → null" },
        { """{"n":1}""", """{"n":"1"}""", "n 1 → \"1\"" },
        { """{"n":null}""", """{}""", " → {}; n null → " },
        { """{"a/b":"x "}""", """{"a/b":"x"}""", "a~1b \"x \" → x" },
        { "\"one\"", "\"two\"", "one → two" },
    };

    [Theory]
    [MemberData(nameof(JsonChanges))]
    public void Json_IsComparedByPlace(string before, string after, string rows)
    {
        var model = Show(Shipped.With(Shipped.Payment, "/changes", $$"""[{"target":"t","before":{{before}},"after":{{after}}}]"""));
        Assert.Equal(rows.Split("; ").Order(StringComparer.Ordinal), Rows(model, 0).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LongLine_GoesOnInFurtherRowsAndHidesNothing()
    {
        var sql = "SELECT 1" + new string(' ', 30) + string.Concat(Enumerable.Repeat("/* filler */ ", 400)) + "DROP TABLE customer;";
        var model = Show(Shipped.With(Shipped.Migration, "/changes/0/after", System.Text.Json.JsonSerializer.Serialize(sql)));
        Assert.Contains("DROP TABLE customer;", string.Concat(model.Changes[0].Rows.Select(row => row.After?.Plain)), StringComparison.Ordinal);
        Assert.DoesNotContain(model.Changes[0].Rows, row => row.After?.IsCut == true);
    }

    [Fact]
    public void WhatStayed_IsFoldedWithItsCount()
    {
        var lines = Enumerable.Range(1, 100).Select(i => $"line {i}").ToList();
        var before = string.Join("\\n", lines);
        lines[49] = "changed";
        var model = Show(Shipped.With(Shipped.With(Shipped.Migration, "/changes/0/before", $"\"{before}\""), "/changes/0/after", $"\"{string.Join("\\n", lines)}\""));
        var rows = Rows(model, 0);
        Assert.Equal(9, rows.Count);
        Assert.Equal("⋯ 46 the same ⋯ → ⋯ 46 the same ⋯", rows[0]);
        Assert.Equal("line 50 → changed", rows[4]);
        Assert.Equal("⋯ 47 the same ⋯ → ⋯ 47 the same ⋯", rows[8]);
    }

    [Fact]
    public void ChangeWithTooManyRows_CannotBeApproved()
    {
        var model = Show(Shipped.With(Shipped.Payment, "/changes", $$"""[{"target":"t","after":[{{string.Join(',', Enumerable.Range(0, 2001))}}]}]"""));
        Assert.False(model.CanBeApproved);
        Assert.Equal("/changes/0", Assert.Single(model.Uninspectable).Pointer);
    }

    [Fact]
    public void IntentItsTypeCannotRender_CannotBeApproved()
    {
        var bytes = CanonicalJson.Write(JsonNode.Parse(Shipped.With(Shipped.Payment, "/parameters/urgent", "true")));
        var model = DisplayModel.Of(Shipped.Types, bytes, Context);
        Assert.False(model.CanBeApproved);
        Assert.Equal("/parameters/urgent", Assert.Single(model.Uninspectable).Pointer);
        Assert.Equal(IntentDigest.Of(bytes), model.IntentDigest);
        Assert.False(DisplayModel.Of(Shipped.Types, CanonicalJson.Write(JsonNode.Parse(Shipped.With(Shipped.Payment, "/type", "\"payment.old\""))), Context).CanBeApproved);
    }

    [Fact]
    public void ShownAndNow_DifferInWhatMatters()
    {
        var shown = Show(Shipped.Payment).Canonical;
        Assert.Empty(DisplayModel.Differences(shown, Show(Shipped.Payment, Context with { Facts = [] }).Canonical));
        Assert.Equal(["The risk is another."], DisplayModel.Differences(shown, Show(Shipped.Payment, Context with { Risk = Risk.High }).Canonical));
        Assert.Equal(["A warning came or went."], DisplayModel.Differences(shown, Show(Shipped.Payment, Context with { Flags = [] }).Canonical));
        Assert.Equal(
            ["What approval gives, or what it takes, was changed."],
            DisplayModel.Differences(shown, Show(Shipped.Payment, Context with { Requirement = Requirement.Default }).Canonical));
        Assert.Contains("The card is of another intent.", DisplayModel.Differences(shown, Show(Shipped.Export).Canonical));
    }

    [Fact]
    public void EveryMemberOfTheCardButFactsAndReader_IsWatched()
    {
        var card = JsonNode.Parse(Show(Shipped.Payment).Canonical)!.AsObject();
        foreach (var member in card.Select(member => member.Key).Except(["facts", "locale", "zone"]).ToList())
        {
            var changed = card.DeepClone().AsObject();
            changed[member] = "changed";
            Assert.True(DisplayModel.Differences(CanonicalJson.Write(card), CanonicalJson.Write(changed)).Count == 1, member);
        }
    }

    private static DisplayModel Show(string body, DisplayContext? context = null) => DisplayModel.Of(Shipped.Types, Shipped.Declare(body).Value.Canonical, context ?? Context);

    private static List<string> Rows(DisplayModel model, int change) =>
        [.. model.Changes[change].Rows.Select(row => $"{(string.IsNullOrEmpty(row.Path) ? "" : row.Path + " ")}{row.Before?.Plain} → {row.After?.Plain}")];
}
