using System.Security.Cryptography;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Features.People;

/// <summary>The secret of a one-time link: 32 random bytes, shown once. Only its SHA-256 is kept; with that much chance in it, a plain hash is as good as a slow one.</summary>
internal sealed record LinkSecret(string Text, byte[] Hash)
{
    private const int Length = 32;

    public static LinkSecret New(IdSource ids)
    {
        var bytes = ids.Bytes(Length);
        return new LinkSecret(Base64UrlText.Encode(bytes), SHA256.HashData(bytes));
    }

    /// <summary>The hash of what somebody presents; null when it cannot be one of our secrets.</summary>
    public static byte[]? HashOf(string? text) => Base64UrlText.Decode(text) is { Length: Length } bytes ? SHA256.HashData(bytes) : null;
}
