using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Syntax;

/// <summary>Anything that stands for a value: the leaves and branches of an expression as written. Terms never change after parsing.</summary>
public abstract record Term(SourcePosition Position);

/// <summary>A number, string, boolean or null.</summary>
public sealed record ConstantTerm(Value Value, SourcePosition Position) : Term(Position);

/// <summary>A name: a local variable, a rule of the package, an import, <c>input</c> or <c>data</c>. What it means is decided by the resolver.</summary>
public sealed record VariableTerm(string Name, SourcePosition Position) : Term(Position)
{
    /// <summary>Each <c>_</c> is a variable of its own.</summary>
    public bool IsWildcard => Name == "_";
}

/// <summary><c>head.a[b]</c>. The head is a name, a collection, a comprehension or a call; a dotted name is a string constant in the path.</summary>
public sealed record RefTerm(Term Head, IReadOnlyList<Term> Path, SourcePosition Position) : Term(Position);

public sealed record ArrayTerm(IReadOnlyList<Term> Items, SourcePosition Position) : Term(Position);

public sealed record SetTerm(IReadOnlyList<Term> Items, SourcePosition Position) : Term(Position);

public sealed record ObjectTerm(IReadOnlyList<ObjectEntry> Entries, SourcePosition Position) : Term(Position);

public sealed record ObjectEntry(Term Key, Term Value);

/// <summary>A call of a builtin or of a function rule. Operators are calls too: <c>a + b</c> is <c>plus(a, b)</c> with <see cref="Operator"/> <c>+</c>.</summary>
public sealed record CallTerm(IReadOnlyList<string> Path, IReadOnlyList<Term> Arguments, SourcePosition Position) : Term(Position)
{
    public string Name { get; } = string.Join('.', Path);

    /// <summary>The sign as written, or null for a call written with parentheses.</summary>
    public string? Operator { get; init; }
}

/// <summary>A comprehension: all values of its head over the solutions of its body.</summary>
public abstract record ComprehensionTerm(IReadOnlyList<Literal> Body, SourcePosition Position) : Term(Position);

public sealed record ArrayComprehension(Term Item, IReadOnlyList<Literal> Body, SourcePosition Position) : ComprehensionTerm(Body, Position);

public sealed record SetComprehension(Term Item, IReadOnlyList<Literal> Body, SourcePosition Position) : ComprehensionTerm(Body, Position);

public sealed record ObjectComprehension(Term Key, Term Value, IReadOnlyList<Literal> Body, SourcePosition Position) : ComprehensionTerm(Body, Position);

/// <summary><c>$"text {expression}"</c>: constants and expressions in order; an undefined expression reads <c>&lt;undefined&gt;</c>.</summary>
public sealed record TemplateTerm(IReadOnlyList<TemplatePart> Parts, SourcePosition Position) : Term(Position);

/// <summary>Either <see cref="Text"/> or <see cref="Expression"/> is set.</summary>
public sealed record TemplatePart(string? Text, ExpressionLiteral? Expression);
