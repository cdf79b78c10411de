using System.Net;
using GovernanceConsole.Features.Notifications;
using GovernanceConsole.Tests.World;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Tests.Features.Notifications;

/// <summary>A name decides nothing: what it resolves to at the moment of connecting does.</summary>
public sealed class OutboundHttpTests
{
    private static async Task<Exception?> Ask(string url, NotificationsOptions options, params IPAddress[][] answers)
    {
        var asked = 0;
        using var http = new OutboundHttp(Options.Create(options), (_, _) => Task.FromResult(answers[Math.Min(asked++, answers.Length - 1)]));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var fault = await Record.ExceptionAsync(() => http.Client.GetAsync(new Uri(url), patience.Token));
        Assert.Equal(1, asked); // resolved once a connection: what was judged is what is connected to
        while (fault is HttpRequestException { InnerException: { } inner })
            fault = inner;
        return fault;
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.5")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8")]
    public async Task PublicNameWithAnAddressInside_IsNotConnectedTo(params string[] addresses)
    {
        await using var endpoint = await WorldEndpoint.Open();

        var fault = await Ask($"http://rebound.example.com:{endpoint.Port}/", new NotificationsOptions(), [.. addresses.Select(IPAddress.Parse)]);

        Assert.IsType<OutboundRefused>(fault);
        Assert.Empty(endpoint.Received);
    }

    [Fact]
    public async Task NameThatChangesItsMind_GainsNothing()
    {
        await using var endpoint = await WorldEndpoint.Open();
        var asked = 0;
        // Public while it is judged, inside when asked again: it is never asked again for the same connection.
        using var http = new OutboundHttp(Options.Create(new NotificationsOptions()), (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? IPAddress.Parse("127.0.0.1") : IPAddress.Parse("8.8.8.8")]));

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri($"http://rebound.example.com:{endpoint.Port}/")));

        Assert.IsType<OutboundRefused>(fault.InnerException);
        Assert.Equal((1, 0), (asked, endpoint.Received.Count));
    }

    [Fact]
    public async Task NameThatIsAllowed_MayLieInside()
    {
        await using var endpoint = await WorldEndpoint.Open();

        Assert.Null(await Ask($"http://desk.example.com:{endpoint.Port}/", new NotificationsOptions { AllowedHosts = [$"desk.example.com:{endpoint.Port}"] }, [IPAddress.Loopback]));
        Assert.Single(endpoint.Received);
        Assert.IsType<OutboundRefused>(await Ask($"http://other.example.com:{endpoint.Port}/", new NotificationsOptions { AllowedHosts = [$"desk.example.com:{endpoint.Port}"] }, [IPAddress.Loopback]));
    }

    [Fact]
    public async Task ProxyOfTheEnvironment_IsNotAsked()
    {
        await using var endpoint = await WorldEndpoint.Open();
        await using var proxy = await WorldEndpoint.Open();
        Environment.SetEnvironmentVariable("http_proxy", $"http://127.0.0.1:{proxy.Port}");
        try
        {
            Assert.Null(await Ask($"http://desk.example.com:{endpoint.Port}/", new NotificationsOptions { AllowedHosts = [$"desk.example.com:{endpoint.Port}"] }, [IPAddress.Loopback]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("http_proxy", null);
        }

        Assert.Equal((1, 0), (endpoint.Received.Count, proxy.Received.Count));
    }
}
