using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;

namespace GovernanceConsole.Domain.Tests.People;

public sealed class PeopleStatementsTests
{
    private static readonly StatementFrame Frame = new("https://gc.example", "gc.example", "per_ana", At, At.AddMinutes(5), new byte[32]);

    private static DateTime At => new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Enrolment_NamesTheNewCredentialAndItsKey()
    {
        var body = Body(PeopleStatements.OfPasskey(Frame, "Y3JlZA", [1, 2, 3]), SignedStatement.Enrolment);
        Assert.Equal("Y3JlZA", (string?)body["new_credential"]);
        Assert.Equal(IntentDigest.Of([1, 2, 3]), (string?)body["new_key"]);
        Assert.Equal("per_ana", (string?)body["person"]);
    }

    [Theory]
    [InlineData(StandingChangeKind.GrantRole, SignedStatement.RoleChange, "grant")]
    [InlineData(StandingChangeKind.EndRole, SignedStatement.RoleChange, "end")]
    [InlineData(StandingChangeKind.Recovery, SignedStatement.Recovery, null)]
    public void Change_SaysWhatIsDoneToWhom(StandingChangeKind kind, string typ, string? action)
    {
        var body = Body(PeopleStatements.OfChange(Frame, Change(kind), bootstrap: true), typ);
        Assert.Equal(action, (string?)body["action"]);
        Assert.Equal("per_x", (string?)body["person"]);
        Assert.Equal("per_bo", (string?)body["proposed_by"]);
        Assert.True((bool)body["bootstrap"]!);
    }

    [Fact]
    public void GrantAndEnd_AreDifferentBytes() =>
        Assert.NotEqual(PeopleStatements.OfChange(Frame, Change(StandingChangeKind.GrantRole), false), PeopleStatements.OfChange(Frame, Change(StandingChangeKind.EndRole), false));

    private static StandingChange Change(StandingChangeKind kind) => new()
    {
        Id = "chg_1",
        Kind = kind,
        PersonId = "per_x",
        Role = kind == StandingChangeKind.Recovery ? null : Role.Auditor,
        ProposedById = "per_bo",
        ProposedAt = At,
        ExpiresAt = At.AddDays(1),
    };

    private static JsonObject Body(byte[] statement, string typ) =>
        JsonNode.Parse(SignedStatement.Parse(statement, typ) is { IsRefused: false } read ? read.Value.Body : throw new InvalidOperationException(Encoding.UTF8.GetString(statement)))!.AsObject();
}
