using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Several routine intents of one type under one signature: each with its own statement and receipt, and nothing risky among them.</summary>
public sealed class RoutineOnesAreSignedTogether
{
    private static JsonObject Invoices(int number, string? email = null) => new()
    {
        ["type"] = "invoice.create",
        ["tool"] = World.World.Bank,
        ["parameters"] = new JsonObject
        {
            ["invoices"] = new JsonArray(new JsonObject { ["number"] = $"R-{number}", ["customer"] = "Nordwind GmbH", ["email"] = email, ["amount"] = new JsonObject { ["value"] = "120.00", ["currency"] = "EUR" } }),
            ["send"] = false,
        },
    };

    private static async Task<(Town Town, WorldAgent Biller)> Open(string risk = "routine")
    {
        var town = await Town.Open();
        await town.Activates(TestBundle.Of(TestBundle.Requires("""{"quorum": 1}""", risk, permission: "invoices:create")));
        return (town, await town.World.Agent("biller", town.Ana, types: ["invoice.create"]));
    }

    private static async Task<string> Declared(WorldAgent agent, int number, string? email = null)
    {
        var body = Invoices(number, email);
        if (email is null)
            body["parameters"]!["invoices"]![0]!.AsObject().Remove("email");
        var declared = await agent.Declares(body);
        Assert.True(declared is { Status: 201 } && declared["status"] == "pending", declared.Json.ToJsonString());
        return declared["id"]!;
    }

    [Fact]
    public async Task OneSignature_GrantsEach_AndEachReceiptStandsAlone()
    {
        var (town, biller) = await Open();
        await using var open = town;
        string[] ids = [await Declared(biller, 1), await Declared(biller, 2), await Declared(biller, 3)];
        Assert.Equal(3, (await town.World.Get<ShowAlike>().Handle(town.Mei.Actor, ids[0])).Value.Cards.Count);

        var begun = await town.Mei.BeginsTogether(ids);
        var signed = await town.Mei.AnswersTogether(begun.Value);

        Assert.Equal(ids, signed.Value.Where(one => one.Answer.Value.GrantId is not null).Select(one => one.IntentId));
        foreach (var id in ids)
        {
            var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, id)).Value;
            var verdict = ReceiptVerification.Verify(ReceiptReader.Read(receipt.Write()).Value);
            Assert.True(verdict.Holds, string.Join(", ", verdict.Checks.Where(check => check.State == CheckState.Failed)));
            Assert.Contains(verdict.Checks, check => check is { Name: "approval.1.batch", State: CheckState.Holds });
            Assert.Equal(200, (await biller.Claims(id)).Status);
        }

        // The evidence of one is not that of another.
        var (first, second) = ((await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, ids[0])).Value, (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, ids[1])).Value);
        Assert.False(ReceiptVerification.Verify(first with { Approvals = second.Approvals }).Holds);
        // And it counts once.
        Assert.Equal("wrong_state", (await town.Mei.AnswersTogether(begun.Value)).Refusal?.Code);
    }

    [Fact]
    public async Task OneThatWasDecidedMeanwhile_IsLeftOutWithItsReason()
    {
        var (town, biller) = await Open();
        await using var open = town;
        string[] ids = [await Declared(biller, 1), await Declared(biller, 2), await Declared(biller, 3)];
        var begun = await town.Mei.BeginsTogether(ids);
        await town.Tom.Denies(ids[1]);

        var signed = (await town.Mei.AnswersTogether(begun.Value)).Value;

        Assert.Equal(["", "approval.closed", ""], signed.Select(one => one.Answer.Refusal?.Code ?? ""));
        foreach (var (id, status) in ids.Zip(["granted", "denied", "granted"]))
            Assert.Equal(status, (await biller.Looks(id))["status"]);
    }

    [Fact]
    public async Task WhatIsRiskyOrCarriesAWarningOrIsOfAnotherKind_IsNeverAmongThem()
    {
        var (town, biller) = await Open();
        await using var open = town;
        var clean = await Declared(biller, 1);
        var first = await Declared(biller, 2, "new@customer.example");

        Assert.Equal("approval.not_in_batch", (await town.Mei.BeginsTogether(clean, first)).Refusal?.Code);
        Assert.Equal("approval.batch_size", (await town.Mei.BeginsTogether(clean)).Refusal?.Code);
        Assert.Equal("approval.batch_size", (await town.Mei.BeginsTogether(clean, clean)).Refusal?.Code);
        Assert.Single((await town.World.Get<ShowAlike>().Handle(town.Mei.Actor, clean)).Value.Cards);

        var (risky, other) = await Open("elevated");
        await using var second = risky;
        Assert.Equal("approval.not_in_batch", (await risky.Mei.BeginsTogether(await Declared(other, 1), await Declared(other, 2))).Refusal?.Code);
    }

    [Fact]
    public async Task EntryOfABatch_IsNotAnsweredAlone_AndALyingKeySignsNothing()
    {
        var (town, biller) = await Open();
        await using var open = town;
        string[] ids = [await Declared(biller, 1), await Declared(biller, 2)];
        var begun = (await town.Mei.BeginsTogether(ids)).Value;
        string entry;
        await using (var db = town.World.Read())
            entry = db.Ceremonies.First(c => c.Typ == ApprovalBatch.EntryTyp).Id;

        Assert.NotNull((await town.World.Get<SignApproval>().Handle(town.Mei.Actor, entry, town.Mei.Key.Get(begun.Options))).Refusal);
        Assert.NotNull((await town.World.Get<SignBatch>().Handle(town.Tom.Actor, begun.CeremonyId, town.Mei.Key.Get(begun.Options))).Refusal);
        Assert.Equal("webauthn.user_verification", (await town.Mei.AnswersTogether(begun, new Mischief { NoUserVerification = true })).Refusal?.Code);
        await using var after = town.World.Read();
        Assert.Empty(after.SignedApprovals);
    }
}
