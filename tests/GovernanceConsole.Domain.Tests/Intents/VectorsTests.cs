using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

/// <summary>The vectors in assets/vectors were computed by another implementation; ours must agree byte for byte.</summary>
public sealed class VectorsTests
{
    public static TheoryData<string, string, string, string> Canonical => Read("canonical-json.json", "input", "canonical", "digest");

    public static TheoryData<string, string, string, string> Statements => Read("statements.json", "statement", "digest", "challenge");

    [Theory]
    [MemberData(nameof(Canonical))]
    public void CanonicalForm_Agrees(string name, string input, string canonical, string digest)
    {
        var node = CanonicalJson.Write(JsonNode.Parse(input));
        Assert.True(canonical == Encoding.UTF8.GetString(node), name);
        Assert.Equal(digest, IntentDigest.Of(node));
        // RFC 8785's own sample of names holds a control character, which our profile refuses.
        if (node[0] == '{' && !name.StartsWith("order of names", StringComparison.Ordinal))
            Assert.Equal(digest, IntentJson.Parse(Encoding.UTF8.GetBytes(input)).Value.Digest);
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_Agrees(string name, string statement, string digest, string challenge)
    {
        var bytes = Encoding.UTF8.GetBytes(statement);
        var typ = (string)JsonNode.Parse(statement)!["typ"]!;
        var written = typ is ApprovalStatement.Typ or ApprovalStatement.OldTyp ? ApprovalStatement.Parse(bytes).Value.Write() : SignedStatement.Parse(bytes, typ).Value.Write();
        Assert.True(bytes.AsSpan().SequenceEqual(written), name);
        Assert.Equal(digest, IntentDigest.Of(written));
        Assert.Equal(challenge, Convert.ToHexStringLower(SignedStatement.Challenge(written)));
    }

    private static TheoryData<string, string, string, string> Read(string file, string first, string second, string third)
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var one in JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "assets", "vectors", file)))!["cases"]!.AsArray())
            data.Add((string)one!["name"]!, (string)one[first]!, (string)one[second]!, (string)one[third]!);
        return data;
    }
}
