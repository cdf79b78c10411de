using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Domain.Tests.KillSwitch;

public sealed class HeldClockTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Minutes after noon: due, held at, released at, deadline, due then.</summary>
    [Theory]
    [InlineData(30, 10, 25, null, 45)]
    [InlineData(30, 10, 10, null, 30)]
    [InlineData(30, 10, 5, null, 30)]
    [InlineData(30, 10, 1000, null, 1020)]
    [InlineData(30, 10, 25, 40, 40)]
    [InlineData(30, 10, 25, 60, 45)]
    [InlineData(30, 10, 50, 30, 30)]
    public void Resume_GivesBackExactlyTheLostTime_AndNeverMovesTheDeadline(int due, int heldAt, int now, int? deadline, int expected) =>
        Assert.Equal(Noon.AddMinutes(expected), HeldClock.Resume(Noon.AddMinutes(due), Noon.AddMinutes(heldAt), Noon.AddMinutes(now), deadline is { } minutes ? Noon.AddMinutes(minutes) : null));

    [Fact]
    public void TwoHolds_GiveBackTheirSum()
    {
        var once = HeldClock.Resume(Noon.AddMinutes(30), Noon.AddMinutes(5), Noon.AddMinutes(15), Noon.AddMinutes(55));
        var twice = HeldClock.Resume(once, Noon.AddMinutes(20), Noon.AddMinutes(30), Noon.AddMinutes(55));

        Assert.Equal(Noon.AddMinutes(50), twice);
        Assert.Equal(Noon.AddMinutes(55), HeldClock.Resume(twice, Noon.AddMinutes(40), Noon.AddMinutes(50), Noon.AddMinutes(55)));
    }

    [Theory]
    [InlineData(false, 30, null, 29, false)]
    [InlineData(false, 30, null, 30, true)]
    [InlineData(true, 30, null, 300, false)]
    [InlineData(true, 30, 60, 59, false)]
    [InlineData(true, 30, 60, 60, true)]
    public void IsOver_WhileHeldOnlyAtTheAgentsDeadline(bool held, int due, int? deadline, int now, bool over) =>
        Assert.Equal(over, HeldClock.IsOver(Pending(held, due, deadline), Noon.AddMinutes(now)));

    [Theory]
    [InlineData(IntentStatus.Withdrawn)]
    [InlineData(IntentStatus.Expired)]
    public void HeldIntentThatEnds_IsHeldNoMore(IntentStatus end)
    {
        var intent = Pending(held: true, 30, null);
        Assert.True(intent.MoveTo(end, OutcomeCodes.Withdrawn));
        Assert.Equal((false, null), (intent.Held, intent.HeldAt));
    }

    private static Intent Pending(bool held, int due, int? deadline) => new()
    {
        Id = "int_1", AgentId = "agt_1", OwnerId = "per_1", IdempotencyKey = "k", Type = "t", Tool = "u", Canonical = [], Digest = "d", DeclaredAt = Noon, ExpiresAt = Noon.AddMinutes(due),
        Deadline = deadline is { } minutes ? Noon.AddMinutes(minutes) : null, Status = IntentStatus.Pending, Held = held, HeldAt = held ? Noon : null, Version = 1,
        OutcomeCode = OutcomeCodes.NeedsApproval, Risk = Risk.Routine, Consequence = "c", Chain = "[]",
    };
}
