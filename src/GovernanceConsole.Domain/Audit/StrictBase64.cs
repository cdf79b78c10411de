namespace GovernanceConsole.Domain.Audit;

/// <summary>Base64 (RFC 4648 §4) with padding and no other spelling of the same bytes: what two parsers could read differently is refused.</summary>
internal static class StrictBase64
{
    /// <summary>The bytes, or null.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }

    /// <summary>A tree hash, or null.</summary>
    public static byte[]? DecodeHash(string text) => Decode(text) is { Length: MerkleTree.HashLength } hash ? hash : null;
}
