using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class TileTests
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 273, 112, "tile/0/273.p/112")]
    [InlineData(1, 1, 17, "tile/1/001.p/17")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 1000, 5, "tile/0/x001/000.p/5")]
    [InlineData(Tile.Entries, 999, 1, "tile/entries/999.p/1")]
    [InlineData(63, 0, 255, "tile/63/000.p/255")]
    public void Path_IsWrittenAndRead(int level, long index, int width, string path)
    {
        var tile = new Tile(level, index, width);
        Assert.Equal(path, tile.ToString());
        Assert.Equal(tile, Tile.Parse(path));
    }

    [Theory]
    [InlineData("tile/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/+0/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/000")]
    [InlineData("tile/0/x01/000")]
    [InlineData("tile/0/001/000")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/257")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("seal/0/000")]
    public void AnyOtherSpelling_IsNoTile(string path) => Assert.Null(Tile.Parse(path));

    [Theory]
    [InlineData(70_000, 0, 272, 256)]
    [InlineData(70_000, 0, 273, 112)]
    [InlineData(70_000, 1, 0, 256)]
    [InlineData(70_000, 1, 1, 17)]
    [InlineData(70_000, 2, 0, 1)]
    [InlineData(256, 0, 0, 256)]
    [InlineData(256, 1, 0, 1)]
    [InlineData(70_000, Tile.Entries, 273, 112)]
    public void Width_FollowsTheSizeOfTheTree(long size, int level, long index, int width) => Assert.Equal(new Tile(level, index, width), Tile.In(size, level, index));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(256, 0, 1)]
    [InlineData(255, 1, 0)]
    [InlineData(70_000, 3, 0)]
    [InlineData(70_000, 63, 0)]
    [InlineData(70_000, 0, 999_999_999_999_999_999)]
    public void EmptyTile_IsNone(long size, int level, long index) => Assert.Null(Tile.In(size, level, index));

    [Fact]
    public void Bundle_PrefixesEachEntryWithItsLength()
    {
        byte[][] entries = [[1, 2, 3], [], new byte[65535]];
        var bundle = EntryBundle.Encode(entries);
        Assert.Equal([0, 3, 1, 2, 3, 0, 0, 0xff, 0xff], bundle[..9]);
        Assert.Equal(entries, EntryBundle.Decode(bundle));
        Assert.Null(EntryBundle.Decode(bundle.AsSpan(0, bundle.Length - 1)));
        Assert.Null(EntryBundle.Decode([0]));
    }

    [Fact]
    public void EntryTooLongForItsPrefix_Throws() => Assert.Throws<OverflowException>(() => EntryBundle.Encode([new byte[65536]]));
}
