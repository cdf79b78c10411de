using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Digests and message authentication codes of texts, as lower-case hexadecimal.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Policies compare digests that other systems made; nothing is protected with these.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Policies compare digests that other systems made; nothing is protected with these.")]
internal static class Hashes
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        Digest("crypto.md5", MD5.HashData),
        Digest("crypto.sha1", SHA1.HashData),
        Digest("crypto.sha256", SHA256.HashData),
        Hmac("crypto.hmac.md5", HMACMD5.HashData),
        Hmac("crypto.hmac.sha1", HMACSHA1.HashData),
        Hmac("crypto.hmac.sha256", HMACSHA256.HashData),
        Hmac("crypto.hmac.sha512", HMACSHA512.HashData),
        Builtin.Of("crypto.hmac.equal", [Operand.String, Operand.String], (_, arguments) =>
            BooleanValue.Of(CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(arguments.Text(1)), Encoding.UTF8.GetBytes(arguments.Text(2))))),
    ];

    private static Builtin Digest(string name, Func<byte[], byte[]> hash) => Builtin.Of(name, [Operand.String], (context, arguments) =>
    {
        context.ChargeText(arguments.Text(1).Length * 4L);
        return StringValue.Of(Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(arguments.Text(1)))));
    });

    private static Builtin Hmac(string name, Func<byte[], byte[], byte[]> hash) => Builtin.Of(name, [Operand.String, Operand.String], (context, arguments) =>
    {
        context.ChargeText(arguments.Text(1).Length * 4L);
        return StringValue.Of(Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(arguments.Text(2)), Encoding.UTF8.GetBytes(arguments.Text(1)))));
    });
}
