namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>What a browser hands back of <c>navigator.credentials.create()</c>, as JSON (WebAuthn L3 §5.1.8). Only what is signed or stored is taken; the browser's own reading of the key is ignored.</summary>
public sealed record RegistrationResponse(byte[] CredentialId, byte[] ClientDataJson, byte[] AttestationObject, IReadOnlyList<string> Transports)
{
    public static Outcome<RegistrationResponse> Read(ReadOnlyMemory<byte> json)
    {
        if (!CredentialJson.TryOpen(json, out var document))
            return CeremonyRefusals.Response;
        using (document)
        {
            var credential = new CredentialJson(document.RootElement);
            if (credential.Id is not { } id || credential.Bytes("clientDataJSON") is not { } clientData || credential.Bytes("attestationObject") is not { } attestation)
                return CeremonyRefusals.Response;
            return new RegistrationResponse(id, clientData, attestation, credential.Words("transports"));
        }
    }
}
