using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests;

/// <summary>Short ways to run a policy in a test. A module is the rules of <c>package t</c>; the query is <c>data.t.p</c> unless given.</summary>
internal static class Rego
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static RegoPolicy Policy(string rules, string? data = null) =>
        RegoPolicy.Compile([RegoModule.Parse("t.rego", $"package t\n{rules}")], data is null ? null : JsonReader.Read(data));

    /// <summary>The value as JSON, <c>undefined</c>, or the error code.</summary>
    public static string Answer(string rules, string? input = null, string? data = null, string query = "data.t.p")
    {
        try
        {
            return Shown(Policy(rules, data).Evaluate(query, new RegoInput(input is null ? null : JsonReader.Read(input), Now)));
        }
        catch (RegoException error)
        {
            return error.Code;
        }
    }

    public static string Shown(RegoResult result) =>
        result.Error is { } error ? error.Code : result.Value is { } value ? JsonWriter.ToText(value) : "undefined";

    public static RegoException Refused(string rules) => Assert.Throws<RegoException>(() => Policy(rules));
}
