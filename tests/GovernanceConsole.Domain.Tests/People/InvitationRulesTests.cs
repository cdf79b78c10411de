using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class InvitationRulesTests
{
    private static readonly DateTime Issued = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(InvitationKind.SetUp, 30)]
    [InlineData(InvitationKind.Invite, 24 * 60)]
    [InlineData(InvitationKind.Recovery, 24 * 60)]
    public void Link_LivesAsLongAsItsKind(InvitationKind kind, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), InvitationRules.Lifetime(kind));

    [Theory]
    [InlineData(-1, false, false, InvitationState.Open, null)]
    [InlineData(0, false, false, InvitationState.Expired, "invitation.expired")] // the end is outside
    [InlineData(-1, true, false, InvitationState.Used, "invitation.used")]
    [InlineData(-1, false, true, InvitationState.Withdrawn, "invitation.withdrawn")]
    [InlineData(1, true, true, InvitationState.Used, "invitation.used")] // used says most: somebody came in
    public void Link_WorksWhileOpen(int secondsFromEnd, bool used, bool withdrawn, InvitationState state, string? code)
    {
        var invitation = new Invitation
        {
            Id = "inv_1",
            SecretHash = [],
            Kind = InvitationKind.Invite,
            IssuedById = "ana",
            IssuedAt = Issued,
            ExpiresAt = Issued.AddHours(24),
            UsedAt = used ? Issued : null,
            WithdrawnAt = withdrawn ? Issued : null,
        };
        var now = invitation.ExpiresAt.AddSeconds(secondsFromEnd);
        Assert.Equal(state, InvitationRules.State(invitation, now));
        Assert.Equal(code, InvitationRules.Works(invitation, now)?.Code);
    }

    [Fact]
    public void UnknownSecret_IsRefused() => Assert.Equal("invitation.unknown", InvitationRules.Works(null, Issued)?.Code);
}
