using System.Buffers;
using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Intents;

/// <summary>The written form of a digest everywhere in the console: <c>sha256:</c> and 64 lower-case hex digits, over canonical bytes. Never over text that could be written in two ways.</summary>
public static class IntentDigest
{
    public const string Prefix = "sha256:";

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static string Of(ReadOnlySpan<byte> canonical)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonical, hash);
        return string.Concat(Prefix, Convert.ToHexStringLower(hash));
    }

    /// <summary>True when the text has the written form of a digest; upper case and other algorithms have not.</summary>
    public static bool IsWellFormed(string? digest) =>
        digest is not null && digest.Length == Prefix.Length + 64 && digest.StartsWith(Prefix, StringComparison.Ordinal)
        && digest.AsSpan(Prefix.Length).IndexOfAnyExcept(Hex) < 0;
}
