using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Journeys;

/// <summary>The policy that is active when the tool redeems has the last word: it may take away, never add.</summary>
public sealed class PolicyChangesAfterTheSignature : IDisposable
{
    private readonly DirectoryInfo _bundles = Directory.CreateTempSubdirectory("gc-policies-");

    [Fact]
    public async Task TurnedToDeny_TheGrantIsRevokedForGood()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);

        var before = await town.Active();
        await town.Activates(TestBundle.Of(TestBundle.Denies));
        var denied = await town.Spend(id);
        Assert.Equal((409, "wrong_state"), (denied.Status, denied.Problem));
        var seen = await town.Clerk.Looks(id);
        Assert.Equal(("revoked", "revoked"), (seen["status"], (string?)seen.Json["outcome"]!["code"]));
        await using (var db = town.World.Read())
        {
            Assert.Equal(1, db.LogEntries.Count(e => e.Type == "grant.revoked"));
            Assert.Equal(["declared", "redeemed"], db.PolicyDecisions.Where(d => d.IntentId == id).OrderBy(d => d.EvaluatedAt).ThenBy(d => d.Phase).Select(d => d.Phase).ToArray());
        }

        // The old policy back: what was revoked stays so.
        await town.Activates(before);
        Assert.Equal("access_denied", (await town.Clerk.Claims(id))["error"]);
    }

    [Fact]
    public async Task AsksForMore_IsRefusedUntilItAsksForLessAgain()
    {
        await using var town = await Town.Open();
        var id = await town.Pending();
        await town.Mei.Approves(id);

        var before = await town.Active();
        await town.World.Person("Tess Uhl", [Role.Approver], ["treasury"]);
        await town.Activates(TestBundle.Of(TestBundle.Asks(quorum: 2, to: "group:finance")));
        Assert.Equal((409, "wrong_state"), await town.Spend(id) is var more ? (more.Status, more.Problem) : default);
        await town.Activates(TestBundle.Of(TestBundle.Asks(quorum: 1, to: "group:treasury")));
        Assert.Equal((409, "wrong_state"), await town.Spend(id) is var others ? (others.Status, others.Problem) : default);
        await town.Activates(TestBundle.Of(TestBundle.Asks(quorum: 1, to: "group:finance", permission: "payments:print-money")));
        Assert.Equal((503, "unavailable"), await town.Spend(id) is var broken ? (broken.Status, broken.Problem) : default);

        await town.Activates(before);
        Assert.Equal(200, (await town.Spend(id)).Status);
    }

    [Fact]
    public async Task BundleThatCannotBeRead_StopsTheStart()
    {
        var empty = _bundles.CreateSubdirectory("empty").FullName;

        var refused = await Assert.ThrowsAsync<StartRefused>(() => World.World.Open("--Console:PolicyFolder", empty, "--Console:IntentTypesFolder", empty));

        Assert.Contains(refused.Reasons, r => r.Contains("policy bundle", StringComparison.Ordinal));
        Assert.Contains(refused.Reasons, r => r.Contains("definition file", StringComparison.Ordinal));
    }

    public void Dispose() => _bundles.Delete(recursive: true);
}
