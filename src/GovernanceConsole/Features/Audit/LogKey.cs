using System.Security.Cryptography;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Platform.Keys;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Audit;

/// <summary>The key that signs tree heads, and nothing else (<c>log.pem</c> in the key folder).</summary>
internal sealed class LogKey : IDisposable
{
    private readonly ECDsa _key;

    public LogKey(KeyFolder keys, Place place)
    {
        _key = keys.EcdsaP256("log");
        Signer = new NoteSigner(place.LogOrigin, _key);
    }

    public NoteSigner Signer { get; }

    /// <summary>The public half as a C2SP vkey.</summary>
    public NoteKey Public => Signer.Key;

    public void Dispose() => _key.Dispose();
}
