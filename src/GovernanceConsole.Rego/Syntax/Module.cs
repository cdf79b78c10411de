using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>One parsed policy file.</summary>
public sealed record Module(string File, IReadOnlyList<string> Package, IReadOnlyList<Import> Imports, IReadOnlyList<Rule> Rules, SourcePosition Position)
{
    /// <summary>The <c># METADATA</c> block above the package line, if any.</summary>
    public Annotations? Annotations { get; init; }

    /// <summary>The package as a reference that can be asked for: <c>data.intents.rules["payment.wire"]</c>. Two packages never share it.</summary>
    public string PackagePath { get; } = "data" + string.Concat(Package.Select(name => IsName(name) ? "." + name : $"[{StringValue.Of(name)}]"));

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => c == '_' || char.IsAsciiLetterOrDigit(c));
}

/// <summary><c>import data.a.b as c</c>; the first segment is <c>data</c> or <c>input</c> (language imports such as <c>rego.v1</c> are not kept).</summary>
public sealed record Import(IReadOnlyList<string> Path, string Alias, SourcePosition Position);

/// <summary>One rule: a head, a body, and the <c>else</c> branches that are tried in order when the body does not hold.</summary>
public sealed record Rule(RuleHead Head, IReadOnlyList<Literal> Body, IReadOnlyList<ElseBranch> Else, bool IsDefault, SourcePosition Position)
{
    public Annotations? Annotations { get; init; }

    /// <summary>The first name of the head, e.g. <c>allow</c>.</summary>
    public string Name => ((StringValue)((ConstantTerm)Head.Path[0]).Value).Text;

    /// <summary>What was written between <c>if</c> and the end; false for <c>x := 1</c>.</summary>
    public bool HasBody => Body.Count > 0;
}

/// <summary>
/// What a rule defines. <see cref="Path"/> starts with the rule's name; <see cref="Arguments"/> makes it a function, <see cref="Member"/> (after <c>contains</c>) a partial set.
/// A rule without written value defines <c>true</c>.
/// </summary>
public sealed record RuleHead(IReadOnlyList<Term> Path, IReadOnlyList<Term>? Arguments, Term? Member, Term Value, SourcePosition Position)
{
    public bool IsFunction => Arguments is not null;
    public bool IsPartialSet => Member is not null;
}

public sealed record ElseBranch(Term Value, IReadOnlyList<Literal> Body, SourcePosition Position);
