using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class LogOpeningTests
{
    [Fact]
    public async Task UntouchedLog_GoesOnAfterARestart()
    {
        await using var world = await AuditWorld.Create(5);
        await world.Close();
        await world.Open();
        Assert.Null(world.Work.ReadOnlyBecause);
        await world.Write(5);
        await using var db = world.Read();
        Assert.Equal(6, await db.LogEntries.CountAsync());
    }

    [Fact]
    public async Task RolledBackDatabase_OpensForReadingOnly()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        var backup = world.BackUp();
        await world.Open();
        await world.Write(3);
        await world.Close();
        world.Restore(backup);
        await world.Open();

        Assert.Contains("rolled back", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
        var refused = await world.Work.Do<Done>(Actor.Console, _ => throw new InvalidOperationException("never run"));
        Assert.Equal("unavailable", refused.Refusal?.Code);
        Assert.Contains("rolled back", refused.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeletedDatabase_OpensForReadingOnly()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        world.Restore([]);
        await world.Open();
        Assert.Contains("rolled back, truncated or replaced", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HistoryOfTheSameLengthButOther_OpensForReadingOnly()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        var anchor = await File.ReadAllBytesAsync(world.AnchorFile);
        world.Restore([]);
        File.Delete(world.AnchorFile);
        await world.Open();
        for (var i = 10; i < 13; i++)
            await world.Write(i);
        await world.Close();
        await File.WriteAllBytesAsync(world.AnchorFile, anchor);
        await world.Open();
        Assert.Contains("rewritten", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingAnchor_OpensForReadingOnly_AndAnEmptyOneBeginsAnew()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        File.Delete(world.AnchorFile);
        await world.Open();
        Assert.Contains("anchor file", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
        Assert.False(File.Exists(world.AnchorFile));

        await world.Close();
        await File.WriteAllTextAsync(world.AnchorFile, "");
        await world.Open();
        Assert.Null(world.Work.ReadOnlyBecause);
    }

    [Fact]
    public async Task AnchorOfNonsense_OpensForReadingOnly()
    {
        await using var world = await AuditWorld.Create(1);
        await world.Close();
        await File.WriteAllTextAsync(world.AnchorFile, "nothing of ours\n");
        await world.Open();
        Assert.Contains("no tree head", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnchorTornByACrash_IsPassedOverAndGoesOn()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        var lines = await File.ReadAllTextAsync(world.AnchorFile);
        await File.WriteAllTextAsync(world.AnchorFile, lines[..^20]);
        await world.Open();
        Assert.Null(world.Work.ReadOnlyBecause);

        await world.Write(3);
        await world.Close();
        await world.Open();
        Assert.Null(world.Work.ReadOnlyBecause);
        Assert.EndsWith("\n", await File.ReadAllTextAsync(world.AnchorFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherLogKey_OpensForReadingOnly()
    {
        await using var world = await AuditWorld.Create(3);
        await world.Close();
        File.Delete(world.KeyFile);
        await world.Open();
        Assert.Contains("log key", world.Work.ReadOnlyBecause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM log_entries WHERE \"Index\" = 4", "does not agree with itself")]
    [InlineData("DELETE FROM log_entries WHERE \"Index\" = 2", "does not have them all")]
    [InlineData("DELETE FROM log_checkpoints WHERE \"Size\" = 5", "does not agree with itself")]
    [InlineData("DELETE FROM log_state", "no record of how far")]
    [InlineData("UPDATE log_state SET \"Frontier\" = x'00'", "cannot be read")]
    [InlineData("UPDATE log_state SET \"Frontier\" = substr(\"Frontier\", 1, 8) || zeroblob(64)", "not the one that was signed")]
    [InlineData("UPDATE log_entries SET \"LeafHash\" = zeroblob(32) WHERE \"Index\" = 3", "rewritten")]
    [InlineData("UPDATE log_checkpoints SET \"Note\" = replace(\"Note\", char(10) || '5' || char(10), char(10) || '4' || char(10)) WHERE \"Size\" = 5", "valid signature")]
    public async Task TamperedEdge_OpensForReadingOnly(string sql, string why)
    {
        await using var world = await AuditWorld.Create(5);
        await world.Tamper(sql);
        Assert.Contains(why, world.Work.ReadOnlyBecause, StringComparison.Ordinal);
    }
}
