using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>A block of IPv4 or IPv6 addresses, from the first to the last, as numbers; read as strictly as Go reads them.</summary>
internal readonly record struct IpBlock(UInt128 First, UInt128 Last, bool IsV6)
{
    private int Bits => IsV6 ? 128 : 32;

    public bool Contains(IpBlock other) => IsV6 == other.IsV6 && First <= other.First && other.Last <= Last;

    public bool Intersects(IpBlock other) => IsV6 == other.IsV6 && First <= other.Last && other.First <= Last;

    /// <summary>How many addresses lie behind the first one.</summary>
    public UInt128 Span => Last - First;

    /// <summary>A block in CIDR notation (RFC 4632); null when the text is none.</summary>
    public static IpBlock? Cidr(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || Address(text[..slash]) is not { } address) return null;
        var digits = text.AsSpan(slash + 1);
        if (digits.Length is 0 or > 3 || !int.TryParse(digits, NumberStyles.None, null, out var prefix) || prefix > address.Bits) return null;
        return Of(address.First, prefix, address.IsV6);
    }

    /// <summary>One address as a block of its own; null when the text is none.</summary>
    public static IpBlock? Address(string text)
    {
        if (!text.Contains(':')) return V4(text) is { } number ? new(number, number, IsV6: false) : null;
        if (text.AsSpan().IndexOfAny("%[]/") >= 0 || !IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        var mapped = address.IsIPv4MappedToIPv6;
        var value = Number((mapped ? address.MapToIPv4() : address).GetAddressBytes());
        return new(value, value, IsV6: !mapped);
    }

    public static IpBlock Of(UInt128 address, int prefix, bool isV6)
    {
        var host = (isV6 ? 128 : 32) - prefix;
        var mask = host == 128 ? UInt128.MaxValue : (UInt128.One << host) - 1;
        return new(address & ~mask, address | mask, isV6);
    }

    public static string Text(UInt128 address, bool isV6)
    {
        var bytes = new byte[isV6 ? 16 : 4];
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            bytes[i] = (byte)(address & 0xFF);
            address >>= 8;
        }

        return new IPAddress(bytes).ToString();
    }

    /// <summary>The fewest CIDR blocks that cover exactly these addresses.</summary>
    public IEnumerable<string> Cover()
    {
        for (var next = First; ;)
        {
            var host = 0;
            while (host < Bits && (next & Mask(host + 1)) == 0 && Mask(host + 1) <= Last - next) host++;
            yield return $"{Text(next, IsV6)}/{Bits - host}";
            if (Mask(host) >= Last - next) yield break;
            next += Mask(host) + 1;
        }
    }

    private static UInt128 Mask(int host) => host == 128 ? UInt128.MaxValue : (UInt128.One << host) - 1;

    /// <summary>Four decimal numbers without leading zeros.</summary>
    private static UInt128? V4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4) return null;
        UInt128 address = 0;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0') || !int.TryParse(part, NumberStyles.None, null, out var octet) || octet > 255) return null;
            address = (address << 8) | (uint)octet;
        }

        return address;
    }

    private static UInt128 Number(byte[] bytes)
    {
        UInt128 number = 0;
        foreach (var octet in bytes) number = (number << 8) | octet;
        return number;
    }
}
