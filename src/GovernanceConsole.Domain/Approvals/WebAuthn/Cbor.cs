using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// Reads one CBOR item (RFC 8949) in CTAP2 canonical form: definite lengths, shortest integers, map keys strictly ascending (so none twice), at most
/// four levels; no tags, no floating point. Anything else is no item: the answer is false, never an exception, and the work is bounded by the input's length.
/// </summary>
public static class Cbor
{
    // CTAP 2.1 §8: at most four levels of maps and arrays.
    private const int MaxDepth = 4;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the item at the start of <paramref name="input"/>; <paramref name="length"/> says where it ends.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, [NotNullWhen(true)] out CborValue? value, out int length)
    {
        length = 0;
        value = Read(input, ref length, 0);
        return value is not null;
    }

    /// <summary>Reads an item that must fill <paramref name="input"/> to its last byte.</summary>
    public static bool TryReadAll(ReadOnlySpan<byte> input, [NotNullWhen(true)] out CborValue? value)
    {
        if (TryRead(input, out value, out var length) && length == input.Length)
            return true;
        value = null;
        return false;
    }

    private static CborValue? Read(ReadOnlySpan<byte> input, ref int at, int depth)
    {
        if (at >= input.Length)
            return null;
        var major = input[at] >> 5;
        if (major == 7)
            return ReadSimple(input[at++]);
        if (!TryReadArgument(input, ref at, out var argument))
            return null;
        return major switch
        {
            0 => argument <= long.MaxValue ? new CborInteger((long)argument) : null,
            1 => argument <= long.MaxValue ? new CborInteger(-1 - (long)argument) : null,
            2 => Take(input, ref at, argument, out var bytes) ? new CborBytes(bytes.ToArray()) : null,
            3 => Take(input, ref at, argument, out var text) ? ReadText(text) : null,
            4 => depth < MaxDepth ? ReadArray(input, ref at, argument, depth + 1) : null,
            5 => depth < MaxDepth ? ReadMap(input, ref at, argument, depth + 1) : null,
            _ => null, // 6: tags
        };
    }

    private static CborSimple? ReadSimple(byte initial) => initial switch
    {
        0xf4 => new CborSimple(false),
        0xf5 => new CborSimple(true),
        0xf6 => new CborSimple(null),
        _ => null,
    };

    private static bool TryReadArgument(ReadOnlySpan<byte> input, ref int at, out ulong argument)
    {
        argument = (ulong)(input[at++] & 0x1f);
        if (argument < 24)
            return true;
        if (argument > 27)
            return false; // reserved, or an indefinite length
        var width = 1 << (int)(argument - 24);
        if (!Take(input, ref at, (ulong)width, out var bytes))
            return false;
        (argument, var least) = width switch
        {
            1 => (bytes[0], 24UL),
            2 => (BinaryPrimitives.ReadUInt16BigEndian(bytes), 0x100UL),
            4 => (BinaryPrimitives.ReadUInt32BigEndian(bytes), 0x1_0000UL),
            _ => (BinaryPrimitives.ReadUInt64BigEndian(bytes), 0x1_0000_0000UL),
        };
        return argument >= least;
    }

    private static bool Take(ReadOnlySpan<byte> input, ref int at, ulong count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (count > (ulong)(input.Length - at))
            return false;
        bytes = input.Slice(at, (int)count);
        at += (int)count;
        return true;
    }

    private static CborText? ReadText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new CborText(Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static CborArray? ReadArray(ReadOnlySpan<byte> input, ref int at, ulong count, int depth)
    {
        // Every item takes a byte at least: a count beyond the rest is a lie and must not be allocated for.
        if (count > (ulong)(input.Length - at))
            return null;
        var items = new List<CborValue>();
        for (ulong i = 0; i < count; i++)
        {
            if (Read(input, ref at, depth) is not { } item)
                return null;
            items.Add(item);
        }

        return new CborArray(items);
    }

    private static CborMap? ReadMap(ReadOnlySpan<byte> input, ref int at, ulong count, int depth)
    {
        if (count > (ulong)(input.Length - at))
            return null;
        var members = new List<KeyValuePair<CborValue, CborValue>>();
        ReadOnlySpan<byte> previous = default;
        for (ulong i = 0; i < count; i++)
        {
            var start = at;
            if (Read(input, ref at, depth) is not { } key)
                return null;
            var spelled = input[start..at];
            if (i > 0 && CompareKeys(previous, spelled) >= 0)
                return null;
            previous = spelled;
            if (key is not (CborInteger or CborText) || Read(input, ref at, depth) is not { } value)
                return null;
            members.Add(new(key, value));
        }

        return new CborMap(members);
    }

    // CTAP 2.1 §8: lower major type first, then the shorter, then byte by byte.
    private static int CompareKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var byMajor = (left[0] >> 5).CompareTo(right[0] >> 5);
        if (byMajor != 0)
            return byMajor;
        var byLength = left.Length.CompareTo(right.Length);
        return byLength != 0 ? byLength : left.SequenceCompareTo(right);
    }
}
