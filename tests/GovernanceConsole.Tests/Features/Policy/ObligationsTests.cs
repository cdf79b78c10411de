using System.Text.Json.Nodes;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>What policy obliges to is done with the decision, once; what cannot be done keeps the decision from being taken.</summary>
public sealed class ObligationsTests
{
    [Fact]
    public async Task Notification_ReachesThePeopleOnce_AndStandsInTheDecision()
    {
        await using var town = await Town.Open();
        await town.Activates(Obliging(TestBundle.Allows, "group:security", "owner"));

        var declared = await town.Clerk.Declares(Payments.Wire());
        Assert.Equal("granted", declared["status"]);
        Assert.Equal([$"Policy lets you know, about the intent {declared["id"]}: A wire ⟦U+202E⟧ goes out."], Told(town, town.Mei));
        Assert.Single(Told(town, town.Ana));
        Assert.Empty(Told(town, town.Tom));
        Assert.Equal(200, (await town.Spend(declared["id"]!)).Status);

        Assert.Single(Told(town, town.Mei));
        await using var db = town.World.Read();
        var decisions = db.PolicyDecisions.Where(d => d.IntentId == declared["id"]).Select(d => d.Document).ToList();
        Assert.Equal(2, decisions.Count);
        Assert.All(decisions, document => Assert.Equal(2, JsonNode.Parse(document)!["decision"]!["obligations"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("allow", "pending")]
    [InlineData("deny", "denied")]
    public async Task NobodyToTell_IsNotTakenForDone_AndADenialStaysOne(string effect, string status)
    {
        await using var town = await Town.Open();
        await town.Activates(Obliging(effect == "allow" ? TestBundle.Allows : TestBundle.Denies, "owner", "person:per_nobody"));

        var declared = await town.Clerk.Declares(Payments.Wire());

        Assert.Equal(status, declared["status"]);
        Assert.Single(Told(town, town.Ana));
        await using var db = town.World.Read();
        var document = JsonNode.Parse(db.PolicyDecisions.Single(d => d.IntentId == declared["id"]).Document)!;
        Assert.Equal(effect == "allow", (bool)document["host"]!["failed_closed"]!);
        Assert.Contains("its obligation 'o2' tells 'person:per_nobody', and nobody is there", (effect == "allow" ? document["decision"]!["reasons"] : document["host"]!["clamped"])!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("o1", (string?)Assert.Single(document["decision"]!["obligations"]!.AsArray())!["id"]);
    }

    /// <summary>The decision with notifications o1, o2, … to these.</summary>
    private static Domain.Policy.BundleFiles Obliging(string decision, params string[] to) => TestBundle.Of(decision.Replace("\"reasons\"",
        $"\"obligations\": [{string.Join(", ", to.Select((name, at) => $$$"""{"id": "o{{{at + 1}}}", "type": "notification", "properties": {"to": "{{{name}}}", "body": "A wire \u202e goes out."}}"""))}], \"reasons\"", StringComparison.Ordinal));

    private static List<string> Told(Town town, WorldPerson person)
    {
        using var db = town.World.Read();
        return [.. db.Notices.Where(n => n.PersonId == person.Id && n.Text.StartsWith("Policy lets")).Select(n => n.Text)];
    }
}
