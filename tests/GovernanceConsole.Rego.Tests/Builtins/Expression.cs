using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Builtins;

/// <summary>One Rego expression, evaluated: as JSON, or <c>undefined</c>; in strict evaluation the code and reason of its error.</summary>
internal static class Expression
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static string Answer(string expression)
    {
        var result = Evaluate(expression, strict: false);
        if (result.Error is { } error) return error.Code;
        return result.Value is { } value ? JsonWriter.ToText(value) : "undefined";
    }

    public static string Failure(string expression) => Evaluate(expression, strict: true).Error is { } error ? $"{error.Code}: {error.Reason}" : "no failure";

    /// <summary>The text a string expression comes to.</summary>
    public static string Text(string expression) => Assert.IsType<StringValue>(Evaluate(expression, strict: false).Value).Text;

    private static RegoResult Evaluate(string expression, bool strict) =>
        RegoPolicy.Compile([RegoModule.Parse("t.rego", $"package t\np := {expression}\n")]).Evaluate("data.t.p", new RegoInput(null, Now) { StrictBuiltinErrors = strict });
}
