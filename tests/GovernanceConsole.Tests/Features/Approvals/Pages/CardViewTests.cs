using Bunit;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Approvals.Pages;
using GovernanceConsole.Tests.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Tests.Features.Approvals.Pages;

public sealed class CardViewTests : Rendering
{
    private static IntentCard Card() => new()
    {
        IntentId = "int_1", Type = "payment.wire", Tool = "https://bank.example/api", IntentDigest = "sha256:4f1c9a0e77b1d203", DisplayDigest = "sha256:aa", Status = IntentStatus.Pending,
        Risk = Risk.Critical, Control = Control.FourEyes, Consequence = SafeText.Ours("Pays 12,500.00 EUR to Nordwind GmbH."), Reversible = false, Reversibility = "The bank takes none back.",
        Rollback = "Ask for a recall.", DeclaredAt = Now.AddMinutes(-3), DueAt = Now.AddMinutes(8),
        Fields = [new CardField("Amount", SafeText.Ours("12,500.00 EUR"), Risky: true), new CardField("Account", SafeText.Ours("DE89"), Risky: true) { Marks = ["First payment to this account."] }, new CardField("Reference", SafeText.Ours("INV-2041"))],
        Chain = [new CardLink("ap-clerk", "agt_1", false, "declared it"), new CardLink("Ana Ruiz", "per_1", true, "owns the agent")],
        Reasons = ["Payments above 5,000 need two."], Rules = ["payments.large"], PolicyDigest = "sha256:1b7d", Terms = ["Once."],
        Votes = [new CardVote("Mei Tan", "per_2", ApprovalVerdict.Approve, Now.AddMinutes(-1), Practice: true)], Quorum = 2, Takes = "Four eyes.", StillNeeded = "Needs one more signature, from finance.",
        Statement = TextSafety.Show("Pay at once\u202E!", TextUse.Prose),
    };

    [Fact]
    public void Card_PutsConsequenceFirstAndTheAgentsWordsLast()
    {
        var text = Render<CardView>(p => p.Add(c => c.Card, Card())).Find("article").TextContent;

        string[] order = ["Pays 12,500.00 EUR", "Cannot be undone.", "First payment to this account.", "Who is behind it", "payments.large", "Mei Tan", "The agent says (unverified)", "Pay at once"];
        var places = order.Select(words => text.IndexOf(words, StringComparison.Ordinal)).ToArray();
        Assert.All(places, place => Assert.True(place >= 0));
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void RiskyFields_AreWatchedUntilSeen()
    {
        var card = Render<CardView>(p => p.Add(c => c.Card, Card()));

        Assert.Equal(["Amount", "Account"], card.FindAll("[data-risky]").Select(e => e.GetAttribute("data-risky")).Where(label => label is not null));
    }

    [Fact]
    public void StatementsTricks_AreVisible() =>
        Assert.Contains("U+202E", Render<CardView>(p => p.Add(c => c.Card, Card())).Find("blockquote mark").TextContent, StringComparison.Ordinal);

    [Fact]
    public void PracticeSignature_IsMarked() =>
        Assert.Contains("practice key", Render<CardView>(p => p.Add(c => c.Card, Card())).Find(".signatures").TextContent, StringComparison.Ordinal);

    [Fact]
    public void SignedDocument_SaysWhoseItIs()
    {
        Assert.Empty(Render<CardView>(p => p.Add(c => c.Card, Card())).FindAll(".as-signed"));
        Assert.Contains("the document that Mei Tan signed", Render<CardView>(p => p.Add(c => c.Card, Card() with { Status = IntentStatus.Granted, AsSignedBy = Card().Votes[0] })).Find(".as-signed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void DecisionBar_BeforeThePageIsAlive_HoldsDenyBack() => Assert.True(Render<DecisionBar>(p => p.Add(b => b.Card, Card()).Add(b => b.Alive, false)).Find("[data-opens]").HasAttribute("disabled"));

    [Fact]
    public void DecisionBar_StartsWithApproveOff()
    {
        var approve = Render<DecisionBar>(p => p.Add(b => b.Card, Card())).Find("[data-approve]");

        Assert.Equal("true", approve.GetAttribute("aria-disabled"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Decision_IsTriedAgainByWhoeverOpensRecords(bool triesAgain, int links)
    {
        var found = Render<CardView>(p => p.Add(c => c.Card, Card()).Add(c => c.TriesAgain, triesAgain)).FindAll("a[href^='/policy/bench']");

        Assert.Equal(links, found.Count);
        Assert.All(found, link => Assert.EndsWith($"&intent={Card().IntentId}", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Diff_ShowsBothSidesAndEveryRow()
    {
        var change = new DisplayChange(SafeText.Ours("ledger:payable/2041"), "changed", ChangesFormat.Json,
            [new ChangeRow("status", SafeText.Ours("open"), SafeText.Ours("paid")), new ChangeRow("paid_on", null, SafeText.Ours("2026-11-22"))]);

        var card = Render<CardView>(p => p.Add(c => c.Card, Card() with { Changes = [change] }));

        Assert.Equal(2, card.FindAll("table.side tbody tr").Count);
        Assert.Equal(["removed", "added", "added"], card.FindAll("ol.inline > li").Select(li => li.ClassName));
    }
}
