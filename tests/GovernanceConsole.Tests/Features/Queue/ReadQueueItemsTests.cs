using GovernanceConsole.Features.Queue;
using GovernanceConsole.Features.Queue.Pages;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Queue;

public sealed class ReadQueueItemsTests(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public async Task FirstTimeToARecipient_IsMarkedUntilSomethingWasDoneForThem()
    {
        var account = open.FreshAccount();
        var first = await open.Town.Pending(iban: account);
        var second = await open.Town.Pending("7481.00", account);
        Assert.All(await Marks(first, second), marks => Assert.Equal(["first time"], marks));

        await open.Town.Mei.Approves(first);
        Assert.Equal([[], ["first time"]], await Marks(first, second));
        await open.Town.Spend(first, Payments.Wire("7480.00", account)["parameters"]!);

        Assert.Equal([[], []], await Marks(first, second));
        Assert.DoesNotContain((await open.Town.Mei.Opens(second)).Display.Flags, flag => flag.Code == "first_recipient");
    }

    private async Task<IReadOnlyList<string>[]> Marks(params string[] ids)
    {
        var items = (await open.World.Get<ReadQueueItems>().Handle(open.Town.Mei.Actor, ids)).Value;
        return [.. ids.Select(id => QueueRow.Of(items.Single(item => item.Item.IntentId == id)).Marks)];
    }
}
