using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Policy.Signing;

namespace GovernanceConsole.Tests.Counterparts;

/// <summary>jose signs a bundle over digests that node takes, without a line of ours, and the signature holds here.</summary>
public sealed class BundleCounterpartTests
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        [".manifest"] = """{ "revision": "7", "roots": ["intents", "limits"] }"""u8.ToArray(),
        ["data.json"] = """
            {
              "limits": { "b": [3, 2, 1], "a": { "𝄞": true, "｡": false, "é": null } },
              "Words": "with quote \" slash \\ tab \t bell \u0007 < é > / \u00e9"
            }
            """u8.ToArray(),
        ["intents/intents.rego"] = "package intents\n"u8.ToArray(),
        ["README.md"] = "What it is for.\r\n"u8.ToArray(),
    };

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task BundleSignedByJose_Holds_UntilAByteChanges(string algorithm)
    {
        var input = new JsonObject { ["files"] = new JsonObject(Files.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)Convert.ToBase64String(f.Value)))), ["alg"] = algorithm, ["kid"] = "release", ["scope"] = "write" };

        var made = JsonNode.Parse(await Node.Run("bundles.mjs", input.ToJsonString()))!;

        var key = BundleKey.Read("release", "write", made["key"]!.ToJsonString()).Value;
        var signatures = Encoding.UTF8.GetBytes((string)made["signatures"]!);
        var verified = BundleSignature.Verify(signatures, Files, [key]);
        Assert.True(!verified.IsRefused, verified.Refusal?.Errors?[0].Message);
        Assert.Equal("release", verified.Value);
        foreach (var path in Files.Keys)
        {
            var changed = new Dictionary<string, byte[]>(Files) { [path] = [.. Files[path].Select(b => b == (byte)'i' ? (byte)'j' : b)] };
            Assert.Equal("policy.signature", BundleSignature.Verify(signatures, changed, [key]).Refusal?.Code);
        }
    }
}
