using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovernanceConsole.Demo.PracticeKey;
using GovernanceConsole.Domain.Approvals.WebAuthn;

namespace GovernanceConsole.Tests.Demo;

/// <summary>The practice key's script, run in Node with a store in memory and a person who always agrees: what it makes must pass the same verification as any passkey.</summary>
public sealed class PracticeKeyTests
{
    private const string Harness = """
        import { create, get } from "./practice-key.mjs";
        const { origin, enrolment, assertions } = JSON.parse(process.argv[2]);
        const bytes = text => new Uint8Array(Buffer.from(text, "base64url"));
        const text = buffer => Buffer.from(new Uint8Array(buffer)).toString("base64url");
        const held = [];
        const keys = { all: async () => held, put: async key => { if (!held.includes(key)) held.push(key); } };
        const yes = async () => 0;
        const credential = await create({ ...enrolment, challenge: bytes(enrolment.challenge), user: { ...enrolment.user, id: bytes(enrolment.user.id) } }, origin, keys, yes);
        const spell = (c, response) => ({ id: c.id, rawId: text(c.rawId), type: c.type, response });
        const out = { registration: spell(credential, { clientDataJSON: text(credential.response.clientDataJSON), attestationObject: text(credential.response.attestationObject) }), assertions: [] };
        for (const options of assertions) {
          const c = await get({ ...options, challenge: bytes(options.challenge), allowCredentials: [] }, origin, keys, yes);
          out.assertions.push(spell(c, { clientDataJSON: text(c.response.clientDataJSON), authenticatorData: text(c.response.authenticatorData), signature: text(c.response.signature), userHandle: text(c.response.userHandle) }));
        }
        try { await get({ rpId: "elsewhere.example", challenge: bytes(enrolment.challenge) }, origin, keys, yes); } catch (error) { out.elsewhere = error.name; }
        process.stdout.write(JSON.stringify(out));
        """;

    [Fact]
    public async Task ScriptInNode_IsAnAuthenticatorLikeAnyOther()
    {
        Assert.SkipUnless(await HasNode(), "node is not on this machine");
        const string origin = "http://localhost:5080";
        var challenge = SHA256.HashData("the statement"u8);
        var handle = Encoding.ASCII.GetBytes("per_01");
        // Twenty signatures, because the DER form has a shorter or longer spelling now and then.
        var assertion = PasskeyOptions.ForAssertion("localhost", challenge, [], TimeSpan.FromMinutes(5));
        var input = $$"""
            {"origin":"{{origin}}","enrolment":{{PasskeyOptions.ForEnrolment("localhost", "Demo", challenge, handle, "ana", "Ana Ruiz", [], TimeSpan.FromMinutes(5))}},
             "assertions":[{{string.Join(',', Enumerable.Repeat(assertion, 20))}}]}
            """;

        using var output = JsonDocument.Parse(await RunInNode(input));

        var registered = RegistrationResponse.Read(Utf8(output.RootElement.GetProperty("registration"))).Value;
        var enrolled = RegistrationVerification.Verify(new("localhost", [origin], challenge, _ => false), registered).Value;
        Assert.True(enrolled.IsPracticeKey);
        uint counter = 0;
        foreach (var json in output.RootElement.GetProperty("assertions").EnumerateArray())
        {
            var expected = new AssertionExpectation("localhost", [origin], challenge, new(enrolled.Id, enrolled.PublicKey, handle, counter, enrolled.BackupEligible), []);
            counter = AssertionVerification.Verify(expected, AssertionResponse.Read(Utf8(json)).Value).Value.SignCount;
        }

        Assert.Equal(20u, counter);
        Assert.Equal("SecurityError", output.RootElement.GetProperty("elsewhere").GetString());
    }

    private static byte[] Utf8(JsonElement element) => Encoding.UTF8.GetBytes(element.GetRawText());

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

    private static async Task<string> RunInNode(string input)
    {
        var folder = Directory.CreateTempSubdirectory("gc-practice-key").FullName;
        try
        {
            await using (var script = File.Create(Path.Combine(folder, "practice-key.mjs")))
            await using (var source = PracticeKeyScript.Open())
                await source.CopyToAsync(script);
            await File.WriteAllTextAsync(Path.Combine(folder, "harness.mjs"), Harness);
            var start = new ProcessStartInfo("node") { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { "harness.mjs", input } };
            using var node = Process.Start(start)!;
            var output = await node.StandardOutput.ReadToEndAsync();
            var error = await node.StandardError.ReadToEndAsync();
            await node.WaitForExitAsync();
            Assert.True(node.ExitCode == 0, error);
            return output;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
