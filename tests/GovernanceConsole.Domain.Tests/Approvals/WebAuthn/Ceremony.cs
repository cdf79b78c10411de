using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

/// <summary>One enrolled passkey and the options to sign with it: the good case every test departs from.</summary>
internal sealed class Ceremony
{
    public const string RpId = "gov.example";
    public const string Origin = "https://gov.example";

    public static readonly byte[] Challenge = SHA256.HashData("the statement"u8);
    public static readonly byte[] UserHandle = Encoding.ASCII.GetBytes("per_01");

    public Ceremony(bool rsa = false, bool backupEligible = false, bool neverCounts = false)
    {
        Authenticator = new SoftAuthenticator(Origin, rsa, backupEligible) { NeverCounts = neverCounts };
        Enrolled = RegistrationVerification.Verify(Enrolment(), Registered(Authenticator.Create(CreateOptions))).Value;
    }

    public SoftAuthenticator Authenticator { get; }

    public NewCredential Enrolled { get; }

    public static string CreateOptions => PasskeyOptions.ForEnrolment(RpId, "Governance", Challenge, UserHandle, "ana", "Ana Ruiz", [], TimeSpan.FromMinutes(5));

    public string GetOptions => PasskeyOptions.ForAssertion(RpId, Challenge, [Enrolled.Id], TimeSpan.FromMinutes(5));

    public AssertionExpectation Expectation =>
        new(RpId, [Origin], Challenge, new(Enrolled.Id, Enrolled.PublicKey, UserHandle, Enrolled.SignCount, Enrolled.BackupEligible), [Enrolled.Id]);

    public static RegistrationExpectation Enrolment(params byte[][] enrolled) =>
        new(RpId, [Origin], Challenge, id => enrolled.Any(other => other.AsSpan().SequenceEqual(id)));

    public AssertionResponse Sign(Mischief? mischief = null) => AssertionResponse.Read(Encoding.UTF8.GetBytes(Authenticator.Get(GetOptions, mischief))).Value;

    public static RegistrationResponse Registered(string json) => RegistrationResponse.Read(Encoding.UTF8.GetBytes(json)).Value;
}
