using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Grants;

/// <summary>A signature is not the end of asking: everything is looked at again when the tool redeems.</summary>
public sealed class RedemptionTests(OpenTown open) : IClassFixture<OpenTown>
{
    private sealed record Held(WorldAgent Agent, string IntentId, string GrantId, string Token, JsonNode Parameters);

    [Fact]
    public async Task AgentSuspended_TheGrantIsRevoked()
    {
        var held = await Granted("suspended-agent");
        await open.World.Get<SuspendAgent>().Handle(open.World.Olga.Actor, held.Agent.Id, "Odd behaviour.");
        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));

        await open.World.Get<ResumeAgent>().Handle(open.World.Olga.Actor, held.Agent.Id);
        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
        Assert.Equal("revoked", StatusOf(held));
    }

    [Fact]
    public async Task OwnerSuspended_IsRefused()
    {
        var owner = await open.World.Person("Ole Owner", [Role.Approver]);
        var held = await Granted("orphan", owner);
        Assert.False((await open.World.Get<SuspendPerson>().Handle(open.World.Olga.Actor, owner.Id, "Left the company.")).IsRefused);

        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
        Assert.Equal("access_denied", (await held.Agent.Claims(held.IntentId))["error"]);
        Assert.NotEqual("redeemed", StatusOf(held));
    }

    [Theory]
    [InlineData("invoice.create", World.World.Bank)]
    [InlineData("payment.wire", "https://ledger.example/api")]
    public async Task TypeOrToolTakenAway_IsRefused(string type, string tool)
    {
        if (tool != World.World.Bank)
            await open.World.Point("ledger", tool);
        var held = await Granted("demoted-" + type);
        var changed = await open.World.Get<ChangeAgent>().Handle(open.World.Olga.Actor, held.Agent.Id, Version(held.Agent.Id),
            new AgentSheet(held.Agent.Name, open.Town.Ana.Id, "to be tested", "prod", Risk.Routine, [type], [tool]));
        Assert.False(changed.IsRefused, changed.Refusal?.Message);

        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
        Assert.Equal("access_denied", (await held.Agent.Claims(held.IntentId))["error"]);
        Assert.NotEqual("redeemed", StatusOf(held));
    }

    [Fact]
    public async Task Expired_IsGone()
    {
        var held = await Granted("late");
        await open.Town.Bank.ConsoleToken();
        open.World.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal((410, "grant_expired"), Said(await Redeem(held)));

        await open.World.FastForward(TimeSpan.FromSeconds(1));
        Assert.Equal((410, "grant_expired"), Said(await Redeem(held)));
        Assert.Equal("expired", StatusOf(held));
    }

    [Fact]
    public async Task PointThatDoesNotServeTheTool_FindsNoGrant()
    {
        var held = await Granted("wrong-counter");
        var other = await open.World.Point("directory", World.World.Directory);

        Assert.Equal((404, "not_found"), Said(await other.Redeems(held.GrantId, held.Token, held.Parameters)));
        Assert.Equal((404, "not_found"), Said(await other.Reports(held.GrantId, "succeeded")));
        Assert.Equal(200, (await Redeem(held)).Status);
    }

    [Fact]
    public async Task OtherTokens_SpendNothing()
    {
        var held = await Granted("mixed-up");
        var another = await Granted("mixed-down");
        var newer = (await held.Agent.Claims(held.IntentId))["access_token"]!;

        foreach (var token in new[] { held.Token, another.Token, await held.Agent.ConsoleToken(), await open.Town.Bank.ConsoleToken(), "not.a.token", newer[..^4] + "AAAA" })
            Assert.Equal((403, "not_allowed"), Said(await open.Town.Bank.Redeems(held.GrantId, token, held.Parameters)));
        Assert.Equal(200, (await open.Town.Bank.Redeems(held.GrantId, newer, held.Parameters)).Status);
    }

    [Fact]
    public async Task WithdrawnAfterTheSignature_IsRefused()
    {
        var held = await Granted("fickle");
        Assert.Equal(200, (await held.Agent.Withdraws(held.IntentId)).Status);

        var said = Said(await Redeem(held));
        Assert.True(said.Status is 403 or 409, said.ToString());
        Assert.Equal("withdrawn", StatusOf(held));
    }

    [Fact]
    public async Task OutcomeIsReportedOnce_ByThePointThatRedeemed()
    {
        var held = await Granted("reporter");
        Assert.Equal((404, "not_found"), Said(await open.Town.Bank.Reports(held.GrantId, "succeeded")));
        await Redeem(held);

        Assert.Equal(422, (await open.Town.Bank.Reports(held.GrantId, "perhaps")).Status);
        Assert.Equal(200, (await open.Town.Bank.Reports(held.GrantId, "succeeded")).Status);
        Assert.Equal((409, "wrong_state"), Said(await open.Town.Bank.Reports(held.GrantId, "failed")));
    }

    [Theory]
    [InlineData("the statement", "UPDATE signed_approvals SET \"Statement\" = CAST(replace(CAST(\"Statement\" AS TEXT), 'payments:execute', 'payments:anyways') AS BLOB) WHERE \"IntentId\" = $id")]
    [InlineData("the display", "UPDATE signed_approvals SET \"DisplayModel\" = CAST(replace(CAST(\"DisplayModel\" AS TEXT), 'Pays', 'Gets') AS BLOB) WHERE \"IntentId\" = $id")]
    [InlineData("the signature", "UPDATE signed_approvals SET \"Signature\" = zeroblob(70) WHERE \"IntentId\" = $id")]
    [InlineData("the authenticator", "UPDATE signed_approvals SET \"AuthenticatorData\" = zeroblob(37) WHERE \"IntentId\" = $id")]
    [InlineData("the key", "UPDATE signed_approvals SET \"CoseKey\" = zeroblob(77) WHERE \"IntentId\" = $id")]
    [InlineData("who signed", "UPDATE signed_approvals SET \"PersonId\" = $other WHERE \"IntentId\" = $id")]
    [InlineData("the place", "UPDATE signed_approvals SET \"Slot\" = 2 WHERE \"IntentId\" = $id")]
    [InlineData("the verdict", "UPDATE signed_approvals SET \"Verdict\" = 2 WHERE \"IntentId\" = $id")]
    [InlineData("the whole row", "DELETE FROM signed_approvals WHERE \"IntentId\" = $id")]
    [InlineData("the intent", "UPDATE intents SET \"Canonical\" = CAST(replace(CAST(\"Canonical\" AS TEXT), 'INV-2041', 'INV-9999') AS BLOB) WHERE \"Id\" = $id")]
    public async Task TamperedRow_IsRefused(string what, string sql)
    {
        var held = await Granted("tampered " + what);
        Assert.Equal(1, await open.World.Tamper(sql, ("$id", held.IntentId), ("$other", open.Town.Tom.Id)));

        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
        Assert.NotEqual("redeemed", StatusOf(held));
    }

    [Fact]
    public async Task TamperedIntentAndParameters_AreRefusedTogether()
    {
        var held = await Granted("tampered both");
        await open.World.Tamper("UPDATE intents SET \"Canonical\" = CAST(replace(CAST(\"Canonical\" AS TEXT), '7480.00', '9480.00') AS BLOB) WHERE \"Id\" = $id", ("$id", held.IntentId));
        held.Parameters["amount"]!["value"] = "9480.00";

        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
    }

    [Fact]
    public async Task ApprovalForgedWithAnotherKey_IsNotTheOneInTheLog()
    {
        var held = await Granted("forged");
        byte[] statement;
        await using (var db = open.World.Read())
            statement = db.SignedApprovals.Single(a => a.IntentId == held.IntentId).Statement;
        var forger = new SoftAuthenticator(World.World.Issuer);
        forger.Create(PasskeyOptions.ForEnrolment("console.example", "x", new byte[32], [1], "x", "x", [], TimeSpan.FromMinutes(1)));
        var answer = AssertionResponse.Read(Encoding.UTF8.GetBytes(forger.Get(PasskeyOptions.ForAssertion("console.example", SignedStatement.Challenge(statement), [], TimeSpan.FromMinutes(1))))).Value;
        var id = forger.CredentialIds[0];
        Assert.Equal(1, await open.World.Tamper(
            "UPDATE signed_approvals SET \"CredentialId\" = $credential, \"CoseKey\" = $key, \"ClientDataJson\" = $client, \"AuthenticatorData\" = $data, \"Signature\" = $signature WHERE \"IntentId\" = $id",
            ("$credential", Base64UrlText.Encode(id)), ("$key", forger.PublicKey(id)), ("$client", answer.ClientDataJson), ("$data", answer.AuthenticatorData), ("$signature", answer.Signature), ("$id", held.IntentId)));

        Assert.Equal((409, "wrong_state"), Said(await Redeem(held)));
        Assert.NotEqual("redeemed", StatusOf(held));
    }

    private static (int Status, string? Problem) Said(Answered answer) => (answer.Status, answer.Problem);

    private Task<Answered> Redeem(Held held) => open.Town.Bank.Redeems(held.GrantId, held.Token, held.Parameters);

    private string StatusOf(Held held)
    {
        using var db = open.World.Read();
        return db.Intents.Single(i => i.Id == held.IntentId).Status.ToString().ToLowerInvariant();
    }

    private int Version(string agentId)
    {
        using var db = open.World.Read();
        return db.Agents.Single(a => a.Id == agentId).Version;
    }

    /// <summary>A payment by an agent of its own, signed by Mei and exchanged for its token.</summary>
    private async Task<Held> Granted(string agentName, WorldPerson? owner = null)
    {
        var agent = await open.World.Agent(agentName, owner ?? open.Town.Ana);
        var body = Payments.Wire(iban: open.FreshAccount());
        var id = (await agent.Declares(body))["id"]!;
        var signed = await open.Town.Mei.Approves(id);
        Assert.False(signed.IsRefused, signed.Refusal?.Message);
        var claimed = await agent.Claims(id);
        return new Held(agent, id, (string)claimed.Json["authorization_details"]![0]!["grant_id"]!, claimed["access_token"]!, body["parameters"]!.DeepClone());
    }
}
