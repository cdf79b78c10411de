using System.Collections.Frozen;
using GovernanceConsole.Data;
using GovernanceConsole.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.Tokens;

/// <summary>Token identifiers that were revoked before their time, in memory because every request asks. Right as of the last commit.</summary>
internal sealed class DeadTokens(Database database, ChangeFeed feed) : IDisposable
{
    /// <summary>Signalled by every act that revokes a token by its identifier.</summary>
    public const string Topic = "tokens";

    private readonly Mirror<FrozenSet<string>> _mirror = new(feed, Topic, () =>
    {
        using var db = database.Read();
        return db.RevokedTokens.Select(t => t.TokenId).AsEnumerable().ToFrozenSet(StringComparer.Ordinal);
    });

    public bool Contains(string tokenId) => _mirror.Value.Contains(tokenId);

    public void Dispose() => _mirror.Dispose();
}
