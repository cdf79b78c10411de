using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Platform.Keys;

/// <summary>
/// Seals secrets that the console must be able to use again, for rest in the database: AES-256-GCM with a key of the key folder, so that a copy of the database alone opens nothing. What is sealed is bound to where it
/// stands: moved to another row, or changed by a bit, it does not open.
/// </summary>
internal sealed class Sealing(KeyFolder keys)
{
    private const byte Version = 1;
    private const int Nonce = 12;
    private const int Tag = 16;

    private readonly Lazy<byte[]> _key = new(() => keys.Secret("sealing"));

    /// <param name="text">The secret.</param>
    /// <param name="place">What it belongs to, e.g. a row's id and column; asked for again on opening.</param>
    public byte[] Seal(string text, string place)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var written = new byte[1 + Nonce + Tag + plain.Length];
        written[0] = Version;
        RandomNumberGenerator.Fill(written.AsSpan(1, Nonce));
        using var aes = new AesGcm(_key.Value, Tag);
        aes.Encrypt(written.AsSpan(1, Nonce), plain, written.AsSpan(1 + Nonce + Tag), written.AsSpan(1 + Nonce, Tag), Encoding.UTF8.GetBytes(place));
        return written;
    }

    /// <summary>The secret; null when it was sealed elsewhere, with another key, or changed.</summary>
    public string? Open(byte[]? written, string place)
    {
        if (written is not [Version, ..] || written.Length < 1 + Nonce + Tag)
            return null;
        var plain = new byte[written.Length - 1 - Nonce - Tag];
        using var aes = new AesGcm(_key.Value, Tag);
        try
        {
            aes.Decrypt(written.AsSpan(1, Nonce), written.AsSpan(1 + Nonce + Tag), written.AsSpan(1 + Nonce, Tag), plain, Encoding.UTF8.GetBytes(place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
