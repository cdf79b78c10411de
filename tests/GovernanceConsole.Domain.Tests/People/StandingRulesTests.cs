using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class StandingRulesTests
{
    // Operators are written "name<voucher"; a leading "-" marks one who cannot sign now (suspended, or without a passkey).
    [Theory]
    // grant to x (no operator) ........ operators, proposer, subject → signers, bootstrap
    [InlineData("ana<console", "ana", "x", "ana", true)] // a sole operator signs alone, and it is said
    [InlineData("ana<console bo<ana", "ana", "x", "bo", true)] // the only other one was invited by the proposer: counts for want of a better one
    [InlineData("ana<console bo<ana", "bo", "x", "ana", true)] // and the other way round
    [InlineData("ana<console bo<ana cy<ana", "bo", "x", "cy", false)] // an independent one is there: only that one counts
    [InlineData("ana<console bo<ana cy<bo", "ana", "x", "cy", false)]
    [InlineData("ana<console bo<console cy<console", "ana", "x", "bo cy", false)]
    [InlineData("ana<console bo<console", "ana", "bo", null, false)] // nobody signs what they gain by
    [InlineData("ana<console -bo<console", "ana", "x", null, false)] // suspending the rest makes nobody sole
    [InlineData("ana<console -bo<console cy<console", "ana", "x", "cy", false)]
    public void Grant_AsksASecondOperator(string operators, string proposer, string subject, string? signers, bool bootstrap) =>
        Expect(StandingChangeKind.GrantRole, Role.Operator, operators, proposer, subject, signers, bootstrap);

    [Theory]
    [InlineData("ana<console", "ana", "x", "ana", true)]
    [InlineData("ana<console bo<console", "ana", "x", "bo", false)]
    [InlineData("ana<console bo<console", "ana", "bo", null, false)] // the lost one cannot sign their own way back
    public void Recovery_AsksASecondOperator(string operators, string proposer, string subject, string? signers, bool bootstrap) =>
        Expect(StandingChangeKind.Recovery, null, operators, proposer, subject, signers, bootstrap);

    [Theory]
    [InlineData(Role.Approver, "ana<console bo<console", "ana", "x", "ana", false)] // taking power away needs one
    [InlineData(Role.Auditor, "ana<console", "ana", "ana", "ana", false)]
    [InlineData(Role.Operator, "ana<console bo<console", "ana", "bo", "bo", false)] // but nobody removes the other operator alone: bo may agree
    [InlineData(Role.Operator, "ana<console bo<console cy<console", "ana", "bo", "bo cy", false)]
    [InlineData(Role.Operator, "ana<console bo<console", "bo", "bo", "ana", false)] // stepping down is witnessed
    public void End_AsksASecondOperatorForOperatorsOnly(Role role, string operators, string proposer, string subject, string? signers, bool bootstrap) =>
        Expect(StandingChangeKind.EndRole, role, operators, proposer, subject, signers, bootstrap);

    [Theory]
    [InlineData(StandingChangeKind.GrantRole, Role.Approver, false, false, true, null)]
    [InlineData(StandingChangeKind.GrantRole, Role.Approver, true, false, true, "wrong_state")]
    [InlineData(StandingChangeKind.GrantRole, Role.Approver, false, true, true, "not_allowed")]
    [InlineData(StandingChangeKind.EndRole, Role.Approver, false, false, true, "wrong_state")]
    [InlineData(StandingChangeKind.EndRole, Role.Approver, true, true, true, null)]
    [InlineData(StandingChangeKind.Recovery, null, false, false, true, null)]
    [InlineData(StandingChangeKind.Recovery, null, false, false, false, "wrong_state")]
    [InlineData(StandingChangeKind.Recovery, null, false, true, true, "not_allowed")]
    public void Change_MustMakeSense(StandingChangeKind kind, Role? role, bool holds, bool suspended, bool enrolled, string? code)
    {
        var person = Someone("x", suspended, enrolled);
        Assert.Equal(code, StandingRules.MayChange(kind, role, person, holds, Operators("ana<console"))?.Code);
    }

    [Fact]
    public void EndOfTheLastOperator_IsRefused()
    {
        var ana = Someone("ana");
        Assert.Equal("role.last_operator", StandingRules.MayChange(StandingChangeKind.EndRole, Role.Operator, ana, true, Operators("ana<console"))?.Code);
        Assert.Equal("role.last_operator", StandingRules.MayChange(StandingChangeKind.EndRole, Role.Operator, ana, true, Operators("ana<console -bo<console"))?.Code);
        Assert.Null(StandingRules.MayChange(StandingChangeKind.EndRole, Role.Operator, ana, true, Operators("ana<console bo<console")));
    }

    [Fact]
    public void UnknownPerson_IsRefused() =>
        Assert.Equal("not_found", StandingRules.MayChange(StandingChangeKind.GrantRole, Role.Approver, null, false, [])?.Code);

    [Theory]
    [InlineData("ana", "bo", false, null)]
    [InlineData("ana", "ana", false, "not_allowed")]
    [InlineData("ana", "bo", true, "wrong_state")]
    public void Suspension_IsForOthersWhoAreNot(string actor, string person, bool suspended, string? code) =>
        Assert.Equal(code, StandingRules.MaySuspend(actor, Someone(person, suspended))?.Code);

    [Theory]
    [InlineData("ana", "bo", true, null)]
    [InlineData("ana", "bo", false, "wrong_state")]
    public void Resumption_IsForTheSuspended(string actor, string person, bool suspended, string? code) =>
        Assert.Equal(code, StandingRules.MayResume(actor, Someone(person, suspended))?.Code);

    private static void Expect(StandingChangeKind kind, Role? role, string operators, string proposer, string subject, string? signers, bool bootstrap)
    {
        var answer = StandingRules.Signers(kind, role, proposer, subject, Operators(operators));
        if (signers is null)
        {
            Assert.Equal("role.no_second_operator", answer.Refusal?.Code);
            return;
        }

        Assert.Null(answer.Refusal);
        Assert.Equal(signers.Split(' '), answer.Value.PersonIds.Order());
        Assert.Equal(bootstrap, answer.Value.Bootstrap);
    }

    private static List<Operator> Operators(string text) =>
    [
        .. text.Split(' ').Select(one =>
        {
            var parts = one.TrimStart('-').Split('<');
            return new Operator(parts[0], !one.StartsWith('-'), new HashSet<string> { parts[1] });
        }),
    ];

    private static Person Someone(string id, bool suspended = false, bool enrolled = true) => new()
    {
        Id = id,
        Name = id,
        CreatedAt = Noon,
        InvitedById = "console",
        EnrolledAt = enrolled ? Noon : null,
        SuspendedAt = suspended ? Noon : null,
    };

    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);
}
