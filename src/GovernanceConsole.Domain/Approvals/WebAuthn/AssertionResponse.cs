using System.Text.Json;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// What a browser hands back of <c>navigator.credentials.get()</c>, as <c>PublicKeyCredential.toJSON()</c> spells it (WebAuthn L3 §5.1.8). Members it does not know are ignored; what it needs must be there,
/// once and canonical.
/// </summary>
public sealed record AssertionResponse(byte[] CredentialId, byte[] ClientDataJson, byte[] AuthenticatorData, byte[] Signature, byte[]? UserHandle)
{
    public static Outcome<AssertionResponse> Read(ReadOnlyMemory<byte> json)
    {
        if (!CredentialJson.TryOpen(json, out var document))
            return CeremonyRefusals.Response;
        using (document)
        {
            var credential = new CredentialJson(document.RootElement);
            if (credential.Id is not { } id
                || credential.Bytes("clientDataJSON") is not { } clientData
                || credential.Bytes("authenticatorData") is not { } authenticatorData
                || credential.Bytes("signature") is not { } signature
                || !credential.OptionalBytes("userHandle", out var userHandle))
                return CeremonyRefusals.Response;
            return new AssertionResponse(id, clientData, authenticatorData, signature, userHandle);
        }
    }
}
