namespace GovernanceConsole.Tests.Features.Audit;

public sealed class LogAddressesTests(LogAddressesTests.FiveEntries five) : IClassFixture<LogAddressesTests.FiveEntries>
{
    [Theory]
    [InlineData("/log/tile/0/000", 404)]
    [InlineData("/log/tile/0/000.p/5", 200)]
    [InlineData("/log/tile/0/000.p/3", 200)]
    [InlineData("/log/tile/0/000.p/6", 404)]
    [InlineData("/log/tile/1/000.p/1", 404)]
    [InlineData("/log/tile/0/001", 404)]
    [InlineData("/log/tile/00/000.p/5", 404)]
    [InlineData("/log/tile/0/x000/000.p/5", 404)]
    [InlineData("/log/tile/9999/000", 404)]
    [InlineData("/log/tile/", 404)]
    [InlineData("/log/proof/4", 200)]
    [InlineData("/log/proof/5", 404)]
    [InlineData("/log/proof/-1", 404)]
    [InlineData("/log/proof/99999999999999999999", 404)]
    [InlineData("/log/proof/x", 404)]
    public async Task Address_AnswersWhatTheLogHas(string path, int status)
    {
        using var answer = await five.World.Client().GetAsync(path);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 404)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>One console for all addresses, since none of them changes anything.</summary>
    public sealed class FiveEntries : IAsyncLifetime
    {
        internal AuditWorld World { get; private set; } = null!;

        public async ValueTask InitializeAsync() => World = await AuditWorld.Create(5);

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
