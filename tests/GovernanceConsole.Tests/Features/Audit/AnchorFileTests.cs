using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Features.Audit;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Audit;

public sealed class AnchorFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "gc-anchor-" + Path.GetRandomFileName());
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Heads_AreReadableAtOnceAndOnTheDiskWithinASecond()
    {
        using var anchor = new AnchorFile(_path, _clock);

        anchor.Append(Head(1), "first");
        anchor.Append(Head(2), "second");
        Assert.Equal(2, File.ReadLines(_path).Count());
        Assert.False(anchor.IsForced);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(anchor.IsForced);

        anchor.Append(Head(3), "third");
        Assert.False(anchor.IsForced);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(anchor.IsForced);
    }

    [Fact]
    public void Closing_ForcesWhatIsLeft()
    {
        var anchor = new AnchorFile(_path, _clock);
        anchor.Append(Head(1), "first");

        anchor.Dispose();

        Assert.True(anchor.IsForced);
    }

    private static Checkpoint Head(long size) => new("console.example/log", size, new byte[32]);
}
