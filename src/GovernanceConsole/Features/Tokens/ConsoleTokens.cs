using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Tokens;

/// <summary>
/// Verifies console tokens on the way of every API request. The signature is checked once a token and remembered under the token's hash until it ends; end, revocation, suspension and epoch
/// are asked every time. The memory is bounded: when it is full, the dead go first, then all of it.
/// </summary>
internal sealed class ConsoleTokens(IssuedTokens issued, DeadTokens dead, ClientDirectory clients, Place place, TimeProvider clock)
{
    private const int Most = 20_000;
    private const int LongestToken = 4096;

    private readonly ConcurrentDictionary<Hash, ConsoleToken> _verified = new();

    /// <summary>The token's meaning, or null when it is not a living console token of this issuer for an active client.</summary>
    public async ValueTask<ConsoleToken?> Verify(string text)
    {
        if (text.Length > LongestToken)
            return null;
        var hash = HashOf(text);
        if (_verified.TryGetValue(hash, out var known))
            return Counts(known) ? known : null;
        if (await Read(text) is not { } fresh || !Counts(fresh))
            return null;
        if (_verified.Count >= Most)
            MakeRoom();
        _verified[hash] = fresh;
        return fresh;
    }

    /// <summary>True while the token is alive: for connections that outlive the request that opened them.</summary>
    public bool Counts(ConsoleToken token) =>
        token.EndsAt > clock.GetUtcNow().UtcDateTime && !dead.Contains(token.Id)
        && clients.Find(token.Client.Id) is { IsActive: true } client && client.Epoch == token.Epoch && client.Kind == token.Client.Kind;

    private async Task<ConsoleToken?> Read(string text)
    {
        if (await issued.Read(text) is not { } jwt || jwt.String("aud") != place.Issuer || jwt.String("scope") is not { } scope)
            return null;
        if (jwt.String("sub") is not { } id || jwt.String("client_id") != id || clients.Find(id) is not { } client || jwt.Payload.TryGetProperty("act", out _))
            return null;
        return jwt.Payload.TryGetProperty("epoch", out var value) && value.TryGetInt32(out var epoch)
            ? new ConsoleToken(client.Actor, jwt.String("jti")!, jwt.Instant("exp")!.Value, epoch, scope.Split(' '))
            : null;
    }

    private void MakeRoom()
    {
        foreach (var (hash, token) in _verified)
            if (!Counts(token))
                _verified.TryRemove(hash, out _);
        if (_verified.Count >= Most)
            _verified.Clear();
    }

    private static Hash HashOf(string text)
    {
        Span<byte> utf8 = stackalloc byte[LongestToken * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        return new Hash(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[8..]), BitConverter.ToUInt64(hash[16..]), BitConverter.ToUInt64(hash[24..]));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Hash(ulong A, ulong B, ulong C, ulong D);
}
