using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy.Signing;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>One of <c>Policy:BundleKeys</c>: a public key, the id signatures name it by, and the scope they must carry.</summary>
internal sealed class BundleKeyOptions
{
    /// <summary>Characters a key's id may have.</summary>
    public const int LongestId = 80;

    /// <summary>The <c>kid</c> of signatures by this key.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>A public key in PEM, a JWK, or the path of a file that holds one of them.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>What the key may sign for: the <c>scope</c> its signatures must carry. Null for signatures without one.</summary>
    public string? Scope { get; set; }

    /// <summary>What is wrong with it beside those before it; null when nothing is.</summary>
    public string? Fault(IEnumerable<BundleKeyOptions> before)
    {
        if (KeyId.Length is 0 or > LongestId || KeyId.Any(char.IsControl))
            return $"It needs a KeyId of at most {LongestId} characters, the one signatures name.";
        if (before.Any(other => other.KeyId == KeyId))
            return $"The KeyId '{KeyId}' is there already.";
        if (!IsWritten && !File.Exists(PublicKey))
            return PublicKey.Length == 0 ? "It needs a PublicKey: PEM, JWK, or the path of a file that holds one." : $"'{PublicKey}' is neither PEM nor JWK, and no such file exists.";
        var read = Read();
        return read.IsRefused ? read.Refusal.Message : null;
    }

    public Outcome<BundleKey> Read()
    {
        try
        {
            return BundleKey.Read(KeyId, Scope, IsWritten ? PublicKey : File.ReadAllText(PublicKey));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Domain.Policy.PolicyRefusals.Key with { Message = $"'{PublicKey}' cannot be read: {fault.Message}" };
        }
    }

    private bool IsWritten => PublicKey.TrimStart() is ['-' or '{', ..];
}
