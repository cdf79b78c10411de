using System.Net;
using System.Net.Sockets;
using GovernanceConsole.Domain.Notifications;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Notifications;

/// <summary>Finds the addresses of a host; the system's resolver outside of tests.</summary>
internal delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken cancel);

/// <summary>A connection that was not made because of where it would have led.</summary>
internal sealed class OutboundRefused(string kind) : Exception($"The host's address is {kind}.")
{
    public string Kind => kind;
}

/// <summary>
/// The one HTTP client whose addresses people give. A host is resolved at the moment of connecting, every address it has is judged, and the connection goes to one of exactly these: a name that answers differently the second
/// time gains nothing by it. No redirects, no proxy, no cookies, no credentials; of an answer the head is read and the body never.
/// </summary>
internal sealed class OutboundHttp : IDisposable
{
    private readonly OutboundRules _rules;
    private readonly ResolveHost _resolve;

    public OutboundHttp(IOptions<NotificationsOptions> options, ResolveHost resolve)
    {
        (_rules, _resolve) = (options.Value.ToRules(), resolve);
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = Connect,
        })
        { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    public HttpClient Client { get; }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host.TrimEnd('.'), context.DnsEndPoint.Port);
        var addresses = await _resolve(host, cancel);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        // One bad address among good ones is no accident of the network.
        if (!_rules.AllowsByName(host, port) && addresses.Select(OutboundAddress.Fault).FirstOrDefault(fault => fault is not null) is { } kind)
            throw new OutboundRefused(kind);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
