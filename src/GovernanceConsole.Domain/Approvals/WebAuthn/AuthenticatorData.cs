using System.Buffers.Binary;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>The flag byte of authenticator data (WebAuthn L3 §6.1).</summary>
[Flags]
public enum AuthenticatorBits
{
    None = 0,
    UserPresent = 0x01,
    UserVerified = 0x04,
    BackupEligible = 0x08,
    BackedUp = 0x10,
    AttestedCredential = 0x40,
    Extensions = 0x80,
}

/// <summary>What an authenticator says of a credential it has just made (WebAuthn L3 §6.5.1).</summary>
public sealed record AttestedCredential(Guid Aaguid, byte[] Id, CoseKey PublicKey);

/// <summary>
/// Authenticator data (WebAuthn L3 §6.1), read to its last byte: what the flags announce must be there and nothing may follow. Extension outputs are parsed to find the end and otherwise ignored.
/// </summary>
public sealed record AuthenticatorData(byte[] RpIdHash, AuthenticatorBits Flags, uint SignCount, AttestedCredential? Credential)
{
    private const int HeaderLength = 37;

    public bool Has(AuthenticatorBits flag) => (Flags & flag) == flag;

    public static Outcome<AuthenticatorData> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
            return CeremonyRefusals.AuthenticatorData;
        var flags = (AuthenticatorBits)bytes[32];
        var rest = bytes[HeaderLength..];
        AttestedCredential? credential = null;
        if (flags.HasFlag(AuthenticatorBits.AttestedCredential))
        {
            var read = ReadCredential(ref rest);
            if (read.IsRefused)
                return read.Refusal;
            credential = read.Value;
        }

        if (flags.HasFlag(AuthenticatorBits.Extensions))
        {
            if (!Cbor.TryRead(rest, out var extensions, out var length) || extensions is not CborMap)
                return CeremonyRefusals.AuthenticatorData;
            rest = rest[length..];
        }

        if (!rest.IsEmpty)
            return CeremonyRefusals.AuthenticatorData;
        return new AuthenticatorData(bytes[..32].ToArray(), flags, BinaryPrimitives.ReadUInt32BigEndian(bytes[33..]), credential);
    }

    private static Outcome<AttestedCredential> ReadCredential(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 18)
            return CeremonyRefusals.AuthenticatorData;
        var aaguid = new Guid(rest[..16], bigEndian: true);
        var idLength = BinaryPrimitives.ReadUInt16BigEndian(rest[16..]);
        rest = rest[18..];
        // The bound itself is step 25 of §7.1 and named there; here it is only that the bytes exist.
        if (idLength > rest.Length)
            return CeremonyRefusals.AuthenticatorData;
        var id = rest[..idLength].ToArray();
        rest = rest[idLength..];
        if (!Cbor.TryRead(rest, out var key, out var keyLength) || key is not CborMap map)
            return CeremonyRefusals.AuthenticatorData;
        var publicKey = CoseKey.Read(map, rest[..keyLength].ToArray());
        rest = rest[keyLength..];
        if (publicKey.IsRefused)
            return publicKey.Refusal;
        return new AttestedCredential(aaguid, id, publicKey.Value);
    }
}
