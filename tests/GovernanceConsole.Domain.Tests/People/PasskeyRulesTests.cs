using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class PasskeyRulesTests
{
    [Theory]
    [InlineData(false, false, null)]
    [InlineData(false, true, null)]
    [InlineData(true, true, null)]
    [InlineData(true, false, "passkey.practice")]
    public void PracticeKey_CountsInTheDemoOnly(bool practice, bool demo, string? code) => Assert.Equal(code, PasskeyRules.Counts(practice, demo)?.Code);

    [Theory]
    [InlineData("ana", false, 2, null)]
    [InlineData("ana", false, 1, "passkey.last")]
    [InlineData("ana", true, 2, "passkey.unknown")]
    [InlineData("bo", false, 2, "passkey.unknown")] // another's
    public void Removal_LeavesOne(string owner, bool removed, int live, string? code)
    {
        var passkey = new Passkey
        {
            CredentialId = "c",
            PersonId = owner,
            CoseKey = [],
            SignCount = 0,
            Aaguid = "",
            BackupEligible = false,
            BackedUp = false,
            Practice = false,
            Label = "Phone",
            EnrolledAt = default,
            VouchedById = "console",
            RemovedAt = removed ? DateTime.UnixEpoch : null,
        };
        Assert.Equal(code, PasskeyRules.MayRemove(passkey, "ana", live)?.Code);
    }

    [Fact]
    public void RemovalOfNothing_IsRefused() => Assert.Equal("passkey.unknown", PasskeyRules.MayRemove(null, "ana", 2)?.Code);

    [Theory]
    [InlineData(null, "Passkey")]
    [InlineData(" YubiKey 5 ", "YubiKey 5")]
    public void Label_HasADefault(string? entered, string kept) => Assert.Equal(kept, PasskeyRules.Label(entered).Value);

    [Fact]
    public void OverlongLabel_IsRefused() => Assert.Equal("/label", Assert.Single(PasskeyRules.Label(new string('x', 61)).Refusal!.Errors!).Pointer);
}
