using System.Reflection;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.House;

/// <summary>Nothing changes without a trace, and no trace is only promised.</summary>
public sealed class AuditCoverageTests(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public void EveryEntryType_IsWrittenSomewhere()
    {
        var code = string.Concat(Source.Files("src/GovernanceConsole", ".cs").Where(path => !path.EndsWith("AuditTypes.cs", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.Empty(Types().Where(type => !code.Contains("AuditTypes." + type.Name, StringComparison.Ordinal)).Select(type => type.Name));
    }

    [Fact]
    public void EveryEntryType_HasANameOfItsOwn_AsNounAndVerb()
    {
        var names = Types().Select(type => (string)type.GetRawConstantValue()!).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z_]+\\.[a-z_]+$", name));
    }

    [Fact]
    public void EveryAct_NamesItsEntryByTheList() =>
        Assert.Empty(Source.Files("src/GovernanceConsole", ".cs").Where(path => File.ReadAllText(path).Contains(".Audit(\"", StringComparison.Ordinal)).Select(Source.Relative));

    [Fact]
    public async Task RowAddedWithoutAnEntry_IsRolledBack()
    {
        var silent = open.World.Get<Work>().Do<Done>(Actor.Console, act =>
        {
            act.Db.GroupMemberships.Add(new GroupMembership { PersonId = open.Town.Tom.Id, Group = "ghosts", FromAt = act.Now, AddedById = "console" });
            return Task.FromResult<Outcome<Done>>(new Done());
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => silent);
        await using var db = open.World.Read();
        Assert.False(await db.GroupMemberships.AnyAsync(m => m.Group == "ghosts"));
    }

    [Fact]
    public async Task RowUpdatedPastTheTracker_IsRolledBack()
    {
        var silent = open.World.Get<Work>().Do<Done>(Actor.Console, async act =>
        {
            await act.Db.People.Where(p => p.Id == open.Town.Tom.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, "Nobody"));
            return new Done();
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => silent);
        await using var db = open.World.Read();
        Assert.Equal("Tom Eck", (await db.People.SingleAsync(p => p.Id == open.Town.Tom.Id)).Name);
    }

    [Fact]
    public async Task RefusedAct_LeavesNeitherRowNorEntry_AndItsNeighbourIsKept()
    {
        var before = open.Holdings().Entries;
        var work = open.World.Get<Work>();
        Task<Outcome<Done>> Rename(string group, bool refuse) => work.Do<Done>(Actor.Console, act =>
        {
            act.Db.GroupMemberships.Add(new GroupMembership { PersonId = open.Town.Tom.Id, Group = group, FromAt = act.Now, AddedById = "console" });
            act.Audit(AuditTypes.GroupJoined, open.Town.Tom.Id);
            return Task.FromResult<Outcome<Done>>(refuse ? new Refusal("no", "No.") : new Done());
        });

        var both = await Task.WhenAll(Rename("refused", refuse: true), Rename("kept", refuse: false));

        Assert.True(both[0].IsRefused && !both[1].IsRefused);
        await using var db = open.World.Read();
        Assert.Equal((false, true, before + 1), (await db.GroupMemberships.AnyAsync(m => m.Group == "refused"), await db.GroupMemberships.AnyAsync(m => m.Group == "kept"), open.Holdings().Entries));
    }

    private static IEnumerable<FieldInfo> Types() => typeof(AuditTypes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral);
}
