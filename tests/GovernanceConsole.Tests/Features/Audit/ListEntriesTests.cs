using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Audit;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class ListEntriesTests
{
    [Fact]
    public async Task Pages_GoBackAndForthWithoutGapOrOverlap()
    {
        await using var world = await AuditWorld.Create(119);
        await world.HirePeople();

        var newest = await List(world, All());
        Assert.Equal(119, newest.Lines[0].Index);
        Assert.Null(newest.Newer);
        var middle = await List(world, All() with { Before = newest.Older });
        var oldest = await List(world, All() with { Before = middle.Older });
        Assert.Null(oldest.Older);
        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(i => (long)i), newest.Lines.Concat(middle.Lines).Concat(oldest.Lines).Select(l => l.Index));

        var again = await List(world, All() with { After = oldest.Newer });
        Assert.Equal(middle.Lines.Select(l => l.Index), again.Lines.Select(l => l.Index));
        Assert.Equal((middle.Older, middle.Newer), (again.Older, again.Newer));
    }

    [Fact]
    public async Task Filters_AreTheDatabasesAndCombine()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(1, "agent.registered", "agt_1");
        world.Pass(TimeSpan.FromDays(1));
        await world.Write(2, "agent.changed", "agt_1", Actor.Person(AuditWorld.Approver));
        world.Pass(TimeSpan.FromDays(1));
        await world.Write(3, "agent.changed", "agt_2", Actor.Person(AuditWorld.Approver));

        Assert.Equal([3L, 2L], await Indexes(world, All() with { Type = "agent.changed" }));
        Assert.Equal([2L, 1L], await Indexes(world, All() with { Subject = "agt_1" }));
        Assert.Equal([2L], await Indexes(world, All() with { Subject = "agt_1", Actor = AuditWorld.Approver }));
        Assert.Equal([3L, 2L], await Indexes(world, All() with { From = new DateOnly(2026, 11, 23) }));
        Assert.Equal([1L, 0L], await Indexes(world, All() with { To = new DateOnly(2026, 11, 22) }));
        Assert.Equal([2L], await Indexes(world, All() with { From = new DateOnly(2026, 11, 23), To = new DateOnly(2026, 11, 23) }));
        Assert.Empty(await Indexes(world, All() with { From = new DateOnly(2027, 1, 1), To = DateOnly.MaxValue }));
        Assert.Equal("Ben Prove", (await List(world, All())).Names[AuditWorld.Approver]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(AuditWorld.Approver)]
    public async Task WhoMayNotRead_IsRefused(string? person)
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        var actor = person is null ? Actor.Nobody : Actor.Person(person);
        Assert.True((await world.Get<ListEntries>().Do(actor, All())).IsRefused);
        Assert.True((await world.Get<ShowEntry>().Do(actor, 0)).IsRefused);
    }

    [Fact]
    public async Task Entry_IsShownWithItsProofAndWhetherItHolds()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(7);
        await world.Write(8);
        var view = (await world.Get<ShowEntry>().Do(Actor.Person(AuditWorld.Auditor), 1)).Value;
        Assert.Equal(("agent.changed", "{\"says\":\"word 7\"}"), (view.Entry!.Type, view.Detail));
        Assert.True(view is { HashHolds: true, DetailHolds: true, DetailErased: false, Size: 3 });
        Assert.NotNull(view.Proof);

        await world.Tamper("UPDATE log_entries SET \"Leaf\" = replace(\"Leaf\", 'agt_1', 'agt_2') WHERE \"Index\" = 1; UPDATE audit_details SET \"Detail\" = '{}' WHERE \"Index\" = 1");
        view = (await world.Get<ShowEntry>().Do(Actor.Person(AuditWorld.Auditor), 1)).Value;
        Assert.True(view is { HashHolds: false, DetailHolds: false, Proof: null });
    }

    [Fact]
    public async Task Pages_RenderForAuditorsWithNonsenseInTheAddress()
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        await world.Write(7);
        var list = await world.Client(AuditWorld.Auditor).GetStringAsync("/audit?type=agent.changed&from=yesterday&before=x");
        Assert.Contains("Agent changed", list, StringComparison.Ordinal);
        Assert.Contains("from is no day written yyyy-MM-dd; before is no number.", list, StringComparison.Ordinal);
        Assert.Contains("href=\"/audit/1\"", list, StringComparison.Ordinal);

        var entry = await world.Client(AuditWorld.Auditor).GetStringAsync("/audit/1");
        Assert.Contains("word 7", entry, StringComparison.Ordinal);
        Assert.Contains("c2sp.org/tlog-proof@v1", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("does not hold", entry, StringComparison.Ordinal);

        var refused = await world.Client(AuditWorld.Approver).GetStringAsync("/audit/1");
        Assert.Contains("not yours to see", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("word 7", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", null, null, null)]
    [InlineData(null, "2026-13-01", null, null)]
    [InlineData(null, null, "-1", null)]
    [InlineData(null, "2026-02-01", null, "2026-01-01")]
    public void NonsenseInTheUrl_IsNamedAndLeftOut(string? actor, string? from, string? before, string? to)
    {
        var filter = EntryFilter.Read(null, actor, null, from, to, before, null);
        Assert.Single(filter.Ignored);
        Assert.True(filter.Actor is null && filter.Before is null && filter.To is null);
    }

    [Fact]
    public void Filter_SurvivesItsOwnLink()
    {
        var filter = EntryFilter.Read("agent.changed", "per_1", "int_1&x=1", "2026-01-01", "2026-01-02", null, null);
        Assert.Equal("/audit?type=agent.changed&actor=per_1&subject=int_1%26x%3D1&from=2026-01-01&to=2026-01-02&before=7", filter.Link(before: 7));
        Assert.Equal("/audit", All().Link());
    }

    private static EntryFilter All() => EntryFilter.Read(null, null, null, null, null, null, null);

    private static async Task<EntryList> List(AuditWorld world, EntryFilter filter) => (await world.Get<ListEntries>().Do(Actor.Person(AuditWorld.Auditor), filter)).Value;

    private static async Task<IEnumerable<long>> Indexes(AuditWorld world, EntryFilter filter) => (await List(world, filter)).Lines.Select(l => l.Index);
}
