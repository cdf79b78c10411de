using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Platform.Http;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>A bundle comes in with the signature it carries, and where one is needed none comes in or decides without.</summary>
public sealed class ImportBundleTests
{
    private static readonly BundleFiles Bundle = TestBundle.Of(TestBundle.Allows, revision: "signed-1");

    [Fact]
    public async Task SignedArchive_IsTakenInUnderItsKey_AndTheLogSaysSo()
    {
        using var signer = new SignedBundle();
        await using var town = await Town.Open(signer.Settings);

        var taken = (await Import(town).FromArchive(town.World.Olga.Actor, signer.Pack(Bundle))).Value;

        Assert.Equal(("release", "upload"), (taken.SignedBy, taken.Source));
        Assert.Equal("release", (await town.World.Get<ReadVersion>().Handle(town.Ada.Actor, Bundle.Digest)).Value.Version.SignedBy);
        await using var db = town.World.Read();
        Assert.Equal([null, "release"], Signers(db));
    }

    [Fact]
    public async Task UnsignedArchive_IsShownAsSuch_UntilItComesSigned()
    {
        using var signer = new SignedBundle();
        await using var town = await Town.Open(signer.Settings);

        Assert.Null((await Import(town).FromArchive(town.World.Olga.Actor, SignedBundle.Pack(Bundle.Files))).Value.SignedBy);
        Assert.Equal("release", (await Import(town).FromArchive(town.World.Olga.Actor, signer.Pack(Bundle))).Value.SignedBy);
        // Unsigned once more takes nothing away.
        Assert.Equal("release", (await Import(town).FromArchive(town.World.Olga.Actor, SignedBundle.Pack(Bundle.Files))).Value.SignedBy);
        await using var db = town.World.Read();
        Assert.Equal([null, null, "release"], Signers(db));
    }

    [Fact]
    public async Task SignatureThatDoesNotHold_IsRefused_EvenWhereNoneIsNeeded()
    {
        using var signer = new SignedBundle();
        using var stranger = new SignedBundle();
        await using var town = await Town.Open(signer.Settings);
        var signatures = KeyValuePair.Create(".signatures.json", signer.Sign(Bundle.Files));

        foreach (var archive in new[]
        {
            stranger.Pack(Bundle),
            SignedBundle.Pack([.. Bundle.Files, signatures, new("README.md", [1])]),
            SignedBundle.Pack([.. Bundle.Files.Where(f => f.Key != ".manifest"), signatures]),
            SignedBundle.Pack([.. Bundle.Files.Select(f => f.Key == "intents.rego" ? new(f.Key, [.. f.Value, (byte)'\n']) : f), signatures]),
        })
        {
            var refused = (await Import(town).FromArchive(town.World.Olga.Actor, archive)).Refusal;
            Assert.Equal("policy.signature", refused?.Code);
            Assert.Equal("/.signatures.json", Assert.Single(refused!.Errors!).Pointer);
        }
    }

    [Fact]
    public async Task NoKeyConfigured_ASignatureSaysNothing()
    {
        using var signer = new SignedBundle();
        await using var town = await Town.Open();

        Assert.Null((await Import(town).FromArchive(town.World.Olga.Actor, signer.Pack(Bundle))).Value.SignedBy);
    }

    [Fact]
    public async Task WhereSignaturesAreRequired_UnsignedNeitherComesInNorDecides()
    {
        using var signer = new SignedBundle();
        using var folder = new SignedFolder(signer);
        await using var town = await Town.Open(signer.Settings);
        await town.SecondOperator();
        var old = TestBundle.Of(TestBundle.Denies, revision: "unsigned-1");
        Assert.Null((await Import(town).FromArchive(town.World.Olga.Actor, SignedBundle.Pack(old.Files))).Refusal);
        await town.World.Restart([.. signer.Settings, "--Policy:RequireSignedBundles", "true", "--Console:PolicyFolder", folder.Path]);

        Assert.Equal("policy.unsigned", (await Import(town).FromArchive(town.World.Olga.Actor, SignedBundle.Pack(Bundle.Files))).Refusal?.Code);
        var proposed = (await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, old.Digest)).Refusal;
        Assert.Equal("policy.gates_unmet", proposed?.Code);
        Assert.StartsWith("It is unsigned", Assert.Single(proposed!.Errors!).Message, StringComparison.Ordinal);
        Assert.Null((await Import(town).FromArchive(town.World.Olga.Actor, signer.Pack(old))).Refusal);
        Assert.Null((await town.World.Get<ProposeActivation>().Handle(town.World.Olga.Actor, old.Digest)).Refusal);
        // The folder came in with its signature at the start.
        Assert.Equal("release", (await Import(town).FromFolder(town.World.Olga.Actor)).Value.SignedBy);
    }

    [Fact]
    public async Task FolderWithoutTheSignatureThatIsNeeded_StopsTheStart()
    {
        using var signer = new SignedBundle();
        using var folder = new SignedFolder(signer);
        await File.AppendAllTextAsync(Path.Combine(folder.Path, "intents.rego"), "\n");
        string[] needed = [.. signer.Settings, "--Policy:RequireSignedBundles", "true"];

        Assert.Contains("signed bundles only", (await Assert.ThrowsAsync<StartRefused>(() => Town.Open(needed))).Reasons[0], StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StartRefused>(() => Town.Open([.. needed, "--Console:PolicyFolder", folder.Path]));
        Assert.Contains(refused.Reasons, reason => reason.Contains("'intents.rego' is not the file that was signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhoMayNotImport_HasNothingReadForThem()
    {
        await using var town = await Town.Open();
        await using var broken = new MemoryStream([1, 2, 3]);

        Assert.Equal("not_allowed", (await Import(town).FromArchive(town.Mei.Actor, broken)).Refusal?.Code);
        Assert.Equal(0, broken.Position);
        Assert.Equal("not_allowed", (await Import(town).FromFolder(town.Mei.Actor)).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.World.Get<ProposeActivation>().Handle(town.Mei.Actor, "sha256:unknown")).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.World.Get<SignActivation>().Open(town.Mei.Actor, "unknown")).Refusal?.Code);
        Assert.Equal("not_allowed", (await town.World.Get<SignActivation>().Handle(town.Mei.Actor, "unknown", null, "")).Refusal?.Code);
    }

    [Theory]
    [InlineData("data.json", """{"team": {"b": 2}}""", "team/data.json", """{"a": 1}""", null)]
    [InlineData("data.json", """{"team": {"a": 2}}""", "team/data.json", """{"a": 1}""", "team/data.json: merge error: data.json gives data[\"team\"][\"a\"] a different value; keep one of them.")]
    [InlineData("data.json", """{"a": 1, "a": 1}""", "team/data.json", "{}", "'data.json' is no JSON: ")]
    [InlineData("data.json", "[]", "team/data.json", "{}", "data.json: data is merged at its root")]
    [InlineData("data.yaml", "a: 1", "team/data.json", "{}", "OPA would read 'data.yaml'")]
    public async Task SeveralBaseDocuments_GrowTogetherOrAreNamed(string path, string text, string otherPath, string other, string? says)
    {
        await using var town = await Town.Open();
        var archive = SignedBundle.Pack([.. Bundle.Files, new(path, Encoding.UTF8.GetBytes(text)), new(otherPath, Encoding.UTF8.GetBytes(other))]);

        var taken = await Import(town).FromArchive(town.World.Olga.Actor, archive);

        Assert.Equal(says is null ? null : "policy.bundle", taken.Refusal?.Code);
        if (says is not null)
            Assert.Contains(says, Assert.Single(taken.Refusal!.Errors!).Message, StringComparison.Ordinal);
        else
            Assert.Equal("""{"team":{"a":1,"b":2}}""", Rego.Values.JsonWriter.ToText((await town.World.Get<Bundles>().Find(taken.Value.Digest))!.Policy.Data));
    }

    [Fact]
    public void RefusalsAboutAChangedState_AnswerConflict() =>
        Assert.All(new[] { PolicyRefusals.ProposalEnded, PolicyRefusals.ActiveChanged, PolicyRefusals.AlreadyActive, PolicyRefusals.SameProposalWaits }, refusal => Assert.Equal(409, Problems.Status(refusal.Code)));

    private static ImportBundle Import(Town town) => town.World.Get<ImportBundle>();

    /// <summary>Whose signature each import was logged with.</summary>
    private static List<string?> Signers(Data.GovernanceDb db) =>
        [.. db.LogEntries.Where(e => e.Type == "policy.imported").OrderBy(e => e.Index).Join(db.AuditDetails, e => e.Index, d => d.Index, (_, d) => d.Detail).AsEnumerable().Select(detail => (string?)JsonNode.Parse(detail!)!["signed_by"])];

    /// <summary>A policy folder with the bundle and its signature.</summary>
    private sealed class SignedFolder : IDisposable
    {
        public SignedFolder(SignedBundle signer)
        {
            foreach (var (path, bytes) in Bundle.Files)
                File.WriteAllBytes(System.IO.Path.Combine(Path, path), bytes);
            File.WriteAllBytes(System.IO.Path.Combine(Path, ".signatures.json"), signer.Sign(Bundle.Files));
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("gc-bundle-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
