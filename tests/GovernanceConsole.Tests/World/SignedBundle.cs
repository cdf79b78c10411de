using System.Buffers.Text;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Tests.World;

/// <summary>A key that signs bundles as OPA does (ES256), and packs them. Its bundles' structured files are written without blanks, so that their digests are those of their bytes.</summary>
internal sealed class SignedBundle(string keyId = "release") : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Settings of a console for which this key counts.</summary>
    public string[] Settings => ["--Policy:BundleKeys:0:KeyId", keyId, "--Policy:BundleKeys:0:PublicKey", _key.ExportSubjectPublicKeyInfoPem()];

    /// <summary>The text of <c>.signatures.json</c> for these files.</summary>
    public byte[] Sign(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var payload = new JsonObject
        {
            ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["name"] = file.Key, ["hash"] = Convert.ToHexStringLower(SHA256.HashData(Compact(file))), ["algorithm"] = "SHA-256" })]),
        };
        var signed = $"{Text(new JsonObject { ["alg"] = "ES256", ["kid"] = keyId })}.{Text(payload)}";
        var signature = _key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return JsonSerializer.SerializeToUtf8Bytes(new { signatures = new[] { $"{signed}.{Base64Url.EncodeToString(signature)}" } });
    }

    /// <summary>The bundle as an archive, signed.</summary>
    public MemoryStream Pack(BundleFiles bundle) => Pack([.. bundle.Files, new(".signatures.json", Sign(bundle.Files))]);

    public static MemoryStream Pack(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
            foreach (var (path, bytes) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "/" + path) { DataStream = new MemoryStream(bytes) });
        archive.Position = 0;
        return archive;
    }

    public void Dispose() => _key.Dispose();

    private static byte[] Compact(KeyValuePair<string, byte[]> file) => file.Key is ".manifest" or "data.json" ? JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(file.Value)) : file.Value;

    private static string Text(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
