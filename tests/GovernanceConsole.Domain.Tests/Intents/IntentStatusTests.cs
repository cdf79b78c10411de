using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

public sealed class IntentStatusTests
{
    private static readonly (IntentStatus From, IntentStatus To)[] Ways =
    [
        (IntentStatus.Pending, IntentStatus.Granted), (IntentStatus.Pending, IntentStatus.Denied), (IntentStatus.Pending, IntentStatus.Expired), (IntentStatus.Pending, IntentStatus.Withdrawn),
        (IntentStatus.Granted, IntentStatus.Redeemed), (IntentStatus.Granted, IntentStatus.Expired), (IntentStatus.Granted, IntentStatus.Withdrawn), (IntentStatus.Granted, IntentStatus.Revoked),
    ];

    [Fact]
    public void OnlyTheWaysOfTheContractExist()
    {
        var all = Enum.GetValues<IntentStatus>();
        foreach (var from in all)
            foreach (var to in all)
                Assert.Equal(Ways.Contains((from, to)), Intent.CanMove(from, to));
    }

    [Fact]
    public void EveryOutcomeCode_HasASentenceAndAnAdvice()
    {
        foreach (var code in OutcomeCodes.All)
        {
            Assert.EndsWith(".", OutcomeCodes.Message(code), StringComparison.Ordinal);
            Assert.Contains(OutcomeCodes.Retry(code), new[] { "never", "after", "changed_facts" });
        }
    }
}
