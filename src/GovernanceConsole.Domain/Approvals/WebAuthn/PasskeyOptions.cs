using System.Text;
using System.Text.Json;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>
/// The options a page hands to the browser, as JSON (WebAuthn L3 §5.1.9, §5.1.10). They ask for exactly what the verification demands: user verification, ES256 or RS256, no attestation.
/// </summary>
public static class PasskeyOptions
{
    /// <summary>For <c>navigator.credentials.get()</c>. No allowed credentials means: any passkey of this site, for signing in.</summary>
    public static string ForAssertion(string rpId, byte[] challenge, IEnumerable<byte[]> allowedCredentials, TimeSpan timeout) => Write(json =>
    {
        json.WriteString("challenge", Base64UrlText.Encode(challenge));
        json.WriteString("rpId", rpId);
        json.WriteNumber("timeout", (long)timeout.TotalMilliseconds);
        json.WriteString("userVerification", "required");
        WriteCredentials(json, "allowCredentials", allowedCredentials);
    });

    /// <summary>For <c>navigator.credentials.create()</c>. Credentials the person has already are excluded, so one device is not enrolled twice.</summary>
    public static string ForEnrolment(
        string rpId, string rpName, byte[] challenge, byte[] userHandle, string userName, string displayName, IEnumerable<byte[]> heldCredentials, TimeSpan timeout) => Write(json =>
    {
        json.WriteString("challenge", Base64UrlText.Encode(challenge));
        json.WriteStartObject("rp");
        json.WriteString("id", rpId);
        json.WriteString("name", rpName);
        json.WriteEndObject();
        json.WriteStartObject("user");
        json.WriteString("id", Base64UrlText.Encode(userHandle));
        json.WriteString("name", userName);
        json.WriteString("displayName", displayName);
        json.WriteEndObject();
        json.WriteStartArray("pubKeyCredParams");
        foreach (var algorithm in (ReadOnlySpan<int>)[CoseKey.Es256, CoseKey.Rs256])
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteNumber("alg", algorithm);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("timeout", (long)timeout.TotalMilliseconds);
        json.WriteStartObject("authenticatorSelection");
        json.WriteString("residentKey", "required");
        json.WriteBoolean("requireResidentKey", true);
        json.WriteString("userVerification", "required");
        json.WriteEndObject();
        json.WriteString("attestation", "none");
        WriteCredentials(json, "excludeCredentials", heldCredentials);
    });

    private static void WriteCredentials(Utf8JsonWriter json, string name, IEnumerable<byte[]> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("type", "public-key");
            json.WriteString("id", Base64UrlText.Encode(id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
