using GovernanceConsole.Domain.Notifications;

namespace GovernanceConsole.Domain.Tests.Notifications;

/// <summary>What may be written as the address of a webhook.</summary>
public sealed class OutboundUrlTests
{
    private static readonly OutboundRules Rules = new([443], ["hooks.corp.local:8443", "localhost:5099", "10.1.2.3", "gate"], ["localhost:5099"]);

    [Theory]
    [InlineData("http://hooks.example.com/x", "https")]
    [InlineData("ftp://hooks.example.com/x", "absolute https")]
    [InlineData("file:///etc/passwd", "absolute https")]
    [InlineData("gopher://hooks.example.com/", "absolute https")]
    [InlineData("javascript:alert(1)", "absolute https")]
    [InlineData("//hooks.example.com/x", "absolute https")]
    [InlineData("hooks.example.com", "absolute https")]
    [InlineData("https://", "absolute https")]
    [InlineData("https://hooks.example.com/a b", "absolute https")]
    [InlineData("https://hooks.example.com/\r\nHost: evil", "absolute https")]
    [InlineData("https://user:word@hooks.example.com/", "user or password")]
    [InlineData("https://hooks.example.com@127.0.0.1/", "user or password")]
    [InlineData("https://hooks.example.com/#x", "fragment")]
    [InlineData("https://hooks.example.com:8443/", "Port 8443")]
    [InlineData("https://hooks.example.com:22/", "Port 22")]
    [InlineData("https://127.0.0.1/", "number")]
    [InlineData("https://2130706433/", "number")]
    [InlineData("https://0x7f000001/", "number")]
    [InlineData("https://0177.0.0.1/", "number")]
    [InlineData("https://127.1/", "number")]
    [InlineData("https://[::1]/", "number")]
    [InlineData("https://[::ffff:169.254.169.254]/", "number")]
    [InlineData("https://①②⑦.⓪.⓪.①/", "number")]
    [InlineData("https://8.8.8.8/", "number")]
    [InlineData("https://localhost/", "own network")]
    [InlineData("https://LOCALHOST./", "own network")]
    [InlineData("https://a.localhost/", "own network")]
    [InlineData("https://metadata.google.internal/", "own network")]
    [InlineData("https://printer.local/", "own network")]
    [InlineData("https://intranet/", "own network")]
    [InlineData("https://hooks.corp.local/", "own network")]
    [InlineData("http://hooks.corp.local:8443/", "https")]
    public void AddressThatLeadsElsewhereOrIsNoAddress_IsRefusedWithItsReason(string url, string says)
    {
        var (found, fault) = OutboundUrl.Check(url, Rules);

        Assert.Null(found);
        Assert.Contains(says, fault!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.example.com/services/T0/B0/x?y=z")]
    [InlineData("https://HOOKS.example.com./")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://hooks.corp.local:8443/x")]
    [InlineData("https://10.1.2.3/x")]
    [InlineData("https://gate/x")]
    [InlineData("http://localhost:5099/x")]
    [InlineData("https://localhost:5099/x")]
    public void PublicNameOrOneThatIsAllowed_IsTaken(string url) => Assert.Null(OutboundUrl.Check(url, Rules).Fault);

    [Fact]
    public void EndlessAddress_IsRefused() => Assert.NotNull(OutboundUrl.Check("https://hooks.example.com/" + new string('a', 2000), Rules).Fault);
}
