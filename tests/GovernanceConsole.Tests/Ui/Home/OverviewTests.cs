using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Tests.World;
using GovernanceConsole.Ui.Home;

namespace GovernanceConsole.Tests.Ui.Home;

public sealed class OverviewTests
{
    [Fact]
    public async Task FewOperators_AreToldWhileThereIsTime()
    {
        await using var world = await World.World.Open();
        await world.Person("Mei Tan", [Role.Approver]);
        Assert.Contains("You are the only operator.", await Titles(world, world.Olga));

        var second = await world.Person("Otto Lind", [Role.Operator]);
        Assert.Contains("Two operators are one too few.", await Titles(world, world.Olga));

        await world.Person("Ola Berg", [Role.Operator, Role.Approver]);
        Assert.DoesNotContain(await Titles(world, second), title => title.Contains("operator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoManagesNobody_IsNotToldOfOperators()
    {
        await using var world = await World.World.Open();
        var ada = await world.Person("Ada Nagy", [Role.Auditor]);

        Assert.DoesNotContain(await Titles(world, ada), title => title.Contains("operator", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> Titles(World.World world, WorldPerson reader)
    {
        await using var db = world.Read();
        var standing = await Standing.Of(db, reader.Id, world.Clock.GetUtcNow().UtcDateTime);
        return [.. (await world.Get<Overview>().For(standing, [], CancellationToken.None))!.Troubles.Select(trouble => trouble.Title)];
    }
}
