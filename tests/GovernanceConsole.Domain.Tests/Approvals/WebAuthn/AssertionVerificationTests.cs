using System.Security.Cryptography;
using System.Text;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Domain.Tests.Approvals.WebAuthn;

public sealed class AssertionVerificationTests
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void HonestSignature_IsAccepted(bool rsa, bool backupEligible, bool neverCounts)
    {
        var ceremony = new Ceremony(rsa, backupEligible, neverCounts);

        var verified = AssertionVerification.Verify(ceremony.Expectation, ceremony.Sign(new Mischief { BackedUp = backupEligible })).Value;

        Assert.Equal(new VerifiedAssertion(neverCounts ? 0u : 1u, backupEligible, backupEligible), verified);
    }

    public static TheoryData<string, string> Accepted => new()
    {
        { nameof(Mischief.ExtraClientData), "members the browser adds are ignored" },
        { nameof(Mischief.Extensions), "extension outputs are ignored" },
        { nameof(Mischief.NoUserHandle), "a user handle may be absent when passkeys were named" },
        { nameof(Mischief.ByteOrderMark), "a byte order mark is dropped" },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void OddButAllowed_IsAccepted(string oddity, string because)
    {
        var mischief = oddity switch
        {
            nameof(Mischief.ExtraClientData) => new Mischief { ExtraClientData = true },
            nameof(Mischief.Extensions) => new Mischief { Extensions = true },
            nameof(Mischief.NoUserHandle) => new Mischief { NoUserHandle = true },
            _ => new Mischief { ByteOrderMark = true },
        };
        var ceremony = new Ceremony();

        Assert.False(AssertionVerification.Verify(ceremony.Expectation, ceremony.Sign(mischief)).IsRefused, because);
    }

    private static readonly Dictionary<string, (string Code, Mischief Mischief)> Lies = new()
    {
        ["another credential"] = ("webauthn.credential", new() { CredentialId = [1, 2, 3] }),
        ["another person's handle"] = ("webauthn.user_handle", new() { UserHandle = Encoding.ASCII.GetBytes("per_02") }),
        ["an empty handle"] = ("webauthn.user_handle", new() { UserHandle = [] }),
        ["an enrolment's type"] = ("webauthn.type", new() { Type = "webauthn.create" }),
        ["a payment's type"] = ("webauthn.type", new() { Type = "payment.get" }),
        ["another challenge"] = ("webauthn.challenge", new() { Challenge = SHA256.HashData("another"u8) }),
        ["an empty challenge"] = ("webauthn.challenge", new() { Challenge = [] }),
        ["a truncated challenge"] = ("webauthn.challenge", new() { Challenge = Ceremony.Challenge[..31] }),
        ["another site"] = ("webauthn.origin", new() { Origin = "https://evil.example" }),
        ["a sibling subdomain"] = ("webauthn.origin", new() { Origin = "https://evil.gov.example" }),
        ["a suffix of the name"] = ("webauthn.origin", new() { Origin = "https://evilgov.example" }),
        ["plain http"] = ("webauthn.origin", new() { Origin = "http://gov.example" }),
        ["another port"] = ("webauthn.origin", new() { Origin = "https://gov.example:8443" }),
        ["a trailing slash"] = ("webauthn.origin", new() { Origin = "https://gov.example/" }),
        ["other letters' case"] = ("webauthn.origin", new() { Origin = "https://GOV.example" }),
        ["the null origin"] = ("webauthn.origin", new() { Origin = "null" }),
        ["a frame"] = ("webauthn.cross_origin", new() { CrossOrigin = true }),
        ["a named outer page"] = ("webauthn.top_origin", new() { TopOrigin = Ceremony.Origin }),
        ["another RP id"] = ("webauthn.rp_id", new() { RpId = "evil.example" }),
        ["a parent RP id"] = ("webauthn.rp_id", new() { RpId = "example" }),
        ["nobody present"] = ("webauthn.user_presence", new() { NoUserPresence = true }),
        ["nobody verified"] = ("webauthn.user_verification", new() { NoUserVerification = true }),
        ["backed up but not eligible"] = ("webauthn.backup_state", new() { BackedUp = true }),
        ["eligibility flipped"] = ("webauthn.backup_eligibility", new() { FlipBackupEligible = true }),
        ["signed something else"] = ("webauthn.signature", new() { SignsSomethingElse = true }),
        ["the counter stands still"] = ("webauthn.counter", new() { Counter = 5 }),
        ["the counter goes back"] = ("webauthn.counter", new() { Counter = 4 }),
        ["the counter goes to nought"] = ("webauthn.counter", new() { Counter = 0 }),
        ["a trailing byte"] = ("webauthn.authenticator_data", new() { TrailingByte = true }),
    };

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    [Theory]
    [MemberData(nameof(LieNames))]
    public void OneLie_IsRefusedByItsStep_AndByNoOther(string lie)
    {
        var ceremony = new Ceremony();
        var expected = ceremony.Expectation with { Credential = ceremony.Expectation.Credential with { SignCount = 5 } };
        var mischief = Lies[lie].Mischief;
        var response = ceremony.Sign(mischief.Counter is null ? mischief with { Counter = 6 } : mischief);

        Assert.Equal(Lies[lie].Code, AssertionVerification.Verify(expected, response).Refusal?.Code);
        Assert.Equal([Lies[lie].Code], AssertionVerification.Steps(expected, response).Where(step => !step.Holds).Select(step => step.Otherwise.Code).Distinct());
    }

    [Fact]
    public void FrameOfANamedSite_IsRefused()
    {
        var ceremony = new Ceremony();

        Assert.Equal("webauthn.cross_origin", AssertionVerification.Verify(ceremony.Expectation, ceremony.Sign(new Mischief { CrossOrigin = true, TopOrigin = "https://portal.example" })).Refusal?.Code);
    }

    [Fact]
    public void EmptyChallengeOnBothSides_IsRefused()
    {
        var ceremony = new Ceremony();

        var refused = AssertionVerification.Verify(ceremony.Expectation with { Challenge = [] }, ceremony.Sign(new Mischief { Challenge = [] }));

        Assert.Equal("webauthn.challenge", refused.Refusal?.Code);
    }

    [Fact]
    public void SameAssertionTwice_IsRefusedOnceTheCounterIsStored()
    {
        var ceremony = new Ceremony();
        var response = ceremony.Sign();
        var verified = AssertionVerification.Verify(ceremony.Expectation, response).Value;

        var again = ceremony.Expectation with { Credential = ceremony.Expectation.Credential with { SignCount = verified.SignCount } };

        Assert.Equal("webauthn.counter", AssertionVerification.Verify(again, response).Refusal?.Code);
    }

    [Fact]
    public void SignInWithoutNamedPasskeys_NeedsTheUserHandle()
    {
        var ceremony = new Ceremony();
        var open = ceremony.Expectation with { AllowedCredentials = [] };

        Assert.False(AssertionVerification.Verify(open, ceremony.Sign()).IsRefused);
        Assert.Equal("webauthn.user_handle", AssertionVerification.Verify(open, ceremony.Sign(new Mischief { NoUserHandle = true })).Refusal?.Code);
    }

    [Fact]
    public void PasskeyThatWasNotAskedFor_IsRefused()
    {
        var ceremony = new Ceremony();

        Assert.Equal("webauthn.credential", AssertionVerification.Verify(ceremony.Expectation with { AllowedCredentials = [[9]] }, ceremony.Sign()).Refusal?.Code);
    }

    [Fact]
    public void AnotherPersonsKey_IsRefused()
    {
        var ceremony = new Ceremony();
        var stranger = new Ceremony().Enrolled.PublicKey;

        var refused = AssertionVerification.Verify(ceremony.Expectation with { Credential = ceremony.Expectation.Credential with { PublicKey = stranger } }, ceremony.Sign());

        Assert.Equal("webauthn.signature", refused.Refusal?.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyBitFlippedInTheEvidence_IsRefused(bool rsa)
    {
        var ceremony = new Ceremony(rsa);
        var good = ceremony.Sign();

        Assert.All(Flips(good.AuthenticatorData), data => AssertRefused(good with { AuthenticatorData = data }));
        Assert.All(Flips(good.ClientDataJson), data => AssertRefused(good with { ClientDataJson = data }));
        Assert.All(Flips(good.Signature), data => AssertRefused(good with { Signature = data }));
        Assert.All(Truncations(good.Signature), data => AssertRefused(good with { Signature = data }));

        void AssertRefused(AssertionResponse bad) => Assert.True(AssertionVerification.Verify(ceremony.Expectation, bad).IsRefused);
    }

    [Fact]
    public void W3cVectorWithoutUserVerification_FailsThatStepOnly()
    {
        // WebAuthn L3 §16.2, none attestation with ES256: everything is right but the UV bit, which we demand and the vector does not set.
        var expected = new AssertionExpectation("example.org", ["https://example.org"], Convert.FromHexString("39c0e7521417ba54d43e8dc95174f423dee9bf3cd804ff6d65c857c9abf4d408"),
            new(W3cVectors.CredentialId, W3cVectors.CoseKey, [], 0, true), [W3cVectors.CredentialId]);

        var steps = AssertionVerification.Steps(expected, W3cVectors.Assertion).ToList();

        Assert.Equal("WebAuthn L3 §7.2 step 17", Assert.Single(steps, step => !step.Holds).Clause);
        Assert.Contains(steps, step => step.Clause == "WebAuthn L3 §7.2 step 21" && step.Otherwise.Code == "webauthn.signature");
    }

    private static IEnumerable<byte[]> Flips(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return flipped;
        }
    }

    private static IEnumerable<byte[]> Truncations(byte[] bytes) => Enumerable.Range(0, bytes.Length).Select(length => bytes[..length]);
}
