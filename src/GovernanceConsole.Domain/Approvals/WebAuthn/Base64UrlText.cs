using System.Buffers;
using System.Buffers.Text;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// base64url without padding (RFC 4648 §5) in its one canonical spelling: padding, blanks and stray trailing bits are refused, so that equal text and equal bytes mean the same.
/// </summary>
public static class Base64UrlText
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    /// <summary>The bytes of <paramref name="text"/>, or null when it is absent or not canonical.</summary>
    public static byte[]? Decode(string? text)
    {
        // The decoder forgives blanks and padding, so the alphabet is checked first; it answers trailing bits with InvalidData.
        if (text is null || text.AsSpan().IndexOfAnyExcept(Alphabet) >= 0)
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}
