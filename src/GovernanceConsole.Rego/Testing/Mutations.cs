using System.Globalization;
using System.Numerics;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Testing;

/// <summary>A file with one token changed.</summary>
internal sealed record Mutation(RegoModule Module, SourcePosition Position, string Original, string Replacement, string Text);

/// <summary>The one-token changes of a file that keep its shape.</summary>
internal static class Mutations
{
    private static readonly Dictionary<string, string> Opposites = new()
    {
        ["<"] = "<=",
        ["<="] = "<",
        [">"] = ">=",
        [">="] = ">",
        ["=="] = "!=",
        ["!="] = "==",
        ["+"] = "-",
        ["true"] = "false",
        ["false"] = "true",
        ["min"] = "max",
        ["max"] = "min",
        ["not"] = "",
    };

    public static IEnumerable<Mutation> Of(RegoModule module)
    {
        var (tokens, _) = Lexer.Cut(module.Name, module.Text);
        var firstRule = module.Syntax.Rules.Count == 0 ? int.MaxValue : module.Syntax.Rules[0].Position.Row;
        foreach (var token in tokens)
        {
            if (token.Position.Row < firstRule || Replacement(token) is not { } replacement) continue;
            var (start, length) = token.Span.GetOffsetAndLength(module.Text.Length);
            yield return new Mutation(module, token.Position, module.Text.Substring(start, length), replacement, string.Concat(module.Text.AsSpan(0, start), replacement, module.Text.AsSpan(start + length)));
        }
    }

    private static string? Replacement(Token token) => token.Kind switch
    {
        TokenKind.Symbol or TokenKind.Identifier => Opposites.GetValueOrDefault(token.Text),
        TokenKind.String => StringValue.Of(token.Text + "~").ToString(),
        TokenKind.Number when BigInteger.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => (number + 1).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
