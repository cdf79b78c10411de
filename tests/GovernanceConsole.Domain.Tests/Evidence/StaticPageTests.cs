using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Evidence;

namespace GovernanceConsole.Domain.Tests.Evidence;

/// <summary>The page's verifier is a second implementation of the same specification: run in Node, it must find exactly what ours finds, for good receipts and for broken ones.</summary>
public sealed class StaticPageTests
{
    private const string Harness = """
        require(process.argv[2]);
        const { verify, forge } = globalThis.GovernanceReceipt;
        (async () => {
          const found = [];
          for (const { text, vkey } of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
            try {
              const { checks } = await verify(text, vkey);
              found.push(checks.map(({ name, rule, state }) => `${state} ${name} ${rule}`));
            } catch (error) {
              found.push(error instanceof GovernanceReceipt.Unreadable ? null : [String(error.stack)]);
            }
          }
          process.stdout.write(JSON.stringify(found));
        })();
        """;

    [Fact]
    public async Task PageAndVerifier_FindTheSame()
    {
        Assert.SkipUnless(await HasNode(), "node is not on this machine");
        using var honest = new ReceiptStory();
        using var allowed = new ReceiptStory { Effect = "allow" };
        using var practice = new ReceiptStory { Demo = true, Practice = true };
        using var crooked = new ReceiptStory { Practice = true, SecondVouchedBy = ReceiptStory.OwnerId, ShownSomethingElse = true, GrantedSeconds = 3000, SecondMischief = new() { NoUserVerification = true, BackedUp = true, Extensions = true } };
        using var denied = new ReceiptStory { SecondVerdict = "deny", SecondStatement = statement => statement["extra"] = 1 };
        using var another = new ReceiptStory();
        using var old = new ReceiptStory { Old = true };
        using var groups = new ReceiptStory { Quorum = "2 of finance and 1 of security or 1 of board and (1 of finance or 1 of asked)", FirstSeats = ["finance", "board"], SecondSeats = ["finance"], Denials = 2, Batch = _ => { } };
        using var unmet = new ReceiptStory { Quorum = "2 of finance", Control = "confirm", Assurance = "two-people", BackupEligible = true, FirstSeats = ["finance"], SecondSeats = ["asked"], SecondFor = ReceiptStory.OwnerId, Batch = batch => batch["signer"] = "x" };
        using var unread = new ReceiptStory { Quorum = "2  of finance" };
        var printed = Encoding.UTF8.GetString(honest.Tell().Write());
        List<(string Text, string? Key)> cases =
        [
            (printed, null),
            (printed, honest.LogKey.ToString()),
            (printed, another.LogKey.ToString()),
            .. new[] { allowed, practice, crooked, denied, old, groups, unmet, unread }.Select(story => (Encoding.UTF8.GetString(story.Tell().Write()), (string?)null)),
            .. ReceiptChanges.Of(printed).Where((_, at) => at % 3 == 0).Select(change => (change.Changed, (string?)null)),
            ("{}", null),
            (printed.Replace("\"v\": 2,", "\"v\": 2, \"v\": 2,", StringComparison.Ordinal), null),
            (printed.Replace("\"v\": 2,", "\"v\": 2, \"w\": 1,", StringComparison.Ordinal), null),
        ];

        var found = await RunInNode(cases);

        for (var at = 0; at < cases.Count; at++)
            Assert.Equal(Ours(cases[at].Text, cases[at].Key), found[at]);
    }

    private static List<string>? Ours(string text, string? key)
    {
        var read = ReceiptReader.Read(Encoding.UTF8.GetBytes(text));
        return read.IsRefused
            ? null
            : [.. ReceiptVerification.Verify(read.Value, key is null ? null : Domain.Audit.NoteKey.Parse(key).Value).Checks.Select(check => $"{Word(check.State)} {check.Name} {check.Rule}")];
    }

    private static string Word(CheckState state) => state switch { CheckState.Holds => "holds", CheckState.Failed => "failed", _ => "unknown" };

    private static async Task<bool> HasNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { UseShellExecute = false, RedirectStandardOutput = true })!;
            await node.WaitForExitAsync();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<List<List<string>?>> RunInNode(List<(string Text, string? Key)> cases)
    {
        var folder = Directory.CreateTempSubdirectory("gc-verify").FullName;
        try
        {
            File.Copy(Path.Combine(Repository.Root, "src/GovernanceConsole/wwwroot/verify/verify.js"), Path.Combine(folder, "verify.js"));
            await File.WriteAllTextAsync(Path.Combine(folder, "harness.cjs"), Harness);
            var start = new ProcessStartInfo("node")
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                ArgumentList = { "harness.cjs", Path.Combine(folder, "verify.js") },
            };
            using var node = Process.Start(start)!;
            var input = new JsonArray([.. cases.Select(one => (JsonNode)new JsonObject { ["text"] = one.Text, ["vkey"] = one.Key })]);
            await node.StandardInput.WriteAsync(input.ToJsonString());
            node.StandardInput.Close();
            var output = await node.StandardOutput.ReadToEndAsync();
            var error = await node.StandardError.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, error);
            return JsonSerializer.Deserialize<List<List<string>?>>(output)!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
