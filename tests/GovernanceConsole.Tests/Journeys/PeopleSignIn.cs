using GovernanceConsole.Data;
using GovernanceConsole.Domain.Approvals.WebAuthn;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>Signing in with a passkey, and every way in which it must not work.</summary>
public sealed class PeopleSignIn
{
    [Fact]
    public async Task Passkey_OpensASession_ThatEndsByItself()
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        Assert.Equal("/sign-in?return=%2Fpeople%3Fshow%3Dall", (await olga.Get("/people?show=all"))["location"]);
        Assert.Equal(200, (await olga.SignsIn()).Status);
        Assert.Equal(200, (await olga.Get("/people")).Status);

        var cookie = Assert.Single(olga.CookieJar, c => c.Name == "__Host-gc-session");
        Assert.True(cookie is { HttpOnly: true, Secure: true, Path: "/" });

        world.Clock.Advance(Sessions.Longest);
        Assert.Equal(302, (await olga.Get("/people")).Status);
    }

    [Fact]
    public async Task SignOut_EndsTheSession_EvenForACopiedCookie()
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        await olga.SignsIn();
        await using (var db = world.Read())
            Assert.Equal(1, await db.Sessions.CountAsync(s => s.EndedAt == null));
        Assert.Equal(302, (await olga.Post("/sign-out")).Status);
        await using (var db = world.Read())
            Assert.Equal(0, await db.Sessions.CountAsync(s => s.EndedAt == null));
        Assert.Equal(302, (await olga.Get("/people")).Status);
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "no-uv", "webauthn.user_verification" },
        { "no-up", "webauthn.user_presence" },
        { "other-origin", "webauthn.origin" },
        { "other-rp", "webauthn.rp_id" },
        { "framed", "webauthn.cross_origin" },
        { "other-challenge", "webauthn.challenge" },
        { "other-handle", "webauthn.user_handle" },
        { "enrolment-type", "webauthn.type" },
        { "signs-else", "webauthn.signature" },
        { "unknown", "passkey.unknown" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task LyingAuthenticator_IsRefusedAndOpensNothing(string lie, string code)
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        var mischief = lie switch
        {
            "no-uv" => new Mischief { NoUserVerification = true },
            "no-up" => new Mischief { NoUserPresence = true },
            "other-origin" => new Mischief { Origin = "https://evil.console.example" },
            "other-rp" => new Mischief { RpId = "example" },
            "framed" => new Mischief { CrossOrigin = true },
            "other-challenge" => new Mischief { Challenge = new byte[32] },
            "other-handle" => new Mischief { UserHandle = [1, 2, 3] },
            "enrolment-type" => new Mischief { Type = "webauthn.create" },
            "signs-else" => new Mischief { SignsSomethingElse = true },
            _ => new Mischief { CredentialId = new byte[32] },
        };
        Assert.Equal(code, (await olga.SignsIn(mischief)).Problem);
        await using var db = world.Read();
        Assert.Equal(0, await db.Sessions.CountAsync());
        Assert.Equal(200, (await olga.SignsIn()).Status);
    }

    [Fact]
    public async Task SameAnswerTwice_CountsOnce()
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        var asked = await olga.Post("/ceremonies/sign-in/begin");
        var answer = world.Olga.Key.Get(asked["options"]!);
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await olga.Post("/ceremonies/sign-in/finish", new { ceremony = asked["ceremony"], answer })).Status);
        Assert.Equal(200, statuses[0]);
        Assert.DoesNotContain(200, statuses[1..]);
        await using var db = world.Read();
        Assert.Equal(1, await db.Sessions.CountAsync());
    }

    [Fact]
    public async Task Question_EndsAfterFiveMinutes()
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        var asked = await olga.Post("/ceremonies/sign-in/begin");
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("wrong_state", (await olga.Post("/ceremonies/sign-in/finish", new { ceremony = asked["ceremony"], answer = world.Olga.Key.Get(asked["options"]!) })).Problem);
    }

    [Fact]
    public async Task CopiedKey_IsRefused_AndOperatorsAreTold()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [Role.Approver]);
        using var browser = new WorldBrowser(world, ana.Key);
        await browser.SignsIn();
        await browser.SignsIn();
        Assert.Equal("webauthn.counter", (await browser.SignsIn(new Mischief { Counter = 1 })).Problem);
        await using var db = world.Read();
        Assert.Equal(1, await db.LogEntries.CountAsync(e => e.Type == AuditTypes.PasskeyRefused && e.SubjectId == ana.Id));
        Assert.Contains("Ana Ruiz", (await db.Notices.SingleAsync(n => n.PersonId == world.Olga.Id)).Text);
        Assert.Equal(1, await db.Notices.CountAsync(n => n.PersonId == ana.Id));
    }

    [Fact]
    public async Task SyncedPasskeyThatNeverCounts_SignsInAgainAndAgain()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [], authenticator: new SoftAuthenticator(World.World.Issuer, backupEligible: true) { NeverCounts = true });
        using var browser = new WorldBrowser(world, ana.Key);
        Assert.Equal(200, (await browser.SignsIn()).Status);
        Assert.Equal(200, (await browser.SignsIn()).Status);
    }

    [Fact]
    public async Task SuspendedPerson_IsOutAtOnce_AndStaysOut()
    {
        await using var world = await World.World.Open();
        var ana = await world.Person("Ana Ruiz", [Role.Operator]);
        using var browser = new WorldBrowser(world, ana.Key);
        await browser.SignsIn();
        Assert.Null((await world.Get<SuspendPerson>().Handle(world.Olga.Actor, ana.Id, "Key lost")).Refusal);
        Assert.Equal(302, (await browser.Get("/people")).Status);
        Assert.Equal("not_allowed", (await browser.SignsIn()).Problem);
        Assert.Equal("not_allowed", (await world.Get<InvitePerson>().Handle(ana.Actor, "Somebody", null, null)).Refusal?.Code);

        await world.Get<ResumePerson>().Handle(world.Olga.Actor, ana.Id);
        Assert.Equal(302, (await browser.Get("/people")).Status);
        Assert.Equal(200, (await browser.SignsIn()).Status);
    }

    [Theory]
    [InlineData("https://evil.example", "same-origin", true)]
    [InlineData("https://evil.console.example", "same-site", true)]
    [InlineData("null", "cross-site", true)]
    [InlineData(null, null, true)]
    [InlineData(World.World.Issuer, "cross-site", true)]
    [InlineData(World.World.Issuer, "same-site", true)]
    [InlineData(World.World.Issuer, "same-origin", false)]
    [InlineData(World.World.Issuer, null, false)]
    public async Task ForeignPage_ReachesNoCeremony(string? origin, string? site, bool token)
    {
        await using var world = await World.World.Open();
        using var olga = new WorldBrowser(world, world.Olga.Key);
        await olga.SignsIn();
        olga.Origin = origin;
        olga.FetchSite = site;
        olga.SendsToken = token;
        foreach (var path in new[] { "/ceremonies/sign-in/begin", "/ceremonies/enrolment/look", "/ceremonies/passkeys/begin", "/ceremonies/standing/begin", "/sign-out" })
            Assert.Equal("not_allowed", (await olga.Post(path, new { })).Problem);
        await using var db = world.Read();
        Assert.Equal(1, await db.Sessions.CountAsync(s => s.EndedAt == null));
    }

    [Fact]
    public async Task Flood_OfQuestions_IsSlowedDown()
    {
        await using var world = await World.World.Open();
        using var browser = new WorldBrowser(world);
        var statuses = new List<int>();
        for (var i = 0; i <= CeremonyPace.AMinute; i++)
            statuses.Add((await browser.Post("/ceremonies/sign-in/begin")).Status);
        Assert.Equal(429, statuses[^1]);
        Assert.Equal(CeremonyPace.AMinute, statuses.Count(s => s == 200));
    }

    [Theory]
    [InlineData("/queue", "/queue")]
    [InlineData("/queue?q=a%2Fb", "/queue?q=a%2Fb")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\tevil", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void ReturnAddress_StaysHere(string? asked, string kept) => Assert.Equal(kept, Platform.Http.LocalPath.OrHome(asked));
}
