using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// A public key that notes are checked with: ECDSA P-256 over SHA-256, signature type 0x02 of C2SP signed-note, whose key id is SHA-256(SPKI DER)[:4].
/// Written as a vkey, <c>name+hex(id)+base64(0x02 ‖ SPKI DER)</c>. Other curves and types are refused.
/// </summary>
public sealed class NoteKey
{
    private const byte Ecdsa = 0x02;
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _spki;

    private NoteKey(string name, byte[] spki)
    {
        Name = name;
        _spki = spki;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(spki));
    }

    /// <summary>Who signs; for a log its origin.</summary>
    public string Name { get; }

    public uint Id { get; }

    /// <summary>SubjectPublicKeyInfo in DER.</summary>
    public ReadOnlyMemory<byte> Spki => _spki;

    /// <summary>A name has at least one character and no space or plus, of which it is never told apart in a line.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    public static Outcome<NoteKey> From(string name, byte[] spki)
    {
        if (!IsName(name))
            return AuditRefusals.NotAKey("its name is empty or has spaces or a plus");
        if (Open(spki) is not { } key)
            return AuditRefusals.NotAKey("it is no P-256 public key");
        using (key)
            return new NoteKey(name, key.ExportSubjectPublicKeyInfo());
    }

    public static Outcome<NoteKey> Parse(string vkey)
    {
        // Base64 may hold further pluses, so only the first two divide.
        var parts = vkey.Trim().Split('+', 3);
        if (parts.Length != 3 || StrictBase64.Decode(parts[2]) is not { Length: > 1 } typed)
            return AuditRefusals.NotAKey("it has not the form name+id+key");
        if (typed[0] != Ecdsa)
            return AuditRefusals.NotAKey("only ECDSA keys (type 0x02) are understood");
        var key = From(parts[0], typed[1..]);
        return key.IsRefused || key.Value.IdText == parts[1] ? key : AuditRefusals.NotAKey("its id does not belong to the key");
    }

    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([Ecdsa, .. _spki])}";

    internal bool Verify(string text, byte[] signature)
    {
        using var key = Open(_spki);
        return key!.VerifyData(Encoding.UTF8.GetBytes(text), signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    private static ECDsa? Open(byte[] spki)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            if (read == spki.Length && key.ExportParameters(false).Curve.Oid.Value == P256)
                return key;
        }
        catch (Exception wrong) when (wrong is CryptographicException or PlatformNotSupportedException)
        {
            // Not a key, or of a curve this platform has never heard of: said by the null below.
        }

        key.Dispose();
        return null;
    }
}
