using System.Buffers.Binary;
using System.Globalization;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Reading UUIDs (RFC 4122): version and variant, and for versions 1 and 2 the time, node and clock sequence in them.</summary>
internal static class Uuids
{
    /// <summary>Between 15 October 1582 and 1 January 1970, in units of 100 ns.</summary>
    private const long EpochTicks = 122_192_928_000_000_000;

    public static IReadOnlyList<Builtin> All { get; } = [Builtin.Of("uuid.parse", [Operand.String], Parse)];

    private static ObjectValue? Parse(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (Read(arguments.Text(1)) is not { } bytes) return null;
        var version = bytes[6] >> 4;
        var members = new ObjectBuilder();
        members.Set(StringValue.Of("version"), NumberValue.Of(version));
        members.Set(StringValue.Of("variant"), StringValue.Of(Variant(bytes[8])));
        if (version is not (1 or 2)) return members.Build();
        members.Set(StringValue.Of("time"), NumberValue.Of((Ticks(bytes) - EpochTicks) * 100));
        members.Set(StringValue.Of("nodeid"), StringValue.Of(BitConverter.ToString(bytes, 10).ToLowerInvariant()));
        members.Set(StringValue.Of("macvariables"), StringValue.Of(Scope(bytes[10])));
        members.Set(StringValue.Of("clocksequence"), NumberValue.Of(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(8)) & 0x3FFF));
        if (version != 2) return members.Build();
        members.Set(StringValue.Of("id"), NumberValue.Of(BinaryPrimitives.ReadUInt32BigEndian(bytes)));
        members.Set(StringValue.Of("domain"), StringValue.Of(Domain(bytes[9])));
        return members.Build();
    }

    /// <summary>The sixteen bytes of the four spellings: plain, without dashes, in braces, as a URN.</summary>
    private static byte[]? Read(string text)
    {
        if (text.Length == 45 && text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase)) text = text[9..];
        else if (text.Length == 38) text = text[1..^1];
        if (text.Length == 36)
        {
            if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return null;
            text = string.Concat(text.AsSpan(0, 8), text.AsSpan(9, 4), text.AsSpan(14, 4), string.Concat(text.AsSpan(19, 4), text.AsSpan(24)));
        }

        return text.Length == 32 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
    }

    private static long Ticks(byte[] bytes) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes)
        | ((long)BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(4)) << 32)
        | ((long)(BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(6)) & 0xFFF) << 48);

    private static string Variant(byte octet) => octet switch
    {
        _ when (octet & 0xC0) == 0x80 => "RFC4122",
        _ when (octet & 0xE0) == 0xC0 => "Microsoft",
        _ when (octet & 0xE0) == 0xE0 => "Future",
        _ => "Reserved",
    };

    private static string Scope(byte octet) => ((octet & 2) == 0 ? "global:" : "local:") + ((octet & 1) == 0 ? "unicast" : "multicast");

    private static string Domain(byte domain) => domain switch
    {
        0 => "Person",
        1 => "Group",
        2 => "Org",
        _ => "Domain" + domain.ToString(CultureInfo.InvariantCulture),
    };
}
