using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego;

/// <summary>One policy file: its name, its text and what it says. Immutable.</summary>
public sealed class RegoModule
{
    private RegoModule(string name, string text, Module syntax)
    {
        Name = name;
        Text = text;
        Syntax = syntax;
    }

    public string Name { get; }
    public string Text { get; }

    /// <summary>The parsed file, for lints, coverage and pages that show rules.</summary>
    public Module Syntax { get; }

    /// <summary>Parses a file. Fails with <see cref="RegoException"/> of code <c>rego_parse_error</c>, which names file, row and column.</summary>
    public static RegoModule Parse(string name, string text) => new(name, text, Parser.ParseModule(name, text));
}
