using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Tests.World;

/// <summary>How a <see cref="SoftAuthenticator"/> departs from good behaviour. The default departs in nothing.</summary>
public sealed record Mischief
{
    public static readonly Mischief None = new();

    public bool NoUserPresence { get; init; }
    public bool NoUserVerification { get; init; }
    public bool FlipBackupEligible { get; init; }
    public bool BackedUp { get; init; }
    public bool NoCredentialData { get; init; }
    public bool TrailingByte { get; init; }
    public string? Type { get; init; }
    public string? Origin { get; init; }
    public string? RpId { get; init; }
    public bool CrossOrigin { get; init; }
    public string? TopOrigin { get; init; }
    public byte[]? Challenge { get; init; }
    public uint? Counter { get; init; }
    public byte[]? UserHandle { get; init; }
    public bool NoUserHandle { get; init; }
    public byte[]? CredentialId { get; init; }
    public bool ExtraClientData { get; init; }
    public bool Extensions { get; init; }
    public bool ByteOrderMark { get; init; }
    public bool SignsSomethingElse { get; init; }
    public string Format { get; init; } = "none";
    public byte[]? CoseKey { get; init; }
}

/// <summary>
/// An authenticator and browser in one, in software, with real keys and real signatures (WebAuthn L3 §6.3): takes the options JSON a page would get and answers with the JSON a browser would send.
/// A <see cref="Mischief"/> makes it lie in one respect and sign the lie.
/// </summary>
public sealed class SoftAuthenticator(string origin, bool rsa = false, bool backupEligible = false, Guid? aaguid = null)
{
    private sealed record Held(byte[] Id, string RpId, byte[] UserHandle, AsymmetricAlgorithm Key)
    {
        public uint Counter { get; set; }
    }

    private readonly List<Held> _held = [];

    /// <summary>A passkey that never counts, as synced ones do.</summary>
    public bool NeverCounts { get; init; }

    public IReadOnlyList<byte[]> CredentialIds => [.. _held.Select(held => held.Id)];

    /// <summary>The COSE key of a credential, as the attestation showed it.</summary>
    public byte[] PublicKey(byte[] credentialId) => Cose(_held.Single(held => held.Id.AsSpan().SequenceEqual(credentialId)).Key);

    /// <summary>Answers creation options with an attestation of format none.</summary>
    public string Create(string optionsJson, Mischief? mischief = null)
    {
        mischief ??= Mischief.None;
        var options = JsonNode.Parse(optionsJson)!;
        var rpId = (string)options["rp"]!["id"]!;
        AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var held = new Held(mischief.CredentialId ?? RandomNumberGenerator.GetBytes(32), rpId, Decode(options["user"]!["id"]), key);
        _held.Add(held);

        var clientData = ClientDataJson("webauthn.create", options, mischief);
        List<byte> attested = [];
        if (!mischief.NoCredentialData)
        {
            attested.AddRange((aaguid ?? Guid.Empty).ToByteArray(bigEndian: true));
            attested.AddRange([(byte)(held.Id.Length >> 8), (byte)held.Id.Length]);
            attested.AddRange(held.Id);
            attested.AddRange(mischief.CoseKey ?? Cose(key));
        }

        var data = Data(held, mischief, attested);
        byte[] statement = mischief.Format == "none" ? [0xa0] : [0xa1, .. CborString("alg"), 0x26];
        byte[] attestation = [0xa3, .. CborString("fmt"), .. CborString(mischief.Format), .. CborString("attStmt"), .. statement, .. CborString("authData"), .. CborBinary(data)];
        return Answer(held.Id, new JsonObject
        {
            ["clientDataJSON"] = Base64UrlText.Encode(clientData),
            ["attestationObject"] = Base64UrlText.Encode(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers request options with an assertion by the newest key that fits.</summary>
    public string Get(string optionsJson, Mischief? mischief = null)
    {
        mischief ??= Mischief.None;
        var options = JsonNode.Parse(optionsJson)!;
        var rpId = (string)options["rpId"]!;
        var allowed = options["allowCredentials"] is JsonArray list ? list.Select(item => (string)item!["id"]!).ToList() : [];
        var held = _held.Last(held => held.RpId == rpId && (allowed.Count == 0 || allowed.Contains(Base64UrlText.Encode(held.Id))));
        held.Counter += NeverCounts ? 0u : 1u;

        var clientData = ClientDataJson("webauthn.get", options, mischief);
        var data = Data(held, mischief, []);
        byte[] signed = [.. data, .. SHA256.HashData(mischief.SignsSomethingElse ? [.. clientData, 0] : clientData)];
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64UrlText.Encode(clientData),
            ["authenticatorData"] = Base64UrlText.Encode(data),
            ["signature"] = Base64UrlText.Encode(Sign(held.Key, signed)),
        };
        if (!mischief.NoUserHandle)
            response["userHandle"] = Base64UrlText.Encode(mischief.UserHandle ?? held.UserHandle);
        return Answer(mischief.CredentialId ?? held.Id, response);
    }

    private static string Answer(byte[] id, JsonObject response) => new JsonObject
    {
        ["id"] = Base64UrlText.Encode(id),
        ["rawId"] = Base64UrlText.Encode(id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private byte[] ClientDataJson(string type, JsonNode options, Mischief mischief)
    {
        var json = new JsonObject
        {
            ["type"] = mischief.Type ?? type,
            ["challenge"] = mischief.Challenge is { } other ? Base64UrlText.Encode(other) : (string)options["challenge"]!,
            ["origin"] = mischief.Origin ?? origin,
            ["crossOrigin"] = mischief.CrossOrigin,
        };
        if (mischief.TopOrigin is { } top)
            json["topOrigin"] = top;
        if (mischief.ExtraClientData)
            json["other_keys_can_be_added_here"] = "do not compare clientDataJSON against a template";
        var text = Encoding.UTF8.GetBytes(json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        return mischief.ByteOrderMark ? [0xef, 0xbb, 0xbf, .. text] : text;
    }

    private byte[] Data(Held held, Mischief mischief, List<byte> attested)
    {
        var bits = AuthenticatorBits.None;
        if (!mischief.NoUserPresence)
            bits |= AuthenticatorBits.UserPresent;
        if (!mischief.NoUserVerification)
            bits |= AuthenticatorBits.UserVerified;
        if (backupEligible != mischief.FlipBackupEligible)
            bits |= AuthenticatorBits.BackupEligible;
        if (mischief.BackedUp)
            bits |= AuthenticatorBits.BackedUp;
        if (attested.Count > 0)
            bits |= AuthenticatorBits.AttestedCredential;
        if (mischief.Extensions)
            bits |= AuthenticatorBits.Extensions;
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, mischief.Counter ?? held.Counter);
        byte[] extensions = mischief.Extensions ? [0xa1, .. CborString("credProtect"), 0x03] : [];
        byte[] trailing = mischief.TrailingByte ? [0] : [];
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(mischief.RpId ?? held.RpId)), (byte)bits, .. counter, .. attested, .. extensions, .. trailing];
    }

    private static byte[] Sign(AsymmetricAlgorithm key, byte[] data) => key switch
    {
        ECDsa ecdsa => ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
        RSA rsa => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => throw new InvalidOperationException(),
    };

    private static byte[] Cose(AsymmetricAlgorithm key)
    {
        if (key is ECDsa ecdsa)
        {
            var q = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. CborBinary(q.X!), 0x22, .. CborBinary(q.Y!)];
        }

        var parameters = ((RSA)key).ExportParameters(includePrivateParameters: false);
        return [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, .. CborBinary(parameters.Modulus!), 0x21, .. CborBinary(parameters.Exponent!)];
    }

    private static byte[] CborString(string text) => [.. CborHead(3, text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] CborBinary(byte[] bytes) => [.. CborHead(2, bytes.Length), .. bytes];

    private static byte[] CborHead(int major, int length) => length switch
    {
        < 24 => [(byte)((major << 5) | length)],
        < 256 => [(byte)((major << 5) | 24), (byte)length],
        _ => [(byte)((major << 5) | 25), (byte)(length >> 8), (byte)length],
    };

    private static byte[] Decode(JsonNode? text) => Base64UrlText.Decode((string?)text) ?? throw new FormatException("not base64url");
}
