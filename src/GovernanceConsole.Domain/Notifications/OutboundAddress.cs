using System.Net;
using System.Net.Sockets;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>
/// Whether a request to the outside may go to an IP address: to public unicast addresses only, by the IANA special-purpose registries. An address that carries another one inside (IPv4-mapped, NAT64) is judged by
/// that one; forms that nobody needs any more (6to4, Teredo, IPv4-compatible) are refused whole. What is unknown is refused.
/// </summary>
public static class OutboundAddress
{
    private static readonly (IPNetwork Network, string Is)[] NotPublic =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),
        // The virtual host address of one cloud; public by its number, metadata by its use.
        (IPNetwork.Parse("168.63.129.16/32"), "metadata"),
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "reserved"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("2001::/23"), "reserved"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>What the address is that a request may not go to; null when it may.</summary>
    public static string? Fault(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Fault(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && Nat64.Contains(address))
            return Fault(new IPAddress(address.GetAddressBytes()[12..]));
        foreach (var (network, name) in NotPublic)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
                return name;
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => null,
            AddressFamily.InterNetworkV6 when Global.Contains(address) && address.ScopeId == 0 => null,
            AddressFamily.InterNetworkV6 => address.Equals(IPAddress.IPv6Loopback) ? "loopback" : address.Equals(IPAddress.IPv6Any) ? "unspecified" : address.IsIPv6LinkLocal ? "link-local"
                : address.IsIPv6Multicast ? "multicast" : address.IsIPv6UniqueLocal ? "private" : "reserved",
            _ => "of an unknown kind",
        };
    }
}
