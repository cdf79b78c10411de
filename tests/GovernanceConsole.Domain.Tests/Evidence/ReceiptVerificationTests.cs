using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Domain.Tests.Evidence;

public sealed class ReceiptVerificationTests
{
    [Fact]
    public void HonestReceipt_HoldsAndSaysWhatItCannotShow()
    {
        using var story = new ReceiptStory();
        var printed = story.Tell().Write();

        var verdict = ReceiptVerification.Verify(ReceiptReader.Read(printed).Value, story.LogKey);

        Assert.Empty(verdict.Checks.Where(check => check.State == CheckState.Failed).Select(check => check.Name));
        Assert.Empty(verdict.Warnings);
        Assert.Equal(["approval.1.person", "approval.2.person", "log.later"], verdict.Checks.Where(check => check.State == CheckState.NotCheckable).Select(check => check.Name));
        Assert.Equal(verdict.Checks.Count, verdict.Checks.DistinctBy(check => check.Name).Count());
    }

    [Fact]
    public void AutoAllowedIntent_HoldsWithoutSignatures()
    {
        using var story = new ReceiptStory { Effect = "allow" };

        Assert.Empty(Failed(story.Tell()));
    }

    [Fact]
    public void DemoWithPracticeKey_HoldsAndSaysSoLoudly()
    {
        using var story = new ReceiptStory { Demo = true, Practice = true };

        var verdict = ReceiptVerification.Verify(ReceiptReader.Read(story.Tell().Write()).Value);

        Assert.True(verdict.Holds);
        Assert.Collection(verdict.Warnings, demo => Assert.StartsWith("DEMO.", demo, StringComparison.Ordinal), practice => Assert.StartsWith("PRACTICE KEY.", practice, StringComparison.Ordinal));
    }

    private static readonly Dictionary<string, (Func<ReceiptStory> Story, string[] Fails)> Crooked = new()
    {
        ["a practice key outside a demo"] = (() => new() { Practice = true }, ["receipt.practice"]),
        ["one person signs twice"] = (() => new() { SecondApprover = "per_01jd2v6c8e5m7n9p3q4r6s8t10" }, ["quorum.distinct"]),
        ["two people with one passkey"] = (() => new() { OnePasskeyForBoth = true }, ["quorum.distinct"]),
        ["the owner signs"] = (() => new() { SecondApprover = ReceiptStory.OwnerId }, ["quorum.owner"]),
        ["the owner vouched for a signer"] = (() => new() { SecondVouchedBy = ReceiptStory.OwnerId }, ["quorum.owner"]),
        ["one signer vouched for the other"] = (() => new() { SecondVouchedBy = "per_01jd2v6c8e5m7n9p3q4r6s8t10" }, ["quorum.vouched"]),
        ["two of three"] = (() => new() { Quorum = 3 }, ["quorum.met"]),
        ["one denied"] = (() => new() { SecondVerdict = "deny" }, ["quorum.met", "grant.acr"]),
        ["one of two groups"] = (() => new() { Quorum = "1 of finance and 1 of security", FirstSeats = ["finance"], SecondSeats = ["finance"] }, ["quorum.met"]),
        ["a confirmation sold as more"] = (() => new() { Control = "confirm" }, ["grant.acr"]),
        ["a passkey that can be copied"] = (() => new() { Assurance = "device-bound", BackupEligible = true }, ["approval.1.assurance"]),
        ["a delegate of the owner"] = (() => new() { SecondFor = OwnerOf }, ["quorum.owner"]),
        ["a delegate of somebody the log does not name"] = (() => new() { SecondFor = "per_01jd2v6c8e5m7n9p3q4r6s8t98", SecondForInTheLog = "per_01jd2v6c8e5m7n9p3q4r6s8t99" }, ["approval.2.for"]),
        ["a batch without the statement"] = (() => new() { Batch = batch => batch["body"]!["statements"]!.AsArray().RemoveAt(1) }, ["approval.1.batch", "approval.2.batch"]),
        ["a batch of somebody else"] = (() => new() { Batch = batch => batch["signer"] = "per_01jd2v6c8e5m7n9p3q4r6s8t10" }, ["approval.2.batch"]),
        ["a batch that had expired"] = (() => new() { Batch = batch => batch["expires_at"] = "2026-11-22T14:00:00Z" }, ["approval.1.batch", "approval.2.batch"]),
        ["policy denied"] = (() => new() { Effect = "deny" }, ["quorum.met"]),
        ["another display"] = (() => new() { ShownSomethingElse = true }, ["approval.1.display", "approval.2.display"]),
        ["more permission than signed"] = (() => new() { GrantedPermission = "payments:admin" }, ["grant.permissions"]),
        ["less narrow than signed"] = (() => new() { GrantedConstraints = "[]" }, ["grant.constraints"]),
        ["a longer life than signed"] = (() => new() { GrantedSeconds = 301 }, ["grant.lifetime"]),
        ["a grant that ended before it was redeemed"] = (() => new() { GrantedSeconds = 59 }, ["grant.redeemed"]),
        ["a signature without user verification"] = (() => new() { SecondMischief = new() { NoUserVerification = true } }, ["approval.2.webauthn.user_verification"]),
        ["a signature without presence"] = (() => new() { SecondMischief = new() { NoUserPresence = true } }, ["approval.2.webauthn.user_presence"]),
        ["a signature for another site"] = (() => new() { SecondMischief = new() { RpId = "evil.example" } }, ["approval.2.webauthn.rp_id"]),
        ["a signature in a frame"] = (() => new() { SecondMischief = new() { CrossOrigin = true } }, ["approval.2.webauthn.cross_origin"]),
        ["a signature at another address"] = (() => new() { SecondMischief = new() { Origin = "https://evil.example" } }, ["approval.2.webauthn.origin", "receipt.origins"]),
        ["an enrolment as a signature"] = (() => new() { SecondMischief = new() { Type = "webauthn.create" } }, ["approval.2.webauthn.type"]),
        ["a signature over another challenge"] = (() => new() { SecondMischief = new() { Challenge = new byte[32] } }, ["approval.2.webauthn.challenge"]),
        ["a signature over something else"] = (() => new() { SecondMischief = new() { SignsSomethingElse = true } }, ["approval.2.webauthn.signature"]),
        ["a statement of another kind"] = (() => Bent("typ", "role-change/1"), ["approval.2.statement", "quorum.met", "grant.permissions", "grant.constraints", "grant.lifetime"]),
        ["a statement about another intent"] = (() => new() { SecondStatement = statement => statement["intent"]!["id"] = "int_01jd2v6c8e5m7n9p3q4r6s8t99" }, ["approval.2.intent"]),
        ["a statement over another body"] = (() => new() { SecondStatement = statement => statement["intent"]!["digest"] = "sha256:" + new string('0', 64) }, ["approval.2.intent"]),
        ["a statement for another agent"] = (() => Bent("agent", "agt_01jd2v6c8e5m7n9p3q4r6s8t99"), ["approval.2.agent"]),
        ["a statement for another tool"] = (() => Bent("tool", "https://evil.example"), ["approval.2.agent"]),
        ["a statement of another issuer"] = (() => Bent("issuer", "https://evil.example"), ["approval.2.site"]),
        ["a statement under another policy"] = (() => Bent("policy", "sha256:" + new string('0', 64)), ["approval.2.policy"]),
        ["a statement for another person"] = (() => Bent("approver", "per_01jd2v6c8e5m7n9p3q4r6s8t99"), ["approval.2.approver"]),
        ["a statement with the other verdict"] = (() => Bent("verdict", "deny"), ["approval.2.verdict", "quorum.met", "grant.acr"]),
        ["a statement that had expired"] = (() => Bent("expires_at", "2026-11-22T14:03:00Z"), ["approval.2.time"]),
        ["a statement signed too early"] = (() => Bent("not_before", "2026-11-22T15:00:00Z"), ["approval.2.time"]),
        ["a statement with little chance in it"] = (() => Bent("nonce", "AAAA"), ["approval.2.statement", "quorum.met", "grant.permissions", "grant.constraints", "grant.lifetime"]),
        ["a statement demanding less"] = (() => new() { SecondStatement = statement => statement["requirement"]!["quorum"] = 1 }, ["approval.2.requirement"]),
        ["a statement permitting less"] = (() => new() { SecondStatement = statement => statement["permissions"] = new JsonArray() }, ["grant.permissions"]),
    };

    private const string OwnerOf = ReceiptStory.OwnerId;

    public static TheoryData<string, Func<object>> Straight => new()
    {
        { "a statement of before", () => new ReceiptStory { Old = true } },
        { "an expression over groups", () => new ReceiptStory { Quorum = "1 of finance and 1 of security", FirstSeats = ["finance", "security"], SecondSeats = ["finance"] } },
        { "device-bound passkeys", () => new ReceiptStory { Assurance = "device-bound" } },
        { "a confirmation by two", () => new ReceiptStory { Control = "confirm", Acr = "human-approved" } },
        { "a delegate", () => new ReceiptStory { SecondFor = "per_01jd2v6c8e5m7n9p3q4r6s8t98" } },
        { "a batch", () => new ReceiptStory { Batch = _ => { } } },
        { "a denial that does not end it", () => new ReceiptStory { Quorum = 1, Denials = 2, SecondVerdict = "deny", Acr = "human-approved", SecondStatement = statement => { statement["permissions"] = new JsonArray(); statement["constraints"] = new JsonArray(); } } },
    };

    [Theory]
    [MemberData(nameof(Straight), DisableDiscoveryEnumeration = true)]
    public void StraightStory_Holds(string name, Func<object> tell)
    {
        using var story = (ReceiptStory)tell();

        Assert.True(Failed(story.Tell()) is [], name);
    }

    public static TheoryData<string> CrookedNames => [.. Crooked.Keys];

    [Theory]
    [MemberData(nameof(CrookedNames))]
    public void CrookedStory_FailsWhereItIsCrooked(string name)
    {
        using var story = Crooked[name].Story();

        Assert.Equal(Crooked[name].Fails.Order(), Failed(story.Tell()).Order());
    }

    private static ReceiptStory Bent(string member, string value) => new() { SecondStatement = statement => statement[member] = value };

    private static List<string> Failed(Receipt receipt) =>
        [.. ReceiptVerification.Verify(ReceiptReader.Read(receipt.Write()).Value).Checks.Where(check => check.State == CheckState.Failed).Select(check => check.Name)];

    [Fact]
    public void AnotherLogsKey_IsNotTheOneTrusted()
    {
        using var story = new ReceiptStory();
        using var another = new ReceiptStory();

        Assert.Contains(ReceiptVerification.Verify(story.Tell(), another.LogKey).Checks, check => check is { Name: "log.trusted", State: CheckState.Failed });
    }

    [Fact]
    public void ErasedDetail_IsNotCheckable()
    {
        using var story = new ReceiptStory();
        var receipt = story.Tell();
        var erased = receipt with { Log = receipt.Log with { Entries = [.. receipt.Log.Entries.Select(entry => entry with { Detail = null, Salt = null })] } };

        var verdict = ReceiptVerification.Verify(erased);

        Assert.True(verdict.Holds);
        Assert.Contains(verdict.Checks, check => check is { Name: "log.1.detail", State: CheckState.NotCheckable });
    }

    [Fact]
    public void EntryLeftOut_Fails()
    {
        using var story = new ReceiptStory();
        var receipt = story.Tell();
        for (var place = 0; place < receipt.Log.Entries.Count; place++)
        {
            var left = receipt.Log.Entries.Where((_, at) => at != place).ToList();
            Assert.False(ReceiptVerification.Verify(receipt with { Log = receipt.Log with { Entries = left } }).Holds);
        }
    }

    [Fact]
    public void AnythingChangedAnywhere_NeverHolds()
    {
        using var story = new ReceiptStory();
        var printed = Encoding.UTF8.GetString(story.Tell().Write());
        var tried = 0;

        foreach (var (what, changed) in ReceiptChanges.Of(printed))
        {
            var read = ReceiptReader.Read(Encoding.UTF8.GetBytes(changed));
            Assert.True(read.IsRefused || !ReceiptVerification.Verify(read.Value).Holds, what);
            tried++;
        }

        Assert.True(tried > 300, $"only {tried} changes were tried");
    }
}
