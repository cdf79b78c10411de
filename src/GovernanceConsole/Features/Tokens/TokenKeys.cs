using System.Globalization;
using System.Security.Cryptography;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Platform.Keys;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace GovernanceConsole.Features.Tokens;

/// <summary>One signing key and the moment from which it signs.</summary>
internal sealed record TokenKey(DateTime From, PublicJwk Public, ECDsaSecurityKey Key)
{
    public string Kid => Key.KeyId;

    public SigningCredentials Credentials { get; } = new(Key, SecurityAlgorithms.EcdsaSha256);
}

/// <summary>
/// The keys that sign tokens: ES256, <c>kid</c> = RFC 7638 thumbprint, one file each in the key folder, whose name says from when it signs. The next key is published before it is used, the last one
/// stays published until its last token is dead; so nobody who fetches the key set as its cache headers say ever meets an unknown <c>kid</c>. Which key signs follows from the
/// clock alone. Fails the start when a key file cannot be read.
/// </summary>
internal sealed class TokenKeys
{
    /// <summary>The longest life of any token, and the leeway a verifier may give.</summary>
    private static readonly TimeSpan Afterlife = TimeSpan.FromSeconds(900 + 60);

    private const string Prefix = "token-";

    private readonly KeyFolder _folder;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _life;
    private readonly TimeSpan _lead;
    private readonly Lock _gate = new();
    private volatile TokenKey[] _keys;

    public TokenKeys(KeyFolder folder, TimeProvider clock, IOptions<TokensOptions> options)
    {
        _folder = folder;
        _clock = clock;
        _life = TimeSpan.FromDays(options.Value.KeyDays);
        _lead = TimeSpan.FromMinutes(options.Value.KeyLeadMinutes);
        _keys = [.. Directory.EnumerateFiles(folder.Path, Prefix + "*.pem").Select(Path.GetFileNameWithoutExtension).Select(name => Open(name!)).OrderBy(k => k.From)];
        if (_keys.Length == 0)
            _keys = [Open(NameOf(Now))];
    }

    /// <summary>Everything a verifier may need, soonest first: the last key while its tokens live, the current one, the next.</summary>
    public IReadOnlyList<TokenKey> Published => _keys;

    /// <summary>The key that signs now. Before the first key's moment (a clock set back) it is the first.</summary>
    public TokenKey Current
    {
        get
        {
            var keys = _keys;
            var now = Now;
            return keys.LastOrDefault(k => k.From <= now) ?? keys[0];
        }
    }

    public TokenKey? Find(string? kid) => Array.Find(_keys, k => k.Kid == kid);

    /// <summary>Publishes the next key when the current one nears its end. Null when it is too early for that.</summary>
    public TokenKey? PublishNext()
    {
        lock (_gate)
        {
            var newest = _keys[^1];
            if (newest.From > Now || newest.From + _life - _lead > Now)
                return null;
            var planned = newest.From + _life;
            var next = Open(NameOf(planned < Now + _lead ? Now + _lead : planned));
            _keys = [.. _keys, next];
            return next;
        }
    }

    /// <summary>Forgets keys whose last token is dead, file and all.</summary>
    public IReadOnlyList<TokenKey> RetireDead()
    {
        lock (_gate)
        {
            var keys = _keys;
            var dead = keys.Where((key, i) => i + 1 < keys.Length && keys[i + 1].From + Afterlife < Now).ToList();
            foreach (var key in dead)
                File.Delete(Path.Combine(_folder.Path, NameOf(key.From) + ".pem"));
            _keys = [.. keys.Except(dead)];
            return dead;
        }
    }

    private DateTime Now => DateTime.UnixEpoch.AddSeconds(_clock.GetUtcNow().ToUnixTimeSeconds());

    private static string NameOf(DateTime from) => Prefix + from.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private TokenKey Open(string name)
    {
        var from = DateTime.ParseExact(name[Prefix.Length..], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        ECDsa key = _folder.EcdsaP256(name);
        var jwk = PublicJwk.Of(key);
        return new TokenKey(from, jwk, new ECDsaSecurityKey(key) { KeyId = jwk.Thumbprint });
    }
}
