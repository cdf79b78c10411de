using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Platform;

namespace GovernanceConsole.Demo.History;

/// <summary>
/// Signs as the demo's people did before the visitor came: an authenticator in software with one key (WebAuthn L3 §6.3.3), under the practice key's AAGUID. The private half lives in this object only
/// and is gone with it, so nobody signs with it afterwards.
/// </summary>
internal sealed class HistoryAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private uint _counter;

    public HistoryAuthenticator(IdSource ids)
    {
        CredentialId = ids.Bytes(32);
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        // {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        CoseKey = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32, .. q.X!, 0x22, 0x58, 32, .. q.Y!];
    }

    public byte[] CredentialId { get; }

    public byte[] CoseKey { get; }

    /// <summary>Answers request options as a page's script would, with AuthenticationResponseJSON.</summary>
    public string Get(string optionsJson, string origin)
    {
        var options = JsonNode.Parse(optionsJson)!;
        var clientData = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["type"] = "webauthn.get", ["challenge"] = (string)options["challenge"]!, ["origin"] = origin, ["crossOrigin"] = false,
        }.ToJsonString());
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, ++_counter);
        const byte presentAndVerified = 0x05;
        byte[] authenticatorData = [.. SHA256.HashData(Encoding.UTF8.GetBytes((string)options["rpId"]!)), presentAndVerified, .. counter];
        byte[] signed = [.. authenticatorData, .. SHA256.HashData(clientData)];
        var id = Base64UrlText.Encode(CredentialId);
        return new JsonObject
        {
            ["id"] = id,
            ["rawId"] = id,
            ["type"] = "public-key",
            ["clientExtensionResults"] = new JsonObject(),
            ["response"] = new JsonObject
            {
                ["clientDataJSON"] = Base64UrlText.Encode(clientData),
                ["authenticatorData"] = Base64UrlText.Encode(authenticatorData),
                ["signature"] = Base64UrlText.Encode(_key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            },
        }.ToJsonString();
    }

    public void Dispose() => _key.Dispose();
}
