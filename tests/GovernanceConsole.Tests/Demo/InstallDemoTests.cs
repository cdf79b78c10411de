using GovernanceConsole.Demo.Cast;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Features.Evidence;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Demo;

/// <summary>The made-up past went through the acts of everyday, so all that is checked of a real one holds of it.</summary>
public sealed class InstallDemoTests(DemoTown town)
{
    [Fact]
    public async Task Log_OfTheHistory_Verifies()
    {
        var verdict = (await (await town.Get<VerifyLog>()).Do(await town.Person("tom"))).Value;

        Assert.True(verdict.IsSound, verdict.Fault?.ToString());
        Assert.True(verdict.Size > 1000);
    }

    [Fact]
    public async Task History_HoldsEveryTypeAndEveryEnd()
    {
        await using var db = await town.Read();

        var types = await db.Intents.Select(i => i.Type).Distinct().ToListAsync();
        var statuses = await db.Intents.Select(i => i.Status).Distinct().ToListAsync();

        Assert.Equal(6, types.Count);
        Assert.Superset(new HashSet<IntentStatus> { IntentStatus.Redeemed, IntentStatus.Denied, IntentStatus.Expired }, statuses.ToHashSet());
        Assert.InRange(await db.Intents.CountAsync(), 250, 900);
        var days = (await db.Intents.MaxAsync(i => i.DeclaredAt) - await db.Intents.MinAsync(i => i.DeclaredAt)).TotalDays;
        Assert.InRange(days, 58, 61);
        Assert.Equal(2, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.DemoInstalled));
    }

    [Fact]
    public async Task Receipts_OfTheHistory_VerifyAndSayDemo()
    {
        await using var db = await town.Read();
        // Some of each type, signed by one or two people.
        var ids = (await db.Intents.Where(i => i.Status == IntentStatus.Redeemed || i.Status == IntentStatus.Denied).Select(i => new { i.Id, i.Type, i.Status }).ToListAsync())
            .GroupBy(i => (i.Type, i.Status)).SelectMany(g => g.Take(3)).Select(i => i.Id).ToList();
        var print = await town.Get<PrintReceipt>();
        var key = (await town.Get<LogKey>()).Public;
        var tom = await town.Person("tom");

        foreach (var id in ids)
        {
            var receipt = ReceiptReader.Read((await print.Handle(tom, id)).Value.Write()).Value;
            var verdict = ReceiptVerification.Verify(receipt, key);
            Assert.Empty(verdict.Checks.Where(check => check.State == CheckState.Failed).Select(check => $"{id}: {check.Name}"));
            Assert.True(receipt.Demo);
        }
    }

    [Fact]
    public async Task Everybody_CanBeAskedButNobodyHoldsAKeyOfThePast()
    {
        await using var db = await town.Read();

        Assert.Equal(3, await db.Passkeys.CountAsync(k => k.RemovedAt == null && k.Practice && k.Label == InstallCast.HistoryLabel));
        Assert.Empty(await db.Sessions.ToListAsync());
        var keys = Directory.EnumerateFiles(Path.Combine(town.Folder, "demo", "keys", "demo")).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.Equal(["ap-clerk", "bank", "bi-exporter", "billing-bot", "directory", "hr-offboarder", "release-bot"], keys.Order());
    }

    [Fact]
    public async Task Terminal_IsToldWhatHappensAndNoSecret()
    {
        await town.App();

        Assert.Contains("Preparing sixty days of history", town.Said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("#", town.Said.ToString(), StringComparison.Ordinal);
    }
}
