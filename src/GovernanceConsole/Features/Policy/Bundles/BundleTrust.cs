using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Policy.Signing;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>Files as they may be taken in, and the id of the key that signed them; null when nobody did, or no key is configured that could say so.</summary>
internal sealed record OpenedBundle(BundleFiles Files, string? SignedBy);

/// <summary>Whose signatures on bundles count, and whether one is needed. Where keys are configured a signature that is there must hold, even where none is needed: a broken one is a sign of tampering.</summary>
internal sealed class BundleTrust(IReadOnlyList<BundleKey> keys, bool required)
{
    /// <summary>No key counts and none is needed.</summary>
    public static BundleTrust None { get; } = new([], false);

    public bool Required => required;

    public static BundleTrust Of(IOptions<PolicyOptions> options) => new([.. options.Value.BundleKeys.Select(key => key.Read().Value)], options.Value.RequireSignedBundles);

    /// <summary>True for a file that has to be read: one that makes a bundle, or any file where signatures are verified, because a signature covers them all.</summary>
    public bool Wants(string path) => keys.Count > 0 || BundleFiles.Belongs(path);

    /// <summary>True when a bundle with this signature may decide.</summary>
    public bool Accepts(string? signedBy) => !required || keys.Any(key => key.Id == signedBy);

    /// <summary>Refused: files that make no bundle, a signature that does not hold, none where one is needed.</summary>
    public Outcome<OpenedBundle> Open(IReadOnlyList<(string Path, byte[] Bytes)> files)
    {
        var bundle = BundleFiles.Of(files);
        if (bundle.IsRefused)
            return bundle.Refusal;
        var all = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, bytes) in files)
            if (!all.TryAdd(path, bytes))
                return PolicyRefusals.Bundle.At(new FieldError("/files", $"'{path}' is there twice."));
        if (keys.Count == 0 || !all.Remove(BundleSignature.Path, out var signatures))
            return required ? PolicyRefusals.Unsigned : new OpenedBundle(bundle.Value, null);
        var signedBy = BundleSignature.Verify(signatures, all, keys);
        return signedBy.IsRefused ? signedBy.Refusal : new OpenedBundle(bundle.Value, signedBy.Value);
    }
}
