using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Who was in a group or held a role at a past moment stays answerable, whatever became of them.</summary>
public sealed class GroupsAreRemembered
{
    [Fact]
    public async Task AnyPastMoment_IsAnsweredAsItWas()
    {
        await using var town = await Town.Open();
        var (world, read) = (town.World, town.World.Get<ReadMembership>());
        var before = world.Clock.GetUtcNow().UtcDateTime;
        await world.FastForward(TimeSpan.FromDays(2));
        Assert.Null((await world.Get<LeaveGroup>().Handle(world.Olga.Actor, town.Tom.Id, "finance")).Refusal);
        await world.FastForward(TimeSpan.FromDays(2));
        Assert.Null((await world.Get<JoinGroup>().Handle(world.Olga.Actor, town.Ada.Id, "finance")).Refusal);
        var now = world.Clock.GetUtcNow().UtcDateTime;

        Assert.Equal(["Ana Ruiz", "Mei Tan", "Tom Eck"], await Finance(before));
        Assert.Equal(["Ana Ruiz", "Mei Tan"], await Finance(before.AddDays(3)));
        Assert.Equal(["Ada Nagy", "Ana Ruiz", "Mei Tan"], await Finance(now));
        Assert.Empty((await read.Handle(town.Ada.Actor, before.AddDays(-1))).Value);
        Assert.Equal("invalid_field", (await read.Handle(town.Ada.Actor, now.AddMinutes(1))).Refusal?.Code);

        async Task<string[]> Finance(DateTime at) => [.. (await read.Handle(town.Ada.Actor, at)).Value.Single(set => set is { Name: "finance", IsRole: false }).People.Select(p => p.Name)];
    }

    [Fact]
    public async Task WhoMayNotReadPeople_IsToldNothing()
    {
        await using var town = await Town.Open();
        var nobody = await town.World.Person("Nina Null", []);

        Assert.NotNull((await town.World.Get<ReadMembership>().Handle(nobody.Actor, town.World.Clock.GetUtcNow().UtcDateTime)).Refusal);
    }
}
