using System.Security.Cryptography;
using GovernanceConsole.Domain;

namespace GovernanceConsole.Platform;

/// <summary>
/// The one source of identifiers, nonces and secrets. Ids carry the time of the given clock in their first ten characters, which keeps an index warm;
/// nothing orders by them. Secrets are 32 bytes of the operating system's generator.
/// </summary>
internal sealed class IdSource(TimeProvider clock)
{
    /// <summary>A new id: <paramref name="prefix"/> + 48 bits of milliseconds + 80 random bits, Crockford base32.</summary>
    public string New(string prefix)
    {
        Span<byte> chance = stackalloc byte[10];
        RandomNumberGenerator.Fill(chance);
        Span<char> text = stackalloc char[26];
        var ms = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, ms >>= 5)
            text[i] = Ids.Alphabet[(int)(ms & 31)];
        for (var half = 0; half < 2; half++)
        {
            var bits = 0UL;
            for (var b = 0; b < 5; b++)
                bits = (bits << 8) | chance[(half * 5) + b];
            for (var i = 7; i >= 0; i--, bits >>= 5)
                text[10 + (half * 8) + i] = Ids.Alphabet[(int)(bits & 31)];
        }
        return string.Concat(prefix, text);
    }

    /// <summary>Random bytes: nonces (32), salts (16), secrets (32).</summary>
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}
