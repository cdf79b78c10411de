using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

public sealed class RegistrationVerificationTests
{
    [Theory]
    [InlineData(false, CoseKey.Es256)]
    [InlineData(true, CoseKey.Rs256)]
    public void HonestEnrolment_GivesTheCredential(bool rsa, int algorithm)
    {
        var authenticator = new SoftAuthenticator(Ceremony.Origin, rsa, backupEligible: true, aaguid: PracticeKey.Aaguid);

        var credential = Verify(authenticator.Create(Ceremony.CreateOptions, new Mischief { BackedUp = true, Extensions = true })).Value;

        Assert.Equal(authenticator.CredentialIds[0], credential.Id);
        Assert.Equal(algorithm, credential.Algorithm);
        Assert.True(credential is { BackupEligible: true, BackedUp: true, IsPracticeKey: true, SignCount: 0 });
        Assert.Equal(["internal"], credential.Transports);
    }

    [Fact]
    public void StatementOfAnotherFormat_IsNotWeighed()
    {
        var json = new SoftAuthenticator(Ceremony.Origin).Create(Ceremony.CreateOptions, new Mischief { Format = "packed" });

        Assert.False(Verify(json).IsRefused);
    }

    [Fact]
    public void W3cVectorWithSelfAttestation_IsAccepted()
    {
        var expected = new RegistrationExpectation("example.org", ["https://example.org"], W3cVectors.PackedChallenge, _ => false);

        var credential = RegistrationVerification.Verify(expected, W3cVectors.PackedRegistration).Value;

        Assert.Equal(W3cVectors.PackedRegistration.CredentialId, credential.Id);
        Assert.Equal("df850e09-db6a-fbdf-ab51-697791506cfc", credential.Aaguid.ToString());
        Assert.False(credential.IsPracticeKey);
    }

    private static readonly Dictionary<string, (string Code, Mischief Mischief)> Lies = new()
    {
        ["an assertion's type"] = ("webauthn.type", new() { Type = "webauthn.get" }),
        ["another challenge"] = ("webauthn.challenge", new() { Challenge = SHA256.HashData("another"u8) }),
        ["an empty challenge"] = ("webauthn.challenge", new() { Challenge = [] }),
        ["a sibling subdomain"] = ("webauthn.origin", new() { Origin = "https://evil.gov.example" }),
        ["a frame"] = ("webauthn.cross_origin", new() { CrossOrigin = true }),
        ["a named outer page"] = ("webauthn.top_origin", new() { TopOrigin = "https://portal.example" }),
        ["another RP id"] = ("webauthn.rp_id", new() { RpId = "evil.example" }),
        ["nobody present"] = ("webauthn.user_presence", new() { NoUserPresence = true }),
        ["nobody verified"] = ("webauthn.user_verification", new() { NoUserVerification = true }),
        ["backed up but not eligible"] = ("webauthn.backup_state", new() { BackedUp = true }),
        ["no credential"] = ("webauthn.authenticator_data", new() { NoCredentialData = true }),
        ["a trailing byte"] = ("webauthn.authenticator_data", new() { TrailingByte = true }),
        ["an id of 1024 bytes"] = ("webauthn.credential_id", new() { CredentialId = new byte[1024] }),
        ["an empty id"] = ("webauthn.credential_id", new() { CredentialId = [] }),
        ["an Ed25519 key"] = ("webauthn.algorithm", new() { CoseKey = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20, .. new byte[32]] }),
        ["a key off the curve"] = ("webauthn.key", new() { CoseKey = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. new byte[32], 0x22, 0x58, 0x20, .. new byte[32]] }),
        ["a key that is no map"] = ("webauthn.authenticator_data", new() { CoseKey = [0x80] }),
    };

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    [Theory]
    [MemberData(nameof(LieNames))]
    public void OneLie_IsRefused(string lie)
    {
        var json = new SoftAuthenticator(Ceremony.Origin).Create(Ceremony.CreateOptions, Lies[lie].Mischief);

        Assert.Equal(Lies[lie].Code, Verify(json).Refusal?.Code);
    }

    [Fact]
    public void CredentialThatIsEnrolledAlready_IsRefused()
    {
        var authenticator = new SoftAuthenticator(Ceremony.Origin);
        var response = Ceremony.Registered(authenticator.Create(Ceremony.CreateOptions));

        Assert.Equal("webauthn.already_enrolled", RegistrationVerification.Verify(Ceremony.Enrolment(authenticator.CredentialIds[0]), response).Refusal?.Code);
    }

    [Fact]
    public void BrowserThatNamesAnotherId_IsRefused()
    {
        var response = Ceremony.Registered(new SoftAuthenticator(Ceremony.Origin).Create(Ceremony.CreateOptions)) with { CredentialId = [1] };

        Assert.Equal("webauthn.credential_id", RegistrationVerification.Verify(Ceremony.Enrolment(), response).Refusal?.Code);
    }

    [Fact]
    public void AnyByteOfTheAttestationChanged_NeverThrows()
    {
        var good = Ceremony.Registered(new SoftAuthenticator(Ceremony.Origin, rsa: true).Create(Ceremony.CreateOptions));

        for (var at = 0; at < good.AttestationObject.Length; at++)
        {
            foreach (var value in (byte[])[0x00, 0x1b, 0x5b, 0x7f, 0x9b, 0x9f, 0xbb, 0xbf, 0xff])
            {
                var bad = good.AttestationObject.ToArray();
                bad[at] = value;
                RegistrationVerification.Verify(Ceremony.Enrolment(), good with { AttestationObject = bad });
                RegistrationVerification.Verify(Ceremony.Enrolment(), good with { AttestationObject = bad[..at] });
            }
        }
    }

    private static Outcome<NewCredential> Verify(string json) => RegistrationVerification.Verify(Ceremony.Enrolment(), Ceremony.Registered(json));
}
