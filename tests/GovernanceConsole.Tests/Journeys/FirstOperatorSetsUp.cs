using System.Text;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>A fresh console prints a link; whoever opens it becomes the first operator, once.</summary>
public sealed class FirstOperatorSetsUp
{
    [Fact]
    public async Task PrintedLink_MakesTheFirstOperator_AndIsSpent()
    {
        await using var world = await World.World.OpenEmpty();
        var secret = await world.Terminal.Secret();
        using var ana = new WorldBrowser(world);
        Assert.Equal("set-up", (await ana.Post("/ceremonies/enrolment/look", new { secret }))["kind"]);
        Assert.Equal(200, (await ana.Enrols(secret, "Ana Ruiz")).Status);
        Assert.Equal(200, (await ana.Get("/")).Status);

        await using var db = world.Read();
        var person = await db.People.SingleAsync();
        Assert.Equal("Ana Ruiz", person.Name);
        Assert.Equal(Role.Operator, (await db.RoleHoldings.SingleAsync()).Role);
        Assert.Equal("console", (await db.Passkeys.SingleAsync()).VouchedById);
        Assert.Contains(AuditTypes.RoleGranted, await db.LogEntries.Select(e => e.Type).ToListAsync());

        using var other = new WorldBrowser(world);
        Assert.Equal("invitation.used", (await other.Enrols(secret, "Eve")).Problem);
    }

    [Fact]
    public async Task Link_EndsAfterHalfAnHour()
    {
        await using var world = await World.World.OpenEmpty();
        using var ana = new WorldBrowser(world);
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("invitation.expired", (await ana.Enrols(await world.Terminal.Secret(), "Ana")).Problem);
    }

    [Fact]
    public async Task Restart_MakesANewLink_AndWithdrawsTheOldOne()
    {
        await using var world = await World.World.OpenEmpty();
        var old = await world.Terminal.Secret();
        await world.RestartEmpty();
        var fresh = await world.Terminal.Secret();
        Assert.NotEqual(old, fresh);
        using var ana = new WorldBrowser(world);
        Assert.Equal("invitation.withdrawn", (await ana.Enrols(old, "Ana")).Problem);
        Assert.Equal(200, (await ana.Enrols(fresh, "Ana")).Status);
    }

    [Fact]
    public async Task Secret_IsNowhereOnDisk()
    {
        await using var world = await World.World.OpenEmpty();
        var secret = Encoding.ASCII.GetBytes(await world.Terminal.Secret());
        using var ana = new WorldBrowser(world);
        await ana.Enrols(Encoding.ASCII.GetString(secret), "Ana");
        foreach (var file in Directory.EnumerateFiles(world.Folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes);
            Assert.True(bytes.ToArray().AsSpan().IndexOf(secret) < 0, file);
        }
    }

    [Fact]
    public async Task TwoAtOnce_MakeOneOperator()
    {
        await using var world = await World.World.OpenEmpty();
        var secret = await world.Terminal.Secret();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            using var browser = new WorldBrowser(world);
            return (await browser.Enrols(secret, $"Number {i}")).Status;
        }));
        Assert.Single(answers, 200);
        await using var db = world.Read();
        Assert.Equal(1, await db.People.CountAsync());
        Assert.Equal(1, await db.Passkeys.CountAsync());
    }
}
