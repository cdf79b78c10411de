using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Domain.Audit;

/// <summary>Signs notes under a name with an ECDSA P-256 key it borrows: whoever made the key disposes of it. The private half never leaves the key object.</summary>
public sealed class NoteSigner
{
    private readonly ECDsa _key;

    public NoteSigner(string name, ECDsa key)
    {
        _key = key;
        Key = NoteKey.From(name, key.ExportSubjectPublicKeyInfo()).Value;
    }

    /// <summary>The public half, to be told to whoever verifies.</summary>
    public NoteKey Key { get; }

    public NoteSignature Sign(string text) =>
        new(Key.Name, Key.Id, _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
}
