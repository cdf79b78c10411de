namespace GovernanceConsole.Rego.Syntax;

/// <summary>One statement of a body. All statements of a body must hold; their order on the page does not matter.</summary>
public abstract record Literal(SourcePosition Position)
{
    /// <summary><c>with input.a as 1</c> and the like, in order.</summary>
    public IReadOnlyList<WithModifier> With { get; init; } = [];
}

/// <summary>Replaces part of <c>input</c> or <c>data</c>, a builtin or a function while one statement is evaluated.</summary>
public sealed record WithModifier(Term Target, Term Value, SourcePosition Position);

/// <summary>An expression that must be defined and not false, or with <c>not</c>, that must be undefined or false.</summary>
public sealed record ExpressionLiteral(Term Expression, bool Negated, SourcePosition Position) : Literal(Position);

/// <summary><c>left = right</c>: both sides must be equal, binding variables on either side.</summary>
public sealed record UnifyLiteral(Term Left, Term Right, bool Negated, SourcePosition Position) : Literal(Position);

/// <summary><c>target := value</c>: declares the variables of the target.</summary>
public sealed record AssignLiteral(Term Target, Term Value, SourcePosition Position) : Literal(Position);

/// <summary><c>some x, y</c>: declares local variables.</summary>
public sealed record SomeLiteral(IReadOnlyList<VariableTerm> Names, SourcePosition Position) : Literal(Position);

/// <summary><c>some key, value in collection</c>: one solution for each member.</summary>
public sealed record SomeInLiteral(Term? Key, Term Value, Term Collection, SourcePosition Position) : Literal(Position);

/// <summary><c>every key, value in collection { … }</c>: the body holds for each member.</summary>
public sealed record EveryLiteral(VariableTerm? Key, VariableTerm Value, Term Collection, IReadOnlyList<Literal> Body, SourcePosition Position) : Literal(Position);
