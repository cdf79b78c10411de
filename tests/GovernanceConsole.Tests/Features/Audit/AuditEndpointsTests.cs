using System.Net;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class AuditEndpointsTests
{
    [Fact]
    public async Task OutsiderWithTheKeyOnly_RebuildsTheSignedRootFromTiles()
    {
        await using var world = await AuditWorld.Create(300);
        var client = world.Client();
        var head = Checkpoint.Open(await client.GetStringAsync("/log/checkpoint"), world.Key).Value;
        Assert.Equal(300, head.Size);

        var tree = new MerkleFrontier();
        foreach (var path in new[] { "/log/tile/0/000", "/log/tile/0/001.p/44" })
            foreach (var hash in (await client.GetByteArrayAsync(path)).Chunk(32))
                tree.Append(hash);
        Assert.Equal(head.Root, tree.Root());

        var first = new MerkleFrontier();
        foreach (var hash in (await client.GetByteArrayAsync("/log/tile/0/000")).Chunk(32))
            first.Append(hash);
        Assert.Equal(first.Root(), await client.GetByteArrayAsync("/log/tile/1/000.p/1"));
    }

    [Fact]
    public async Task EmptyLog_HasNoHead()
    {
        await using var world = await AuditWorld.Create();
        using var answer = await world.Client().GetAsync("/log/checkpoint");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task EveryProof_VerifiesItsEntry()
    {
        await using var world = await AuditWorld.Create(20);
        await world.HirePeople();
        var leaves = EntryBundle.Decode(await world.Client(AuditWorld.Auditor).GetByteArrayAsync("/log/tile/entries/000.p/21"))!;
        for (var i = 0; i < leaves.Count; i++)
        {
            var proof = TlogProof.Parse(await world.Client().GetStringAsync($"/log/proof/{i}")).Value;
            Assert.Equal(21, proof.Verify(leaves[i], world.Key).Value.Size);
            Assert.True(proof.Verify(leaves[(i + 1) % leaves.Count], world.Key).IsRefused);
        }
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData(AuditWorld.Approver, 403)]
    [InlineData("per_of_nobody", 403)]
    [InlineData(AuditWorld.Auditor, 200)]
    public async Task Entries_AreForAuditors(string? person, int status)
    {
        await using var world = await AuditWorld.Create();
        await world.HirePeople();
        using var answer = await world.Client(person).GetAsync("/log/tile/entries/000.p/1");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Caching_FollowsWhatCanChange()
    {
        await using var world = await AuditWorld.Create(1);
        using var tile = await world.Client().GetAsync("/log/tile/0/000.p/1");
        using var head = await world.Client().GetAsync("/log/checkpoint");
        Assert.True(tile.Headers.CacheControl!.MaxAge > TimeSpan.FromDays(300));
        Assert.Equal("application/octet-stream", tile.Content.Headers.ContentType?.ToString());
        Assert.True(head.Headers.CacheControl!.MaxAge < TimeSpan.FromSeconds(5));
        Assert.Equal("text/plain; charset=utf-8", head.Content.Headers.ContentType?.ToString());
    }
}
