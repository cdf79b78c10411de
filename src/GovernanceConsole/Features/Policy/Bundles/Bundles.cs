using System.Collections.Concurrent;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Policy;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>The bundles that were taken in, compiled once each and kept: a bundle never changes under its digest.</summary>
internal sealed class Bundles(Database database, BundleTrust trust)
{
    private readonly ConcurrentDictionary<string, CompiledBundle> _compiled = new(StringComparer.Ordinal);

    /// <summary>Whose signatures count.</summary>
    public BundleTrust Trust => trust;

    /// <summary>Null when no bundle of that digest was ever taken in.</summary>
    public async Task<CompiledBundle?> Find(string digest, CancellationToken cancel = default)
    {
        if (_compiled.TryGetValue(digest, out var known))
            return known;
        await using var db = database.Read();
        return await db.BundleVersions.Where(b => b.Digest == digest).Select(b => b.Files).SingleOrDefaultAsync(cancel) is { } packed
            ? _compiled.GetOrAdd(digest, CompiledBundle.Of(BundleFiles.Unpack(packed)).Value)
            : null;
    }

    /// <summary>Keeps what was taken in, once that is durable, so that nothing is compiled twice.</summary>
    public void Keep(CompiledBundle bundle) => _compiled.TryAdd(bundle.Files.Digest, bundle);
}
