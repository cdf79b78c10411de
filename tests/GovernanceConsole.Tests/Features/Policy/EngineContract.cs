using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Data;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bundles;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Policy;

/// <summary>What every engine answers alike: one table of policies, inputs and expectations. An engine that joins derives from this and says only how it is asked.</summary>
public abstract class EngineContract : IAsyncLifetime
{
    private const string Error = "an error";
    private const string Undefined = "undefined";

    /// <summary>Rules, input, and the decision as JSON, <c>undefined</c> or <c>an error</c>.</summary>
    public static TheoryData<string, string, string, string> Table => new()
    {
        { "allow", TestBundle.Allows, "{}", """{"effect":"allow","reasons":["All is well."],"rules":["payments.all"],"grants":[{"permission":"payments:execute","ttl_seconds":300}],"ttl_seconds":300}""" },
        { "deny", TestBundle.Denies, "{}", """{"effect":"deny","reasons":["No payments today."],"rules":["payments.frozen"]}""" },
        { "escalate", TestBundle.Asks(2, "group:finance"), "{}",
            """
            {"effect":"escalate","risk":"high","reasons":["Asked for in this test."],"rules":["payments.all"],"grants":[{"permission":"payments:execute","ttl_seconds":300}],"ttl_seconds":300,
             "require":{"quorum":2,"control":"four_eyes","assurance":"passkey"},"escalation":[{"to":"group:finance","quorum":2,"within_seconds":0}]}
            """ },
        { "decides by its input", """decision := {"effect": "deny", "reasons": ["big"]} if input.intent.typed["/amount"].minor > 100000""", """{"intent":{"typed":{"/amount":{"minor":100001}}}}""", """{"effect":"deny","reasons":["big"]}""" },
        { "no rule matches", """decision := {"effect": "allow"} if input.intent.type == "payment.wire" """, """{"intent":{"type":"data.export"}}""", Undefined },
        { "nothing of that name", "other := 1", "{}", Undefined },
        { "a member that is not there", """decision := {"effect": "allow", "reasons": [input.nothing.there]}""", "{}", Undefined },
        { "negation of what is not there", """decision := {"effect": "allow"} if not big(input.missing)""" + "\n\nbig(n) if n > 10", "{}", Undefined },
        { "division by zero", """decision := {"effect": "allow", "n": 1 / input.n}""", """{"n":0}""", Undefined },
        { "null orders below a number", """decision := {"effect": "allow"} if input.n < 10""", """{"n":null}""", """{"effect":"allow"}""" },
        { "numbers stay exact", """decision := {"n": input.n}""", """{"n":9007199254740993}""", """{"n":9007199254740993}""" },
        { "every script", """decision := {"reasons": [input.s]}""", """{"s":"Zürich \u4e2d\u6587 \ud83d\ude80 \"\u0007"}""", """{"reasons":["Zürich \u4e2d\u6587 \ud83d\ude80 \"\u0007"]}""" },
        { "two values at once", """decision := {"effect": "allow"} if input.a""" + "\n\n" + """decision := {"effect": "deny"} if input.b""", """{"a":true,"b":true}""", Error },
        { "a word instead of a document", "decision := \"allow\"", "{}", Error },
        { "null instead of a document", "decision := null", "{}", Error },
        { "a huge decision", """decision := {"effect": "allow", "reasons": [sprintf("%d is a reason", [n]) | some n in numbers.range(1, 200000)]}""", "{}", Error },
        { "input that ends too early", TestBundle.Allows, """{"intent":""", Error },
        { "input that says more than one value", TestBundle.Allows, """{}, "input": {}""", Error },
        { "no input at all", TestBundle.Allows, "", Error },
    };

    protected static readonly DateTime Now = new(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Bundles that are at hand without a database.</summary>
    internal Bundles Bundles { get; } = new(new Database("/nowhere"), BundleTrust.None);

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Engine_Answers(string because, string rules, string input, string expected)
    {
        var bundle = CompiledBundle.Of(TestBundle.Of(rules)).Value;
        Bundles.Keep(bundle);
        var engine = await Serving(bundle);

        var answer = await engine.Decide(bundle.Files.Digest, Encoding.UTF8.GetBytes(input), Now, TestContext.Current.CancellationToken);

        var came = answer switch { { Error: not null } => Error, { Decision: null } => Undefined, _ => answer.Decision.ToJsonString() };
        if (expected is Error or Undefined)
            Assert.True(came == expected, $"{because}: {came} ({answer.Error})");
        else
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), answer.Decision), $"{because}: {came} ({answer.Error})");
        Assert.True(answer.Error is null || (answer.Decision is null && answer.Error.Length > 0));
    }

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The engine, ready to be asked about this bundle.</summary>
    internal abstract Task<IPolicyEngine> Serving(CompiledBundle bundle);
}
