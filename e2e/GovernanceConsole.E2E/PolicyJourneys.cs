using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovernanceConsole.E2E;

/// <summary>A change of policy from the archive to the signature, by two people in two browsers.</summary>
[Collection(Stage.Collection)]
public sealed class PolicyJourneys(Stage stage)
{
    [Fact]
    public async Task A_version_is_taken_in_replayed_proposed_and_signed_by_somebody_else()
    {
        await using var proposer = await stage.OpenAsTom();
        var page = proposer.Page;
        await proposer.Go("/policy");
        // Enabled once the circuit is there.
        await Expect(page.GetByLabel("From an archive")).ToBeEnabledAsync();
        await page.GetByLabel("From an archive").SetInputFilesAsync(new FilePayload { Name = "policy.tar.gz", MimeType = "application/gzip", Buffer = Changed() });
        await Expect(page.GetByText("It decides nothing until it is activated.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Region, new() { Name = "List of versions" }).GetByRole(AriaRole.Link, new() { Name = "e2e-1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Version e2e-1" })).ToBeVisibleAsync();
        await page.GetByLabel("Intents of").SelectOptionAsync("0");
        await proposer.Button("Replay").ClickAsync();
        await Expect(page.GetByText("would have been decided otherwise")).ToBeVisibleAsync();
        await EveryPageTests.Look(proposer, "policy-change");
        await page.SetViewportSizeAsync(1440, 900);
        await proposer.Button("Propose to activate").ClickAsync();
        await Expect(page.GetByText("You cannot sign this.")).ToBeVisibleAsync();

        await using var signer = await stage.Open(1440);
        await signer.UseAuthenticator();
        await signer.Become("Ana");
        await signer.Go("/policy");
        await Expect(signer.Page.GetByLabel("From an archive")).ToBeEnabledAsync();
        await EveryPageTests.Look(signer, "policy-proposed");
        await signer.Page.SetViewportSizeAsync(1440, 900);
        await signer.Button("Sign with passkey").ClickAsync();
        await Expect(signer.Page.GetByText("Signed. Version e2e-1 decides from the next intent on.")).ToBeVisibleAsync();
        // The proposer's page follows by itself.
        await Expect(page.GetByText("It decides on every intent now.")).ToBeVisibleAsync();

        // Going back is the same, and other journeys meet the sample policy again.
        await proposer.Go("/policy");
        await page.GetByRole(AriaRole.Region, new() { Name = "List of versions" }).GetByRole(AriaRole.Link, new() { Name = Revision(), Exact = true }).ClickAsync();
        await proposer.Button("Propose to go back to it").ClickAsync();
        await Expect(page.GetByText("You cannot sign this.")).ToBeVisibleAsync();
        await signer.Go("/policy");
        await Expect(signer.Page.GetByLabel("From an archive")).ToBeEnabledAsync();
        await signer.Button("Sign with passkey").ClickAsync();
        await Expect(signer.Page.GetByText($"Signed. Version {Revision()} decides from the next intent on.")).ToBeVisibleAsync();
        await Expect(page.GetByText("It decides on every intent now.")).ToBeVisibleAsync();
        proposer.IsQuiet();
        signer.IsQuiet();
    }

    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "assets", "policies", "sample");

    /// <summary>What the sample policy calls itself.</summary>
    private static string Revision()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Sample, ".manifest")));
        return manifest.RootElement.GetProperty("revision").GetString()!;
    }

    /// <summary>The sample policy, with longer grants for invoices: nothing another journey looks at.</summary>
    private static byte[] Changed()
    {
        using var archive = new MemoryStream();
        using (var zip = new GZipStream(archive, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
            foreach (var file in Directory.EnumerateFiles(Sample).Select(path => (Name: Path.GetFileName(path), Text: File.ReadAllText(path))))
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Name switch
                    {
                        ".manifest" => """{"revision": "e2e-1"}""",
                        "data.json" or "invoice.create_test.rego" => file.Text.Replace("\"ttl_seconds\": 600", "\"ttl_seconds\": 900", StringComparison.Ordinal),
                        _ => file.Text,
                    })),
                });
        return archive.ToArray();
    }
}
