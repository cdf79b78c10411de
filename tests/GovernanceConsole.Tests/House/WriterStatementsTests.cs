using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.House;

/// <summary>What the writer keeps prepared answers as if it had been asked for the first time.</summary>
public sealed class WriterStatementsTests(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public async Task SameQueryAgain_IsAskedWithItsNewValues()
    {
        var found = await Do(async act => (await Named(act, open.Town.Tom.Id), await Named(act, open.Town.Ana.Id), await Named(act, open.Town.Tom.Id)));

        Assert.Equal(("Tom Eck", "Ana Ruiz", "Tom Eck"), found);
    }

    [Fact]
    public async Task SameQueryInsideItsOwnReading_DisturbsNeither()
    {
        var (outer, inner) = await Do(async act =>
        {
            List<string> outer = [], inner = [];
            await foreach (var person in Everybody(act))
            {
                outer.Add(person);
                await foreach (var other in Everybody(act))
                    inner.Add(other);
            }
            return (outer, inner);
        });

        Assert.True(outer.Count > 1);
        Assert.Equal(outer.SelectMany(_ => outer), inner);
    }

    [Fact]
    public async Task QueryLeftInTheMiddle_IsReadFromTheStartNextTime()
    {
        var (first, all) = await Do(async act =>
        {
            var first = "";
            await foreach (var person in Everybody(act))
            {
                first = person;
                break;
            }
            List<string> all = [];
            await foreach (var person in Everybody(act))
                all.Add(person);
            return (first, all);
        });

        Assert.Equal(first, all[0]);
        Assert.True(all.Count > 1);
    }

    [Fact]
    public async Task RowThatIsGone_CannotBeUpdated_AndTheActLeavesNothing()
    {
        var before = open.World.Get<Work>();
        var ghost = before.Do<Done>(Actor.Console, act =>
        {
            act.Audit(AuditTypes.PersonSuspended, open.Town.Tom.Id);
            act.Update(new Person { Id = "per_nobody", Name = "Nobody", CreatedAt = act.Now, InvitedById = "console", Version = 1 });
            return Task.FromResult<Outcome<Done>>(new Done());
        });

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => ghost);
        await using var db = open.World.Read();
        Assert.False(await db.LogEntries.AnyAsync(e => e.Type == AuditTypes.PersonSuspended));
    }

    private async Task<T> Do<T>(Func<Act, Task<T>> read) => (await open.World.Get<Work>().Do<T>(Actor.Console, async act => await read(act))).Value;

    private static Task<string> Named(Act act, string id) => act.Db.People.Where(p => p.Id == id).Select(p => p.Name).SingleAsync();

    private static IAsyncEnumerable<string> Everybody(Act act) => act.Db.People.OrderBy(p => p.Id).Select(p => p.Id).AsAsyncEnumerable();
}
