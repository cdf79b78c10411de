using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// A credential public key (RFC 9052 §7, WebAuthn L3 §5.8.5): ES256 on P-256 with a point that lies on the curve, or RS256 with 2048 to 4096 bits. Every other algorithm, an
/// extra parameter or a second spelling is refused, so a stored key has exactly one meaning. Keeps the bytes it was read from.
/// </summary>
public sealed class CoseKey
{
    public const int Es256 = -7;
    public const int Rs256 = -257;

    private readonly ECParameters? _point;
    private readonly RSAParameters? _rsa;

    private CoseKey(byte[] bytes, int algorithm, ECParameters? point, RSAParameters? rsa)
    {
        Bytes = bytes;
        Algorithm = algorithm;
        _point = point;
        _rsa = rsa;
    }

    /// <summary>The COSE_Key as it was read.</summary>
    public byte[] Bytes { get; }

    /// <summary><see cref="Es256"/> or <see cref="Rs256"/>.</summary>
    public int Algorithm { get; }

    public static Outcome<CoseKey> Read(byte[] bytes) =>
        Cbor.TryReadAll(bytes, out var value) && value is CborMap map ? Read(map, bytes) : CeremonyRefusals.Key;

    internal static Outcome<CoseKey> Read(CborMap map, byte[] bytes)
    {
        if (!map.TryGet<CborInteger>(1, out var type) || !map.TryGet<CborInteger>(3, out var algorithm))
            return CeremonyRefusals.Key;
        return (type.Value, algorithm.Value) switch
        {
            (2, Es256) => ReadPoint(map, bytes),
            (3, Rs256) => ReadRsa(map, bytes),
            _ => CeremonyRefusals.Algorithm,
        };
    }

    private static Outcome<CoseKey> ReadPoint(CborMap map, byte[] bytes)
    {
        if (map.Members.Count != 5
            || !map.TryGet<CborInteger>(-1, out var curve) || curve.Value != 1
            || !map.TryGet<CborBytes>(-2, out var x) || x.Value.Length != 32
            || !map.TryGet<CborBytes>(-3, out var y) || y.Value.Length != 32
            || !IsOnP256(x.Value, y.Value))
            return CeremonyRefusals.Key;
        var point = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x.Value, Y = y.Value } };
        return new CoseKey(bytes, Es256, point, null);
    }

    private static Outcome<CoseKey> ReadRsa(CborMap map, byte[] bytes)
    {
        if (map.Members.Count != 4
            || !map.TryGet<CborBytes>(-1, out var n) || n.Value.Length is < 256 or > 512 || n.Value[0] < 0x80 || (n.Value[^1] & 1) == 0
            || !map.TryGet<CborBytes>(-2, out var e) || e.Value.Length is < 1 or > 4 || e.Value[0] == 0 || (e.Value[^1] & 1) == 0 || e.Value is [1])
            return CeremonyRefusals.Key;
        return new CoseKey(bytes, Rs256, null, new RSAParameters { Modulus = n.Value, Exponent = e.Value });
    }

    /// <summary>True when <paramref name="signature"/> (DER for ES256, PKCS#1 v1.5 for RS256; WebAuthn L3 §6.5.5) was made over <paramref name="data"/> with this key.</summary>
    public bool Verifies(byte[] data, byte[] signature)
    {
        if (_point is { } point)
            return EcVerifiers.Verifies(point, data, signature);

        using var rsa = RSA.Create(_rsa!.Value);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The key as DER SubjectPublicKeyInfo, the form browsers and openssl import.</summary>
    public byte[] Spki()
    {
        if (_point is { } point)
            return [.. P256Spki, .. point.Q.X!, .. point.Q.Y!];

        using var rsa = RSA.Create(_rsa!.Value);
        return rsa.ExportSubjectPublicKeyInfo();
    }

    // RFC 5480 §2: id-ecPublicKey on prime256v1, then the uncompressed point; all but the coordinates is fixed.
    private static readonly byte[] P256Spki = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static readonly BigInteger P = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    // y² = x³ − 3x + b (SP 800-186 §3.2.1.3); not every platform's import checks it.
    private static bool IsOnP256(byte[] xBytes, byte[] yBytes)
    {
        var x = new BigInteger(xBytes, isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(yBytes, isUnsigned: true, isBigEndian: true);
        return x < P && y < P && (((x * x * x) - (3 * x) + B - (y * y)) % P).IsZero;
    }

    private static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
