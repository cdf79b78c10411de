using System.Buffers.Binary;

namespace GovernanceConsole.Domain.Audit;

/// <summary>The entries of a tile as tlog-tiles serves them: each preceded by its length, uint16 big-endian. Hence no entry is longer than 65,535 bytes.</summary>
public static class EntryBundle
{
    public const int MaxEntryLength = ushort.MaxValue;

    public static byte[] Encode(IReadOnlyCollection<byte[]> entries)
    {
        var bytes = new byte[entries.Sum(e => sizeof(ushort) + e.Length)];
        var rest = bytes.AsSpan();
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(rest, checked((ushort)entry.Length));
            entry.CopyTo(rest[sizeof(ushort)..]);
            rest = rest[(sizeof(ushort) + entry.Length)..];
        }

        return bytes;
    }

    /// <summary>The entries, or null when the bytes end within one.</summary>
    public static IReadOnlyList<byte[]>? Decode(ReadOnlySpan<byte> bytes)
    {
        var entries = new List<byte[]>();
        while (bytes.Length > 0)
        {
            if (bytes.Length < sizeof(ushort))
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            bytes = bytes[sizeof(ushort)..];
            if (bytes.Length < length)
                return null;
            entries.Add(bytes[..length].ToArray());
            bytes = bytes[length..];
        }

        return entries;
    }
}
