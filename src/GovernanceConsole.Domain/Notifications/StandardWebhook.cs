using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Domain.Notifications;

/// <summary>Signatures of Standard Webhooks, version <c>v1</c>: HMAC-SHA256 over <c>id.timestamp.body</c>, one for each secret with a blank between. Throws for what is no secret of ours.</summary>
public static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The spec wants 24 to 64 bytes.</summary>
    public const int SecretBytes = 32;

    private const string Prefix = "whsec_";

    /// <summary>The secret as people copy it.</summary>
    public static string Secret(ReadOnlySpan<byte> bytes) => bytes.Length == SecretBytes ? Prefix + Convert.ToBase64String(bytes) : throw new ArgumentException("A secret has 32 bytes.", nameof(bytes));

    /// <param name="secrets">The present one first; while it is being changed, the former one too.</param>
    /// <param name="id">The delivery's id.</param>
    /// <param name="at">When this attempt is made.</param>
    /// <param name="body">Exactly the bytes that are sent.</param>
    public static (string Timestamp, string Signature) Sign(IEnumerable<string> secrets, string id, DateTime at, ReadOnlySpan<byte> body)
    {
        var timestamp = ((at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return (timestamp, string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), content)))));
    }
}
