using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// Verifiers of P-256 points that were used lately: importing a point checks it by a multiplication on the curve, which costs as much as the verification itself. A verifier is lent to one caller at a time, because
/// <see cref="ECDsa"/> promises nothing to two. At most <see cref="Most"/> points are remembered; further ones are imported each time.
/// </summary>
internal static class EcVerifiers
{
    private const int Most = 1024;

    /// <summary>As many as may verify at once under one key, with room.</summary>
    private const int MostOfOne = 16;

    private static readonly ConcurrentDictionary<string, ConcurrentBag<ECDsa>> Idle = new(StringComparer.Ordinal);

    /// <summary>True when <paramref name="signature"/> (DER) is one over <paramref name="data"/> under the point.</summary>
    public static bool Verifies(ECParameters point, byte[] data, byte[] signature)
    {
        var name = Convert.ToBase64String([.. point.Q.X!, .. point.Q.Y!]);
        if (!Idle.TryGetValue(name, out var idle) && Idle.Count < Most)
            idle = Idle.GetOrAdd(name, _ => []);
        if (idle is null || !idle.TryTake(out var verifier))
            verifier = ECDsa.Create(point);
        var verified = verifier.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (idle is { Count: < MostOfOne })
            idle.Add(verifier);
        else
            verifier.Dispose();
        return verified;
    }
}
