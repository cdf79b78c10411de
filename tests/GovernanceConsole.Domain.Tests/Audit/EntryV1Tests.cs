using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Domain.Audit.Formats.V1;

namespace GovernanceConsole.Domain.Tests.Audit;

public sealed class EntryV1Tests
{
    private static readonly string Valid = Encoding.UTF8.GetString(EntryV1.Write(Entry()));

    [Fact]
    public void ExampleOfTheSpecification_IsTrue()
    {
        var header = File.ReadAllLines(SpecificationPath());
        var detail = SaltedDetail.Of(Convert.FromHexString(Example("salt")), JsonNode.Parse(Example("detail"))!);
        var leaf = Encoding.UTF8.GetBytes(Example("leaf"));
        var entry = EntryV1.Parse(leaf, 0).Value;

        Assert.Equal(Example("detail"), Encoding.UTF8.GetString(detail.Json));
        Assert.Equal(detail.Digest, entry.Digests[AuditEntry.DetailDigest]);
        Assert.Equal(leaf, EntryV1.Write(entry));
        Assert.Equal(Example("hash"), Convert.ToHexStringLower(MerkleTree.HashLeaf(leaf)));

        string Example(string name) => header.Single(l => l.StartsWith($"//   {name,-6} ", StringComparison.Ordinal) && !l.Contains("when,", StringComparison.Ordinal))[12..];
    }

    [Fact]
    public void Entry_IsReadBackAsItWas()
    {
        var read = EntryV1.Parse(Encoding.UTF8.GetBytes(Valid), 5).Value;
        var entry = Entry();
        Assert.Equal((5, entry.At, entry.Type, entry.ActorId, entry.SubjectId), (read.Index, read.At, read.Type, read.ActorId, read.SubjectId));
        Assert.Equal(DateTimeKind.Utc, read.At.Kind);
        Assert.Equal(entry.Ids, read.Ids);
        Assert.Equal(entry.Digests, read.Digests);
    }

    [Fact]
    public void Detail_ChangesTheDigestOnly()
    {
        var salt = new byte[16];
        var one = Entry().With(SaltedDetail.Of(salt, new JsonObject { ["a"] = 1 }));
        var two = Entry().With(SaltedDetail.Of(salt, new JsonObject { ["a"] = 2 }));
        Assert.NotEqual(one.Digests["detail"], two.Digests["detail"]);
        salt[0] = 1;
        Assert.NotEqual(one.Digests["detail"], SaltedDetail.Of(salt, new JsonObject { ["a"] = 1 }).Digest);
        Assert.Throws<ArgumentException>(() => SaltedDetail.Of(new byte[15], new JsonObject()));
    }

    public static TheoryData<string, string> Changes => new()
    {
        { "\"v\":1", "\"v\":2" },
        { "\"v\":1", "\"v\":1.0" },
        { "\"v\":1", "\"v\":\"1\"" },
        { "\"v\":1", "\"v\":1,\"w\":1" },
        { "\"v\":1", "\"v\":1,\"v\":1" },
        { ",\"v\":1", "" },
        { "\"type\":", "\"kind\":" },
        { "{\"actor\"", "{ \"actor\"" },
        { "agent_1", "agent 1" },
        { "agent_1", "agent\\u005f1" },
        { "agent_1", "agént_1" },
        { "agent_1", "\\ud800" },
        { "agent_1", "" },
        { "intent.declared", "intent" },
        { "intent.declared", "Intent.declared" },
        { "intent.declared", "intent..declared" },
        { "11.042Z", "11.042+00:00" },
        { "11.042Z", "11.42Z" },
        { "11.042Z", "11.0420Z" },
        { "11-22T", "13-22T" },
        { "\"ids\":{", "\"ids\":{\"b\":\"1\"," },
        { "\"ids\":{\"a\":\"x\"}", "\"ids\":{\"a\":1}" },
        { "\"ids\":{\"a\":\"x\"}", "\"ids\":[]" },
        { "\"ids\":{\"a\":\"x\"}", "\"ids\":{\"a\":{}}" },
        { "\"ids\":{\"a\":\"x\"}", "\"ids\":{\"a\":{\"b\":{}}}" },
        { "\"ids\":{\"a\"", "\"ids\":{\"A\"" },
        { "sha256:0", "sha512:0" },
        { "sha256:0", "sha256:A" },
        { "sha256:0", "sha256:" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void LeafThatIsNotExactlyV1_IsRefused(string part, string by)
    {
        Assert.Contains(part, Valid, StringComparison.Ordinal);
        Assert.Equal(AuditRefusals.Malformed, EntryV1.Parse(Encoding.UTF8.GetBytes(Valid.Replace(part, by, StringComparison.Ordinal)), 0).Refusal?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    public void LeafThatIsNoObject_IsRefused(string leaf) => Assert.Equal(AuditRefusals.Malformed, EntryV1.Parse(Encoding.UTF8.GetBytes(leaf), 0).Refusal?.Code);

    [Fact]
    public void NameOrSentence_DoesNotFitIntoALeaf()
    {
        Assert.Throws<ArgumentException>(() => EntryV1.Write(Entry() with { ActorId = "Ana Ruiz" }));
        Assert.Throws<ArgumentException>(() => EntryV1.Write(Entry() with { Ids = new Dictionary<string, string> { ["payee"] = "Nordwind GmbH" } }));
        Assert.Throws<ArgumentException>(() => EntryV1.Write(Entry() with { Digests = new Dictionary<string, string> { ["iban"] = "DE89370400440532013000" } }));
        Assert.Throws<ArgumentException>(() => EntryV1.Write(Entry() with { At = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) }));
    }

    private static AuditEntry Entry() => new()
    {
        Index = 5,
        At = new DateTime(2026, 11, 22, 14, 2, 11, 42, DateTimeKind.Utc),
        Type = "intent.declared",
        ActorId = "agent_1",
        SubjectId = "int_1",
        Ids = new Dictionary<string, string> { ["a"] = "x" },
        Digests = new Dictionary<string, string> { ["intent"] = "sha256:" + new string('0', 64) },
    };

    private static string SpecificationPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GovernanceConsole.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The sources are not above the tests.");
        return Path.Combine(folder.FullName, "src", "GovernanceConsole.Domain", "Audit", "Formats", "V1", "EntryV1.cs");
    }
}
