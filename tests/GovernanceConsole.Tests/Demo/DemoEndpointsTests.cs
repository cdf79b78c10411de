using System.Net;
using System.Text.RegularExpressions;
using GovernanceConsole.Demo.PracticeKey;
using GovernanceConsole.Demo.Tour;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.People;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Tests.Demo;

/// <summary>What the demo answers on, and that nothing of it exists elsewhere.</summary>
public sealed class DemoEndpointsTests(DemoTown town)
{
    [Theory]
    [InlineData(PracticeKeyScript.Path)]
    [InlineData(Links.Demo)]
    [InlineData(Links.DemoRemoved)]
    public async Task PagesOfTheDemo_ExistInDemoModeOnly(string path)
    {
        await using var real = await World.World.Open();
        using var demo = (await town.App()).GetTestClient();

        using var here = await demo.GetAsync(new Uri(path, UriKind.Relative));
        using var there = await real.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, there.StatusCode);
    }

    [Fact]
    public async Task PersonaLink_WithoutOurOwnPage_IsRefused()
    {
        using var demo = (await town.App()).GetTestClient();

        using var answer = await demo.PostAsync(new Uri(Links.Demo + "/personas/ana", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:5080", null, true)]
    [InlineData("http://localhost:5080", "same-origin", true)]
    [InlineData("null", null, false)]
    [InlineData("http://localhost:5080", "cross-site", false)]
    [InlineData("https://elsewhere.example", "same-origin", false)]
    public async Task PersonaForm_OfThisOrigin_LeadsToTheInvitation(string origin, string? site, bool taken)
    {
        using var demo = (await town.App()).GetTestClient();
        using var page = await demo.GetAsync(new Uri(Links.Demo, UriKind.Relative));
        var token = Regex.Match(await page.Content.ReadAsStringAsync(), "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["token"].Value;
        using var form = new HttpRequestMessage(HttpMethod.Post, Links.Demo + "/personas/ana") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) };
        form.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        form.Headers.Add("Origin", origin);
        if (site is not null)
            form.Headers.Add("Sec-Fetch-Site", site);

        using var answer = await demo.SendAsync(form);

        Assert.Equal(taken ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, answer.StatusCode);
        if (taken)
            Assert.Matches("^http://localhost:5080/invitation#[A-Za-z0-9_-]{43}$", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Persona_OfTheCast_GetsALinkThatOpensAnEnrolment()
    {
        var link = (await (await town.Get<InvitePersona>()).Handle("mei")).Value;

        var news = (await (await town.Get<OpenEnrolment>()).Look(link.Secret)).Value;

        Assert.Equal("Mei Tan", news.Name);
        await using var db = await town.Read();
        Assert.Equal("console", (await db.Invitations.SingleAsync(i => i.Id == link.InvitationId)).IssuedById);
    }

    [Fact]
    public async Task Persona_NotOfTheCast_IsRefused() =>
        Assert.Equal(PersonRefusals.UnknownPerson, (await (await town.Get<InvitePersona>()).Handle("mallory")).Refusal);

    [Fact]
    public async Task Tour_OfSomebodyNew_BeginsAtTheFirstStep()
    {
        var state = await (await town.Get<DemoTour>()).Of((await town.Person("mei")).Id, []);

        // Mei signed much in the made-up past; none of it is the visitor's.
        Assert.Equal(4, state.Steps.Count);
        Assert.All(state.Steps, step => Assert.False(step.Done));
    }
}
