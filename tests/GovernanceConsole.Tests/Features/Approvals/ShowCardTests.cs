using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Features.Approvals;
using GovernanceConsole.Features.Approvals.Pages;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Approvals;

/// <summary>What stands on a card that is opened late: the document that was signed, not one made again.</summary>
public sealed class ShowCardTests(OpenTown open) : IClassFixture<OpenTown>
{
    [Fact]
    public async Task OpenedAfterTheDecision_ShowsTheDocumentThatWasSigned()
    {
        var account = open.FreshAccount();
        var id = await open.Town.Pending(iban: account);
        var before = await open.Town.Mei.Opens(id);
        Assert.Null(before.Signed);
        Assert.False((await open.Town.Mei.Signs(before)).IsRefused);
        await open.Town.Spend(id, Payments.Wire("7480.00", account)["parameters"]!);

        foreach (var reader in (WorldPerson[])[open.Town.Mei, open.Town.Tom, open.Town.Ada])
        {
            var after = await reader.Opens(id);
            var card = CardWords.Of(after, after.Display, reader.Id);

            Assert.Equal(before.Display.Canonical, after.Display.Canonical);
            Assert.Contains(card.Warnings, warning => warning == "First time to this recipient.");
            Assert.Equal((open.Town.Mei.Id, before.Display.Digest), (card.AsSignedBy?.PersonId, card.DisplayDigest));
            Assert.Equal(("Pays 7,480.00 EUR to Nordwind GmbH.", false), (card.Consequence.Plain, card.Reversible));
        }
    }

    [Fact]
    public async Task NobodySigned_TheCardIsMadeForItsReader()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        await open.Town.Clerk.Withdraws(id);

        Assert.Null((await open.Town.Mei.Opens(id)).Signed);
    }

    [Fact]
    public async Task StoredDocumentThatIsNotTheSignedOne_IsNotShownAsSigned()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        var first = await open.Town.Mei.Opens(id);
        await open.Town.Mei.Signs(first);
        var text = System.Text.Encoding.UTF8.GetString(first.Display.Canonical).Replace("Nordwind", "Südwind", StringComparison.Ordinal);
        await open.World.Tamper("UPDATE signed_approvals SET DisplayModel = $model WHERE IntentId = $id", ("$model", System.Text.Encoding.UTF8.GetBytes(text)), ("$id", id));

        var card = await open.Town.Ada.Opens(id);

        Assert.Equal(IntentStatus.Granted, card.Deciding.Intent.Status);
        Assert.Null(card.Signed);
        Assert.DoesNotContain("Südwind", card.Display.Consequence.Plain, StringComparison.Ordinal);
    }
}
