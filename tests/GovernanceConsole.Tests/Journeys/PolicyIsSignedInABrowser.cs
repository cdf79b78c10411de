using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>The signature that changes the policy, as a browser brings it.</summary>
public sealed class PolicyIsSignedInABrowser
{
    [Fact]
    public async Task SecondOperator_SignsByPasskey_AndTheProposerIsRefused()
    {
        await using var town = await Town.Open();
        var omar = await town.SecondOperator();
        var files = TestBundle.Of(TestBundle.Denies);
        await town.World.Get<ImportBundle>().Handle(town.World.Olga.Actor, files, "upload", null);
        var activation = (await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, files.Digest)).Value.Id;

        Assert.Equal((403, "not_allowed"), await Signs(town.World, town.World.Olga, activation));
        Assert.Equal((200, null), await Signs(town.World, omar, activation));
        Assert.Equal((409, "policy.proposal_ended"), await Signs(town.World, omar, activation));
        Assert.Equal(files.Digest, (await town.Active()).Digest);
    }

    private static async Task<(int, string?)> Signs(World.World world, WorldPerson person, string activation)
    {
        using var browser = new WorldBrowser(world, person.Key);
        Assert.Equal(200, (await browser.SignsIn()).Status);
        var asked = await browser.Post("/ceremonies/policy/begin", new { activation });
        var answer = asked.Status != 200 ? asked : await browser.Post("/ceremonies/policy/finish", new { activation, ceremony = asked["ceremony"], answer = browser.Key.Get(asked["options"]!) });
        return (answer.Status, answer.Status == 200 ? null : answer.Problem);
    }
}
