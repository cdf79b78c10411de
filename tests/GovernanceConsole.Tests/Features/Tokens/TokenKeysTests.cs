using System.Security.Cryptography;
using GovernanceConsole.Features.Tokens;
using GovernanceConsole.Platform.Keys;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Tokens;

/// <summary>Keys come and go by the clock: published before they sign, kept until their last token is dead.</summary>
public sealed class TokenKeysTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "gc-keys-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
    private readonly Clock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FirstStart_MakesOneKeyThatSigns()
    {
        var keys = Open();

        Assert.Equal(keys.Current.Kid, Assert.Single(keys.Published).Kid);
        Assert.Equal(keys.Current.Public.Thumbprint, keys.Current.Kid);
    }

    [Fact]
    public void BeforeTheLead_NothingIsPublished()
    {
        var keys = Open();
        _clock.Now += TimeSpan.FromDays(30) - TimeSpan.FromMinutes(61);

        Assert.Null(keys.PublishNext());
    }

    [Fact]
    public void NextKey_IsPublishedBeforeItSigns_AndTheOldOneStaysUntilItsTokensAreDead()
    {
        var keys = Open();
        var old = keys.Current;
        _clock.Now += TimeSpan.FromDays(30) - TimeSpan.FromMinutes(60);

        var next = keys.PublishNext();

        Assert.NotNull(next);
        Assert.Equal(old.Kid, keys.Current.Kid);
        Assert.Equal([old.Kid, next.Kid], keys.Published.Select(k => k.Kid));

        _clock.Now += TimeSpan.FromMinutes(60);
        Assert.Equal(next.Kid, keys.Current.Kid);
        Assert.Empty(keys.RetireDead());

        _clock.Now += TimeSpan.FromMinutes(17);
        Assert.Equal(old.Kid, Assert.Single(keys.RetireDead()).Kid);
        Assert.Equal(next.Kid, Assert.Single(keys.Published).Kid);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void PublishingTwice_MakesOneKey()
    {
        var keys = Open();
        _clock.Now += TimeSpan.FromDays(30);

        Assert.NotNull(keys.PublishNext());
        Assert.Null(keys.PublishNext());
    }

    [Fact]
    public void AfterALongSleep_TheNewKeyIsStillPublishedBeforeItSigns()
    {
        var keys = Open();
        _clock.Now += TimeSpan.FromDays(300);

        var next = keys.PublishNext()!;

        Assert.NotEqual(next.Kid, keys.Current.Kid);
        Assert.Equal(_clock.Now.AddMinutes(60), next.From);
    }

    [Fact]
    public void Restart_ReadsTheSameKeys()
    {
        var before = Open();
        _clock.Now += TimeSpan.FromDays(30);
        before.PublishNext();

        Assert.Equal(before.Published.Select(k => (k.Kid, k.From)), Open().Published.Select(k => (k.Kid, k.From)));
    }

    [Fact]
    public void KeyFiles_AreTheOwnersAlone()
    {
        Open();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_folder).Single()));
    }

    private TokenKeys Open() => new(new KeyFolder(_folder), _clock, Options.Create(new TokensOptions()));

    private sealed class Clock : TimeProvider
    {
        public DateTime Now { get; set; } = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

        public override DateTimeOffset GetUtcNow() => new(Now);
    }
}
