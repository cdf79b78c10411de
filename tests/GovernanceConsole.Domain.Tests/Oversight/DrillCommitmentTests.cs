using GovernanceConsole.Domain.Oversight;

namespace GovernanceConsole.Domain.Tests.Oversight;

public sealed class DrillCommitmentTests
{
    private const string Drill = "drl_01jd2v6c8e5m7n9p3q4r6s8t0v";
    private const string Intent = "int_01jd2v6c8e5m7n9p3q4r6s8t0w";
    private const string Nonce = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    [Fact]
    public void ExampleOfTheHeader_IsWhatTheCodeMakes() =>
        Assert.Contains(DrillCommitment.Of(Drill, Intent, Nonce), File.ReadAllText(Path.Combine(Repository.Root, "src/GovernanceConsole.Domain/Oversight/Drill.cs")), StringComparison.Ordinal);

    [Theory]
    [InlineData("drl_01jd2v6c8e5m7n9p3q4r6s8t0x", Intent, Nonce)]
    [InlineData(Drill, "int_01jd2v6c8e5m7n9p3q4r6s8t0x", Nonce)]
    [InlineData(Drill, Intent, "BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    public void AnotherDrillIntentOrNonce_IsAnotherCommitment(string drill, string intent, string nonce) =>
        Assert.NotEqual(DrillCommitment.Of(Drill, Intent, Nonce), DrillCommitment.Of(drill, intent, nonce));
}
