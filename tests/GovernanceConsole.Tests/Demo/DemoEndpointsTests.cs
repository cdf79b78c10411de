using System.Net;
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
