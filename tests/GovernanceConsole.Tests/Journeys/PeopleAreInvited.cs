using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>From an invitation to passkeys of one's own.</summary>
public sealed class PeopleAreInvited
{
    [Fact]
    public async Task Invitation_EnrolsOnce_AndRemembersWhoVouched()
    {
        await using var world = await World.World.Open();
        var link = await Invited(world, "Bo Lind");
        using var bo = new WorldBrowser(world);
        Assert.Equal("Bo Lind", (await bo.Post("/ceremonies/enrolment/look", new { secret = link.Secret }))["name"]);
        Assert.Equal(200, (await bo.Enrols(link.Secret, label: "Laptop")).Status);
        Assert.Equal(200, (await bo.Get("/account")).Status);

        await using var db = world.Read();
        var passkey = await db.Passkeys.SingleAsync(k => k.PersonId == link.PersonId);
        Assert.Equal((world.Olga.Id, "Laptop", false), (passkey.VouchedById, passkey.Label, passkey.Practice));
        Assert.Equal(0, await db.RoleHoldings.CountAsync(h => h.PersonId == link.PersonId));
        Assert.Contains(await db.LogEntries.Where(e => e.Type == AuditTypes.PersonInvited).Select(e => e.ActorId).ToListAsync(), id => id == world.Olga.Id);
        Assert.Contains("Bo Lind", string.Concat(await db.Notices.Where(n => n.PersonId == world.Olga.Id).Select(n => n.Text).ToListAsync()));

        using var second = new WorldBrowser(world);
        Assert.Equal("invitation.used", (await second.Enrols(link.Secret)).Problem);
    }

    [Theory]
    [InlineData("expired", "invitation.expired")]
    [InlineData("withdrawn", "invitation.withdrawn")]
    [InlineData("replaced", "invitation.withdrawn")]
    [InlineData("suspended", "invitation.withdrawn")]
    public async Task DeadLink_EnrolsNobody(string how, string code)
    {
        await using var world = await World.World.Open();
        var link = await Invited(world, "Bo Lind");
        if (how == "expired")
            world.Clock.Advance(TimeSpan.FromHours(24));
        else if (how == "withdrawn")
            await world.Get<WithdrawInvitation>().Handle(world.Olga.Actor, link.InvitationId);
        else if (how == "replaced")
            await world.Get<InvitePerson>().Again(world.Olga.Actor, link.PersonId!);
        else
            await world.Get<SuspendPerson>().Handle(world.Olga.Actor, link.PersonId!, "left");
        using var bo = new WorldBrowser(world);
        Assert.Equal(code, (await bo.Enrols(link.Secret)).Problem);
        await using var db = world.Read();
        Assert.Equal(0, await db.Passkeys.CountAsync(k => k.PersonId == link.PersonId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("not base64url!")]
    public async Task WrongSecret_IsRefused(string secret)
    {
        await using var world = await World.World.Open();
        await Invited(world, "Bo Lind");
        using var eve = new WorldBrowser(world);
        Assert.Equal("invitation.unknown", (await eve.Enrols(secret)).Problem);
    }

    [Fact]
    public async Task CeremonyOfOneLink_DoesNotSpendAnother()
    {
        await using var world = await World.World.Open();
        var (bo, cy) = (await Invited(world, "Bo Lind"), await Invited(world, "Cy Dahl"));
        using var eve = new WorldBrowser(world);
        var asked = await eve.Post("/ceremonies/enrolment/begin", new { secret = bo.Secret });
        var answer = await eve.Post("/ceremonies/enrolment/finish", new { secret = cy.Secret, ceremony = asked["ceremony"], answer = eve.Key.Create(asked["options"]!) });
        Assert.Equal("wrong_state", answer.Problem);
    }

    [Fact]
    public async Task PracticeKey_IsRefusedOutsideTheDemo()
    {
        await using var world = await World.World.Open();
        var link = await Invited(world, "Bo Lind");
        using var bo = new WorldBrowser(world, new SoftAuthenticator(World.World.Issuer, aaguid: PracticeKey.Aaguid));
        Assert.Equal("passkey.practice", (await bo.Enrols(link.Secret)).Problem);
        using var real = new WorldBrowser(world);
        Assert.Equal(200, (await real.Enrols(link.Secret)).Status);
    }

    [Fact]
    public async Task NoUserVerification_EnrolsNobody()
    {
        await using var world = await World.World.Open();
        var link = await Invited(world, "Bo Lind");
        using var bo = new WorldBrowser(world);
        Assert.Equal("webauthn.user_verification", (await bo.Enrols(link.Secret, mischief: new Mischief { NoUserVerification = true })).Problem);
    }

    [Fact]
    public async Task FurtherPasskey_NeedsOneThatIsThere_AndInheritsItsVoucher()
    {
        await using var world = await World.World.Open();
        var link = await Invited(world, "Bo Lind");
        using var bo = new WorldBrowser(world);
        await bo.Enrols(link.Secret);
        var phone = new SoftAuthenticator(World.World.Issuer);
        Assert.Equal(200, (await bo.Adds(phone, "Phone")).Status);

        await using (var db = world.Read())
        {
            Assert.Equal([world.Olga.Id, world.Olga.Id], await db.Passkeys.Where(k => k.PersonId == link.PersonId).Select(k => k.VouchedById).ToArrayAsync());
            Assert.Equal(1, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.PasskeyAdded));
        }

        using var elsewhere = new WorldBrowser(world, phone);
        Assert.Equal(200, (await elsewhere.SignsIn()).Status);

        // A stolen session with a device of one's own: there is no signature by an enrolled passkey.
        using var thief = new WorldBrowser(world, phone);
        await thief.SignsIn();
        var mine = new SoftAuthenticator(World.World.Issuer);
        var asked = await thief.Post("/ceremonies/passkeys/begin");
        var vouch = await thief.Post("/ceremonies/passkeys/made", new { ceremony = asked["ceremony"], label = "Mine", answer = mine.Create(asked["options"]!) });
        var options = System.Text.Json.Nodes.JsonNode.Parse(vouch["options"]!)!;
        options["allowCredentials"] = new System.Text.Json.Nodes.JsonArray();
        Assert.Equal("passkey.unknown", (await thief.Post("/ceremonies/passkeys/finish", new { ceremony = vouch["ceremony"], answer = mine.Get(options.ToJsonString()) })).Problem);
    }

    [Fact]
    public async Task LastPasskey_StaysAndOthersEndTheirSessions()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", []);
        using var laptop = new WorldBrowser(world, ana.Key);
        await laptop.SignsIn();
        var phone = new SoftAuthenticator(World.World.Issuer);
        await laptop.Adds(phone, "Phone");
        using var mobile = new WorldBrowser(world, phone);
        await mobile.SignsIn();
        Assert.Equal(200, (await mobile.Get("/account")).Status);

        var remove = world.Get<RemovePasskey>();
        Assert.Null((await remove.Handle(ana.Actor, Base64UrlText.Encode(phone.CredentialIds[0]))).Refusal);
        Assert.Equal(302, (await mobile.Get("/account")).Status);
        Assert.Equal("passkey.unknown", (await mobile.SignsIn()).Problem);
        Assert.Equal("passkey.last", (await remove.Handle(ana.Actor, Base64UrlText.Encode(ana.Key.CredentialIds[0]))).Refusal?.Code);
        Assert.Equal("passkey.unknown", (await remove.Handle(world.Olga.Actor, Base64UrlText.Encode(ana.Key.CredentialIds[0]))).Refusal?.Code);
    }

    private static async Task<IssuedLink> Invited(World.World world, string name)
    {
        var invited = await world.Get<InvitePerson>().Handle(world.Olga.Actor, name, null, null);
        Assert.Null(invited.Refusal);
        return invited.Value;
    }
}
