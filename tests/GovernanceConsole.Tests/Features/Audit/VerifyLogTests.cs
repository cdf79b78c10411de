using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class VerifyLogTests
{
    [Fact]
    public async Task UntouchedLogAcrossATile_IsSound()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        for (var i = 0; i < 299; i++)
            await world.Write(i);

        var seen = new List<WalkProgress>();
        var verdict = (await Verify(world, AuditWorld.Auditor, new Into(seen))).Value;
        Assert.True(verdict.IsSound, verdict.Fault?.Message);
        Assert.Equal((300L, 300L, 0L), (verdict.Size, verdict.Checkpoints, verdict.ErasedDetails));
        Assert.Equal(new WalkProgress(300, 300), seen[^1]);
    }

    [Theory]
    [InlineData(AuditWorld.Approver)]
    [InlineData("per_of_nobody")]
    [InlineData(null)]
    public async Task WhoMayNotVerify_IsRefused(string? person)
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        Assert.True((await Verify(world, person)).IsRefused);
    }

    [Theory]
    [InlineData("UPDATE log_entries SET \"Leaf\" = replace(\"Leaf\", 'agt_1', 'agt_2') WHERE \"Index\" = 4", LogFaultKind.LeafHashMismatch, 4)]
    [InlineData("UPDATE log_entries SET \"ActorId\" = 'console2' WHERE \"Index\" = 4", LogFaultKind.ListingMismatch, 4)]
    [InlineData("UPDATE log_entries SET \"At\" = \"At\" + 1 WHERE \"Index\" = 4", LogFaultKind.ListingMismatch, 4)]
    [InlineData("UPDATE audit_details SET \"Detail\" = replace(\"Detail\", 'word', 'curse') WHERE \"Index\" = 3", LogFaultKind.DetailMismatch, 3)]
    [InlineData("UPDATE audit_details SET \"Salt\" = NULL WHERE \"Index\" = 3", LogFaultKind.DetailMismatch, 3)]
    [InlineData("INSERT INTO audit_details VALUES (0, x'00', '{}')", LogFaultKind.DetailMismatch, 0)]
    [InlineData("DELETE FROM log_entries WHERE \"Index\" = 4", LogFaultKind.MissingEntry, 4)]
    [InlineData("DELETE FROM log_entries WHERE \"Index\" >= 5", LogFaultKind.Truncated, 5)]
    [InlineData("DELETE FROM log_entries WHERE \"Index\" >= 5; DELETE FROM log_checkpoints WHERE \"Size\" > 5", LogFaultKind.Truncated, 5)]
    [InlineData("UPDATE log_checkpoints SET \"Note\" = (SELECT \"Note\" FROM log_checkpoints WHERE \"Size\" = 2) WHERE \"Size\" = 4", LogFaultKind.InconsistentCheckpoints, 2)]
    public async Task Tampering_IsNamedByItsFirstEntry(string sql, LogFaultKind kind, long first)
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        for (var i = 0; i < 7; i++)
            await world.Write(i);
        await world.Tamper(sql);

        var verdict = (await Verify(world, AuditWorld.Auditor)).Value;
        Assert.Equal((kind, first), (verdict.Fault!.Kind, verdict.Fault.FirstIndex));
    }

    [Fact]
    public async Task ErasedDetail_LeavesTheLogSound()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(1);
        await world.Write(2);
        await world.Tamper("UPDATE audit_details SET \"Salt\" = NULL, \"Detail\" = NULL WHERE \"Index\" = 1; DELETE FROM audit_details WHERE \"Index\" = 2");
        var verdict = (await Verify(world, AuditWorld.Auditor)).Value;
        Assert.True(verdict.IsSound, verdict.Fault?.Message);
        Assert.Equal(2, verdict.ErasedDetails);
    }

    [Fact]
    public async Task WrongStoredNode_IsNamed()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        for (var i = 0; i < 256; i++)
            await world.Write(i);
        await world.Tamper("UPDATE log_nodes SET \"Hash\" = zeroblob(32)");
        var verdict = (await Verify(world, AuditWorld.Auditor)).Value;
        Assert.Equal((LogFaultKind.NodeMismatch, 0L, 255L), (verdict.Fault!.Kind, verdict.Fault.FirstIndex, verdict.Fault.LastIndex));
    }

    private static Task<Outcome<LogVerdict>> Verify(AuditWorld world, string? person, IProgress<WalkProgress>? progress = null) =>
        world.Get<VerifyLog>().Do(person is null ? Actor.Nobody : Actor.Person(person), progress);

    private sealed class Into(List<WalkProgress> seen) : IProgress<WalkProgress>
    {
        public void Report(WalkProgress value) => seen.Add(value);
    }
}
