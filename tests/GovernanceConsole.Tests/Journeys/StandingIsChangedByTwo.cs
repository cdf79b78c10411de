using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Roles and ways back in: proposed by one operator, signed by another.</summary>
public sealed class StandingIsChangedByTwo
{
    [Fact]
    public async Task SoleOperator_SignsAlone_AndTheLogSaysSo()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", []);
        var change = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Approver);
        using var olga = await In(world, world.Olga);
        Assert.Equal(200, (await olga.Signs(change.Id)).Status);
        Assert.Equal([Role.Approver], (await Holds(world, ana)).Roles);

        var detail = await Detail(world, AuditTypes.RoleGranted);
        Assert.True((bool)detail["bootstrap"]!);
        var statement = SignedStatement.Parse(Base64UrlText.Decode((string?)detail["signed"]!["statement"])!, SignedStatement.RoleChange).Value;
        Assert.Equal(world.Olga.Id, statement.SignerId);
        Assert.Equal("wrong_state", (await olga.Signs(change.Id)).Problem);
    }

    [Fact]
    public async Task SecondOperator_HasToSign()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", []);
        var change = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Operator);
        using var olga = await In(world, world.Olga);
        Assert.Equal("not_allowed", (await olga.Signs(change.Id)).Problem);
        using var herself = await In(world, ana);
        Assert.Equal("not_allowed", (await herself.Signs(change.Id)).Problem);
        Assert.Empty((await Holds(world, ana)).Roles);

        using var second = await In(world, pia);
        Assert.Equal(200, (await second.Signs(change.Id)).Status);
        Assert.Equal([Role.Operator], (await Holds(world, ana)).Roles);
        Assert.False((bool)(await Detail(world, AuditTypes.RoleGranted))["bootstrap"]!);

        await using var db = world.Read();
        Assert.Contains(await db.Notices.Where(n => n.PersonId == ana.Id).Select(n => n.Text).ToListAsync(), text => text.Contains("operator", StringComparison.Ordinal));
        Assert.Contains(await db.Notices.Where(n => n.PersonId == world.Olga.Id).Select(n => n.Text).ToListAsync(), text => text.Contains("Ana Ruiz becomes an operator", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SockPuppet_DoesNotCount_WhereAnIndependentOperatorExists()
    {
        await using var world = await World.World.Open();
        var puppet = await world.Person("Sock Puppet", [Role.Operator], vouchedBy: world.Olga.Id);
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", []);
        var change = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Approver);
        using var sock = await In(world, puppet);
        Assert.Equal("not_allowed", (await sock.Signs(change.Id)).Problem);
        using var second = await In(world, pia);
        Assert.Equal(200, (await second.Signs(change.Id)).Status);
    }

    [Fact]
    public async Task SuspendingTheOthers_MakesNobodySole()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", []);
        await world.Get<SuspendPerson>().Handle(world.Olga.Actor, pia.Id, "coup");
        Assert.Equal("role.no_second_operator", (await world.Get<ProposeChange>().Handle(world.Olga.Actor, StandingChangeKind.GrantRole, ana.Id, Role.Operator)).Refusal?.Code);
    }

    [Fact]
    public async Task RoleTakenWhileAsked_MakesTheSignatureWorthless()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var cy = await world.Person("Cy Dahl", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", []);
        var grant = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Approver);
        using var second = await In(world, pia);
        var asked = await second.Post("/ceremonies/standing/begin", new { change = grant.Id });

        var end = await Proposed(world, world.Olga, StandingChangeKind.EndRole, pia, Role.Operator);
        using var third = await In(world, cy);
        Assert.Equal(200, (await third.Signs(end.Id)).Status);

        var answer = await second.Post("/ceremonies/standing/finish", new { change = grant.Id, ceremony = asked["ceremony"], answer = pia.Key.Get(asked["options"]!) });
        Assert.Equal("not_allowed", answer.Problem);
        Assert.Empty((await Holds(world, ana)).Roles);
    }

    [Fact]
    public async Task ApproverRole_EndsWithOneSignature_AndStaysInHistory()
    {
        await using var world = await World.World.Open();
        await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        var change = await Proposed(world, world.Olga, StandingChangeKind.EndRole, ana, Role.Approver);
        using var olga = await In(world, world.Olga);
        Assert.Equal(200, (await olga.Signs(change.Id)).Status);
        Assert.Empty((await Holds(world, ana)).Roles);
        await using var db = world.Read();
        var holding = await db.RoleHoldings.SingleAsync(h => h.PersonId == ana.Id);
        Assert.Equal(world.Olga.Id, holding.EndedById);
    }

    [Fact]
    public async Task Proposal_LapsesAfterADay()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", []);
        var change = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Approver);
        world.Clock.Advance(TimeSpan.FromHours(24));
        using var olga = await In(world, world.Olga);
        Assert.Equal("wrong_state", (await olga.Signs(change.Id)).Problem);
    }

    [Fact]
    public async Task TwoSignaturesAtOnce_GrantOnce()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", []);
        var change = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Approver);
        using var second = await In(world, pia);
        var asked = new List<(string? Ceremony, string Answer)>();
        for (var i = 0; i < 6; i++)
        {
            var one = await second.Post("/ceremonies/standing/begin", new { change = change.Id });
            asked.Add((one["ceremony"], pia.Key.Get(one["options"]!)));
        }

        var answers = await Task.WhenAll(asked.Select(one => second.Post("/ceremonies/standing/finish", new { change = change.Id, ceremony = one.Ceremony, answer = one.Answer })));
        Assert.Single(answers, a => a.Status == 200);
        await using var db = world.Read();
        Assert.Equal(1, await db.RoleHoldings.CountAsync(h => h.PersonId == ana.Id));
    }

    [Fact]
    public async Task Recovery_NeedsTwo_AndReplacesEveryPasskey()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        using var old = await In(world, ana);
        var change = await Proposed(world, world.Olga, StandingChangeKind.Recovery, ana, null);
        using var second = await In(world, pia);
        var signed = await second.Signs(change.Id);
        Assert.Equal(200, signed.Status);
        var link = signed["link"]!;
        Assert.StartsWith("https://console.example/invitation#", link, StringComparison.Ordinal);
        // Nothing is taken away before somebody uses the link.
        Assert.Equal(200, (await old.Get("/account")).Status);

        using var fresh = new WorldBrowser(world);
        Assert.Equal(200, (await fresh.Enrols(link.Split('#')[1], label: "New phone")).Status);
        Assert.Equal(302, (await old.Get("/account")).Status);
        Assert.Equal("passkey.unknown", (await old.SignsIn()).Problem);
        Assert.Equal([Role.Approver], (await Holds(world, ana)).Roles);
        await using var db = world.Read();
        Assert.Equal(world.Olga.Id, (await db.Passkeys.SingleAsync(k => k.PersonId == ana.Id && k.RemovedAt == null)).VouchedById);
    }

    [Fact]
    public async Task Signature_OverOneStatement_NeverCountsAsAnother()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", []);
        var auditor = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Auditor);
        var op = await Proposed(world, world.Olga, StandingChangeKind.GrantRole, ana, Role.Operator);
        using var olga = await In(world, world.Olga);
        var asked = await olga.Post("/ceremonies/standing/begin", new { change = auditor.Id });
        var answer = world.Olga.Key.Get(asked["options"]!);
        Assert.Equal("wrong_state", (await olga.Post("/ceremonies/standing/finish", new { change = op.Id, ceremony = asked["ceremony"], answer })).Problem);
        Assert.NotEqual(200, (await olga.Post("/ceremonies/sign-in/finish", new { ceremony = asked["ceremony"], answer })).Status);
        Assert.Empty((await Holds(world, ana)).Roles);
    }

    [Fact]
    public async Task Groups_AreChangedByOthers_WithHistory()
    {
        await using var world = await World.World.Open();
        var pia = await world.Person("Pia Stone", [Role.Operator]);
        Assert.Null((await world.Get<JoinGroup>().Handle(world.Olga.Actor, pia.Id, "finance")).Refusal);
        Assert.Equal(["finance"], (await Holds(world, pia)).Groups);
        Assert.Equal("not_allowed", (await world.Get<JoinGroup>().Handle(world.Olga.Actor, world.Olga.Id, "finance")).Refusal?.Code);
        Assert.Equal("wrong_state", (await world.Get<JoinGroup>().Handle(world.Olga.Actor, pia.Id, "finance")).Refusal?.Code);
        Assert.Null((await world.Get<LeaveGroup>().Handle(world.Olga.Actor, pia.Id, "finance")).Refusal);
        Assert.Empty((await Holds(world, pia)).Groups);
        await using var db = world.Read();
        Assert.Equal(1, await db.GroupMemberships.CountAsync(m => m.PersonId == pia.Id && m.UntilAt != null));
    }

    [Theory]
    [InlineData(Role.Approver)]
    [InlineData(Role.Auditor)]
    public async Task WithoutTheOperatorRole_NothingIsDone(Role role)
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [role]);
        var bo = await world.Person("Bo Lind", []);
        string?[] codes =
        [
            (await world.Get<InvitePerson>().Handle(ana.Actor, "Eve", null, null)).Refusal?.Code,
            (await world.Get<ProposeChange>().Handle(ana.Actor, StandingChangeKind.GrantRole, bo.Id, Role.Operator)).Refusal?.Code,
            (await world.Get<JoinGroup>().Handle(ana.Actor, bo.Id, "finance")).Refusal?.Code,
            (await world.Get<LeaveGroup>().Handle(ana.Actor, bo.Id, "finance")).Refusal?.Code,
            (await world.Get<SuspendPerson>().Handle(ana.Actor, bo.Id, "why not")).Refusal?.Code,
            (await world.Get<ResumePerson>().Handle(ana.Actor, bo.Id)).Refusal?.Code,
            (await world.Get<InvitePerson>().Again(ana.Actor, bo.Id)).Refusal?.Code,
            (await world.Get<WithdrawInvitation>().Handle(ana.Actor, "inv_x")).Refusal?.Code,
            (await world.Get<InvitePerson>().Handle(Actor.Console, "Eve", null, null)).Refusal?.Code,
            (await world.Get<InvitePerson>().Handle(Actor.Agent("agt_x"), "Eve", null, null)).Refusal?.Code,
        ];
        Assert.All(codes, code => Assert.Equal("not_allowed", code));
        Assert.Equal("unauthenticated", (await world.Get<InvitePerson>().Handle(Actor.Nobody, "Eve", null, null)).Refusal?.Code);
    }

    private static async Task<StandingChange> Proposed(World.World world, WorldPerson by, StandingChangeKind kind, WorldPerson person, Role? role)
    {
        var proposed = await world.Get<ProposeChange>().Handle(by.Actor, kind, person.Id, role);
        Assert.Null(proposed.Refusal);
        return proposed.Value;
    }

    private static async Task<WorldBrowser> In(World.World world, WorldPerson person)
    {
        var browser = new WorldBrowser(world, person.Key);
        Assert.Equal(200, (await browser.SignsIn()).Status);
        return browser;
    }

    private static async Task<Standing> Holds(World.World world, WorldPerson person)
    {
        await using var db = world.Read();
        return (await GovernanceConsole.Features.People.Standing.Of(db, person.Id, world.Get<Work>().Now()))!;
    }

    private static async Task<JsonObject> Detail(World.World world, string type)
    {
        await using var db = world.Read();
        var index = await db.LogEntries.Where(e => e.Type == type).MaxAsync(e => e.Index);
        return JsonNode.Parse(Encoding.UTF8.GetString((await db.AuditDetails.SingleAsync(d => d.Index == index)).Detail!))!.AsObject();
    }
}
