using GovernanceConsole.Data;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.House;

/// <summary>A context for reading is kept for the next reader, and nothing of the one before is seen through it.</summary>
public sealed class ReadersTests(OpenTown open) : IClassFixture<OpenTown>
{
    private Database Database => open.Town.World.Get<Database>();

    [Fact]
    public void ContextGivenBack_IsLentAgain_AndToOneReaderAtATime()
    {
        var first = Database.Read();
        first.Dispose();
        first.Dispose(); // gives back once
        var again = Database.Read();
        var beside = Database.Read();

        Assert.Same(first, again);
        Assert.NotSame(again, beside);
        again.Dispose();
        beside.Dispose();
    }

    [Fact]
    public async Task MoreReadersAtOnceThanAreKept_AllReadAndAllEnd()
    {
        var crowd = Enumerable.Range(0, 40).Select(_ => Database.Read()).ToList();
        foreach (var db in crowd)
            Assert.True(await db.People.AnyAsync());
        foreach (var db in crowd)
            await db.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => crowd[^1].People.Any()); // one too many to keep
        await using var next = Database.Read();
        Assert.True(await next.People.AnyAsync());
    }

    [Fact]
    public async Task WhatWasCommittedMeanwhile_IsSeenByTheNextQuery_AndByTheReaderAfter()
    {
        await using var reading = Database.Read();
        var before = await People(reading);
        await open.Town.World.Person("Nora Neu", []);

        Assert.Equal(before + 1, await People(reading));
        await using var after = Database.Read();
        Assert.Equal(before + 1, await People(after));
    }

    [Fact]
    public async Task ReadingLeftInTheMiddle_KeepsNoSnapshot()
    {
        await using (var hasty = Database.Read())
        {
            await foreach (var person in hasty.People.AsAsyncEnumerable())
                break;
        }

        await using var next = Database.Read();
        var before = await People(next);
        await open.Town.World.Person("Otto Ohne", []);
        Assert.Equal(before + 1, await People(next));
    }

    [Fact]
    public async Task MoreTextsThanAConnectionKeeps_AreAnsweredAllTheSame()
    {
        await using var db = Database.Read();
        var person = open.Town.Ana.Id;
        await foreach (var one in db.People.AsAsyncEnumerable())
        {
            // Each has a text of its own; the reading around them stays as it is.
            for (var many = 1; many <= 150; many++)
                Assert.Equal("Ana Ruiz", await db.People.TagWith($"text {many}").Where(p => p.Id == person).Select(p => p.Name).SingleAsync());
        }
    }

    private static Task<int> People(GovernanceDb db) => db.People.CountAsync();
}
