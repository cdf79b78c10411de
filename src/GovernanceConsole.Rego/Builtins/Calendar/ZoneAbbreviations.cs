using System.Buffers.Binary;
using System.Text;

namespace GovernanceConsole.Rego.Builtins.Calendar;

/// <summary>
/// The abbreviations of a time zone over time, from the system's compiled IANA file (RFC 8536), which .NET's own time zones do not tell. Missing or
/// unreadable files give none.
/// </summary>
internal sealed class ZoneAbbreviations
{
    private const string Folder = "/usr/share/zoneinfo";
    private const int HeaderSize = 44;
    private const int MaxFile = 64 * 1024;
    private readonly long[] _changes;
    private readonly string[] _names;
    private readonly string _standard;
    private readonly string _daylight;

    private ZoneAbbreviations(long[] changes, string[] names, string footer)
    {
        _changes = changes;
        _names = names;
        (_standard, var rest) = NameIn(footer);
        _daylight = rest.TrimStart("+-0123456789:".AsSpan()) is { Length: > 0 } after && after[0] != ',' ? NameIn(after.ToString()).Name : _standard;
    }

    public static ZoneAbbreviations? Read(string zone)
    {
        try
        {
            var file = new FileInfo(Path.Combine(Folder, zone));
            return file is { Exists: true, Length: < MaxFile } ? Parse(File.ReadAllBytes(file.FullName)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public string? At(long seconds, bool daylight)
    {
        var next = Array.BinarySearch(_changes, seconds);
        next = next < 0 ? ~next : next + 1;
        if (next < _changes.Length || _standard.Length == 0) return next == 0 ? null : _names[next - 1];
        return daylight ? _daylight : _standard;
    }

    /// <summary>Skips the 32-bit block and reads the 64-bit one behind it: changes, their types, the types' names, the rule for the time after.</summary>
    private static ZoneAbbreviations? Parse(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("TZif"u8) || file[4] < (byte)'2') return null;
        var body = file[(HeaderSize + SizeOf(file, timeSize: 4))..];
        var (changes, types, characters) = (Count(body, 3), Count(body, 4), Count(body, 5));
        var size = SizeOf(body, timeSize: 8);
        var footer = Encoding.ASCII.GetString(body[(HeaderSize + size)..]).Trim('\n');
        var times = body[HeaderSize..];
        var kinds = times[(changes * 8)..];
        var infos = kinds[changes..];
        var names = infos[(types * 6)..][..characters];
        var instants = new long[changes];
        var abbreviations = new string[changes];
        for (var i = 0; i < changes; i++)
        {
            instants[i] = BinaryPrimitives.ReadInt64BigEndian(times[(i * 8)..]);
            var name = names[infos[(kinds[i] * 6) + 5]..];
            abbreviations[i] = Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
        }

        return new(instants, abbreviations, footer);
    }

    private static int Count(ReadOnlySpan<byte> header, int index) => BinaryPrimitives.ReadInt32BigEndian(header[(20 + (index * 4))..]);

    private static int SizeOf(ReadOnlySpan<byte> header, int timeSize) =>
        (Count(header, 3) * (timeSize + 1)) + (Count(header, 4) * 6) + Count(header, 5) + (Count(header, 2) * (timeSize + 4)) + Count(header, 1) + Count(header, 0);

    /// <summary>The name a POSIX rule begins with, plain or in angle brackets.</summary>
    private static (string Name, string After) NameIn(string rule)
    {
        if (rule.StartsWith('<') && rule.IndexOf('>') is > 0 and var close) return (rule[1..close], rule[(close + 1)..]);
        var end = 0;
        while (end < rule.Length && char.IsAsciiLetter(rule[end])) end++;
        return (rule[..end], rule[end..]);
    }
}
