using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Features.Drills;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>The page's own verifier finds in a drill's receipt what ours finds, in the real one and in one without its plan.</summary>
public sealed class DrillCounterpartTests
{
    [Fact]
    public async Task ReceiptOfADrill_IsReadAlikeByThePage()
    {
        await using var town = await Town.Open();
        var planned = await town.World.Get<PlanDrill>().Handle(town.World.Olga.Actor, new DrillSheet("ap-clerk-3", "Pays invoices.", "prod", Payments.Wire().ToJsonString(), "The account is not the supplier's.", null, 60));
        Assert.Null(planned.Refusal);
        await town.World.FastForward(TimeSpan.FromSeconds(5));
        await using var db = town.World.Read();
        var intentId = (await db.Drills.SingleAsync()).IntentId;
        Assert.False((await town.Tom.Denies(intentId)).IsRefused);
        var receipt = (await town.World.Get<PrintReceipt>().Handle(town.Ada.Actor, intentId)).Value;
        var unplanned = receipt with { Log = receipt.Log with { Entries = [.. receipt.Log.Entries.Where(e => !Encoding.UTF8.GetString(e.Leaf).Contains("drill.planned", StringComparison.Ordinal))] } };

        foreach (var (one, state) in (ValueTuple<Receipt, CheckState>[])[(receipt, CheckState.Holds), (unplanned, CheckState.Failed)])
        {
            var theirs = JsonNode.Parse(await Node.Run("drills.mjs", Encoding.UTF8.GetString(one.Write())))!;
            var ours = ReceiptVerification.Verify(one).Checks;
            Assert.True((bool)theirs["drill"]!);
            Assert.Equal(state, ours.Single(check => check.Name == "drill.planned").State);
            Assert.Equal(ours.Select(c => $"{c.State switch { CheckState.Holds => "holds", CheckState.Failed => "failed", _ => "unknown" }} {c.Name} {c.Rule}"), theirs["checks"]!.AsArray().Select(c => (string)c!));
        }
    }
}
