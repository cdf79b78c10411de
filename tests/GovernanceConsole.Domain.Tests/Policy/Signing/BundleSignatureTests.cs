using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy.Signing;

namespace GovernanceConsole.Domain.Tests.Policy.Signing;

/// <summary>Whatever is not exactly the signed bundle, signed by a configured key for its scope, is refused in a sentence that says what is wrong.</summary>
public sealed class BundleSignatureTests : IDisposable
{
    // Made once: a pair of RSA keys takes its time.
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly BundleKey[] _keys;

    private readonly Dictionary<string, byte[]> _files = new()
    {
        [".manifest"] = """{"revision":"7"}"""u8.ToArray(),
        ["data.json"] = """{"limits":{"max":1.50,"names":["b","a",null,true]},"z":"tab\tline\u2028<é>"}"""u8.ToArray(),
        ["intents.rego"] = "package intents\n"u8.ToArray(),
        ["README.md"] = "What it is for."u8.ToArray(),
    };

    public BundleSignatureTests() => _keys = [BundleKey.Read("curve", null, _curve.ExportSubjectPublicKeyInfoPem()).Value, BundleKey.Read("rsa", "read", Rsa.ExportSubjectPublicKeyInfoPem()).Value];

    public void Dispose() => _curve.Dispose();

    [Theory]
    [InlineData("ES256", "curve", null)]
    [InlineData("RS256", "rsa", "read")]
    [InlineData("PS256", "rsa", "read")]
    public void SignedByAConfiguredKey_NamesTheKey(string algorithm, string kid, string? scope) =>
        Assert.Equal(kid, BundleSignature.Verify(Signed(algorithm, kid, payload => Scope(payload, scope)), _files, _keys).Value);

    [Fact]
    public void OlderSignature_NamesItsKeyInThePayload() =>
        Assert.Equal("curve", BundleSignature.Verify(Signed("ES256", null, payload => payload["keyid"] = "curve"), _files, _keys).Value);

    [Theory]
    [InlineData("data.json", """
        {
          "z": "tab\tline\u2028<\u00e9>",
          "limits": { "names": ["b", "a", null, true], "max": 1.50 }
        }
        """, true)]
    [InlineData("data.json", """{"limits":{"max":1.5,"names":["b","a",null,true]},"z":"tab\tline\u2028<é>"}""", false)]
    [InlineData("data.json", """{"limits":{"max":1.50,"names":["a","b",null,true]},"z":"tab\tline\u2028<é>"}""", false)]
    [InlineData("data.json", """{"limits":{"max":1.50,"names":["b","a",null,true]},"z":"other","z":"tab\tline\u2028<é>"}""", false)]
    [InlineData(".manifest", """{ "revision": "7" }""", true)]
    [InlineData("README.md", "What it is for. ", false)]
    [InlineData("intents.rego", "package intents", false)]
    public void StructuredFile_MayBeLaidOutOtherwise_AndNothingElse(string path, string text, bool holds)
    {
        var signatures = Signed("ES256", "curve");
        _files[path] = Encoding.UTF8.GetBytes(text);

        Assert.Equal(holds, !BundleSignature.Verify(signatures, _files, _keys).IsRefused);
    }

    [Theory]
    [InlineData("none", "curve", "is not one that key is for")]
    [InlineData("HS256", "curve", "is not one that key is for")]
    [InlineData("RS256", "curve", "is not one that key is for")]
    [InlineData("ES256", "rsa", "is not one that key is for")]
    [InlineData("ES256", "nobody", "'nobody', which is not among Policy:BundleKeys")]
    [InlineData("ES256", null, "does not say which key")]
    public void AlgorithmOrKeyThatDoesNotCount_IsRefused(string algorithm, string? kid, string says) =>
        Assert.Contains(says, Why(Signed(algorithm, kid)), StringComparison.Ordinal);

    [Fact]
    public void FileThatIsNotListed_OrNotThere_IsRefused()
    {
        var signatures = Signed("ES256", "curve");

        _files["more.rego"] = [1];
        Assert.Contains("'more.rego' is there, and the signature does not list it.", Why(signatures), StringComparison.Ordinal);
        _files.Remove("more.rego");
        _files.Remove("README.md");
        Assert.Contains("lists 'README.md', which is not there.", Why(signatures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"scope":"read"}""", "Its scope is 'read'")]
    [InlineData("""{"keyid":"rsa"}""", "its payload says 'rsa'")]
    [InlineData("""{"files":null}""", "It lists no files.")]
    [InlineData("""{"files":[{"name":"data.json"}]}""", "without name, hash and algorithm")]
    [InlineData("""{"files":[{"name":"data.json","hash":"00","algorithm":"MD5"}]}""", "the digest 'MD5'")]
    [InlineData("""{"files":[{"name":"data.json","hash":"00","algorithm":"SHA-256"}]}""", "is not the file that was signed")]
    public void PayloadThatSaysOtherwise_IsRefused(string members, string says) =>
        Assert.Contains(says, Why(Signed("ES256", "curve", payload =>
        {
            foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
                payload[name] = value?.DeepClone();
        })), StringComparison.Ordinal);

    [Fact]
    public void FileListedTwice_IsRefused() =>
        Assert.Contains("lists '.manifest' twice", Why(Signed("ES256", "curve", payload => payload["files"]!.AsArray().Add(payload["files"]![0]!.DeepClone()))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"signatures":[]}""", "0 entries")]
    [InlineData("""{"signatures":["a","b"]}""", "2 entries")]
    [InlineData("""{"signatures":["a.b"]}""", "no JWS in compact form")]
    [InlineData("""{"signatures":"a.b.c"}""", "a list")]
    [InlineData("""{"plugin":"other","signatures":["a.b.c"]}""", "plug-in")]
    [InlineData("""[]""", "no object")]
    [InlineData("""{"signatures":["a.b.c"]""", "cannot be read")]
    public void OddFile_IsRefused(string text, string says) => Assert.Contains(says, Why(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void ChangedSignature_OrCriticalHeader_IsRefused()
    {
        var token = (string)JsonNode.Parse(Signed("ES256", "curve"))!["signatures"]![0]!;
        var signature = Base64Url.DecodeFromChars(token.AsSpan(token.LastIndexOf('.') + 1));
        signature[3] ^= 1;
        var parts = token.Split('.');

        Assert.Contains("It is not by the key 'curve'", Why(Config($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}")), StringComparison.Ordinal);
        Assert.Contains("It is not by the key 'curve'", Why(Config($"{parts[0]}.{parts[1]}.")), StringComparison.Ordinal);
        Assert.Contains("extensions", Why(Signed("ES256", "curve", header: header => header["crit"] = new JsonArray("b64"))), StringComparison.Ordinal);
    }

    private string Why(byte[] signatures)
    {
        var refusal = BundleSignature.Verify(signatures, _files, _keys).Refusal;
        Assert.Equal("policy.signature", refusal?.Code);
        return Assert.Single(refusal!.Errors!).Message;
    }

    /// <summary>The files as they are, whose structured ones are written the way their digest is taken.</summary>
    private byte[] Signed(string algorithm, string? kid, Action<JsonObject>? change = null, Action<JsonObject>? header = null)
    {
        var head = new JsonObject { ["alg"] = algorithm };
        if (kid is not null)
            head["kid"] = kid;
        header?.Invoke(head);
        var payload = new JsonObject
        {
            ["files"] = new JsonArray([.. _files.Select(file => (JsonNode)new JsonObject { ["name"] = file.Key, ["hash"] = Convert.ToHexStringLower(SHA256.HashData(file.Value)), ["algorithm"] = "SHA-256" })]),
        };
        change?.Invoke(payload);
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "ES256" => _curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            "RS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "PS256" => Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "HS256" => HMACSHA256.HashData(_curve.ExportSubjectPublicKeyInfo(), bytes),
            _ => [],
        };
        return Config($"{signed}.{Base64Url.EncodeToString(signature)}");
    }

    private static byte[] Config(string token) => Encoding.UTF8.GetBytes(new JsonObject { ["signatures"] = new JsonArray(token) }.ToJsonString());

    private static void Scope(JsonObject payload, string? scope)
    {
        if (scope is not null)
            payload["scope"] = scope;
    }
}
