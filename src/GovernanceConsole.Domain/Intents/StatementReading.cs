using System.Buffers.Text;
using System.Globalization;

namespace GovernanceConsole.Domain.Intents;

/// <summary>The kinds of value that every statement holds, written in one way and read back in no other.</summary>
internal static class StatementReading
{
    public const int NonceBytes = 32;

    public static string Nonce(byte[] nonce) =>
        nonce.Length == NonceBytes ? Base64Url.EncodeToString(nonce) : throw new FormatException($"A nonce has {NonceBytes} bytes.");

    public static byte[] Nonce(this ObjectReader at, string member)
    {
        var text = at.Text(member);
        if (text.Length == 43 && Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is { Length: NonceBytes } nonce)
            return nonce;
        at.Refuse(member, "Must be 32 bytes in base64url without padding.");
        return [];
    }

    public static DateTime Moment(this ObjectReader at, string member)
    {
        if (DateTime.TryParseExact(at.Text(member), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            return moment;
        at.Refuse(member, "Must be an instant in UTC.");
        return default;
    }

    public static string Digest(this ObjectReader at, string member)
    {
        var digest = at.Text(member);
        if (!IntentDigest.IsWellFormed(digest))
            at.Refuse(member, "Must be sha256: and 64 lower-case hex digits.");
        return digest;
    }
}
