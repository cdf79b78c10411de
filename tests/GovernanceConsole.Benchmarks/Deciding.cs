using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Benchmarks;

/// <summary>Decisions of the shipped policy on one core, JSON in and JSON out, against reading and writing the same two documents with <see cref="JsonDocument"/>; and what a thousand rules cost against ten.</summary>
internal static class Deciding
{
    private static readonly byte[] Payment = Encoding.UTF8.GetBytes("""
        {
          "intent": {
            "id": "int_01k", "type": "payment.wire", "tool": "https://bank.example/api", "digest": "sha256:4f1c", "changes": [],
            "parameters": { "amount": { "value": "7480.00", "currency": "EUR" }, "creditor": { "name": "Nordwind GmbH", "account": "DE02120300000000202051" }, "reference": "Invoice 4711", "execution_date": "2026-11-23" },
            "typed": { "/parameters/amount": { "minor": 748000, "currency": "EUR", "exponent": 2 } }
          },
          "agent": { "id": "agt_01k", "name": "ap-clerk", "owner": "per_01k", "environment": "prod", "risk_tier": "routine", "status": "active" },
          "facts": { "agent_count_1h": 3, "agent_sum_24h": 900000, "amount": 748000, "currency": "EUR", "environment": "prod", "owner_active": true, "owner_hour": 10, "recipient_known": true, "recipient_sum_24h": 748000, "suspicious_text": false },
          "now": "2026-11-22T10:00:00.000Z"
        }
        """);

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static void Run(string assets, Table table)
    {
        var query = CompiledBundle.Of(BundleFolder.Read(Path.Combine(assets, "policies", "sample"), BundleTrust.None).Value.Files).Value.Decision;
        var output = Decide(query, Payment);
        var (decisions, peer) = (new List<double>(), new List<double>());
        for (var round = 0; round < 4; round++)
        {
            decisions.Add(PerSecond(() => Decide(query, Payment)));
            peer.Add(PerSecond(() =>
            {
                Rewrite(Payment);
                Rewrite(output);
            }));
        }
        // The first round is the compiler's.
        var (ours, theirs) = (decisions.Skip(1).Order().ElementAt(1), peer.Skip(1).Order().ElementAt(1));
        table.Add("policy decision, JSON in and out, one core", Table.Rate(ours), $"JsonDocument, same texts: {Table.Rate(theirs)}", ours / theirs, "≥ 0.15×");

        var (ten, thousand) = (Rules(10), Rules(1000));
        double few = 0, many = 0;
        for (var round = 0; round < 3; round++)
        {
            few = PerSecond(() => Decide(ten, Payment));
            many = PerSecond(() => Decide(thousand, Payment));
        }
        table.Add("policy decision, 1,000 rules", Table.Rate(many), $"10 rules: {Table.Rate(few)}", many / few, "–");
    }

    private static byte[] Decide(RegoQuery query, byte[] input) =>
        JsonWriter.ToUtf8(query.Evaluate(new RegoInput(JsonReader.Read(input), Now)).Value ?? throw new InvalidOperationException("The policy did not decide."));

    private static void Rewrite(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var output = new MemoryStream();
        using var writer = new Utf8JsonWriter(output);
        document.WriteTo(writer);
    }

    /// <summary>Rules as policies have them: each for an intent type of its own, with a limit and a type check.</summary>
    private static RegoQuery Rules(int count)
    {
        var text = new StringBuilder("package intents\n\ndefault decision := {\"effect\": \"escalate\"}\n\ndecision := {\"effect\": \"deny\", \"reasons\": sort(deny)} if count(deny) > 0\n\n");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"deny contains \"rule {i}\" if {{\n\tinput.intent.type == \"{(i == count / 2 ? "payment.wire" : $"type.{i}")}\"\n\tis_number(input.facts.amount)\n\tinput.facts.amount > {i}\n}}\n\n");
        return RegoPolicy.Compile([RegoModule.Parse("rules.rego", text.ToString())]).Prepare(IPolicyEngine.Entrypoint);
    }

    private static double PerSecond(Action once)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        while (watch.ElapsedMilliseconds < 1500)
        {
            for (var i = 0; i < 100; i++)
                once();
            done += 100;
        }
        return done / watch.Elapsed.TotalSeconds;
    }
}
