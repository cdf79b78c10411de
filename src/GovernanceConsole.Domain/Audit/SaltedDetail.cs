using System.Security.Cryptography;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// What an entry says in words and values: canonical JSON and the 16 random bytes that keep its digest from being guessed. Salt and JSON are erased together;
/// then the digest in the leaf tells nobody anything.
/// </summary>
public sealed record SaltedDetail(byte[] Salt, byte[] Json)
{
    public const int SaltLength = 16;

    /// <summary>SHA-256(salt ‖ JCS(detail)), written <c>sha256:hex</c>.</summary>
    public string Digest
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Salt);
            hash.AppendData(Json);
            return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public static SaltedDetail Of(byte[] salt, JsonNode detail) => salt.Length == SaltLength
        ? new SaltedDetail(salt, CanonicalJson.Write(detail))
        : throw new ArgumentException("A salt has 16 bytes.", nameof(salt));
}
