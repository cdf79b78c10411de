using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>A statement whose names are resolved, waiting for its place in the order of evaluation.</summary>
internal abstract record Goal(SourcePosition Position)
{
    public IReadOnlyList<ResolvedWith> With { get; init; } = [];
}

/// <summary>Holds when the expression is defined and not false; negated, when it is undefined or false.</summary>
internal sealed record TestGoal(Term Expression, bool Negated, SourcePosition Position) : Goal(Position);

internal sealed record UnifyGoal(Term Left, Term Right, bool Negated, SourcePosition Position) : Goal(Position)
{
    /// <summary>Written as a call whose last argument takes the result: <c>f(1, x)</c>. The call is one whole, also when negated.</summary>
    public bool IsCall { get; init; }
}

/// <summary>Matches a value against the pattern on the left. With <see cref="OnlyBound"/> the value may not bind variables (it was taken out of a negation).</summary>
internal sealed record AssignGoal(Term Target, Term Value, SourcePosition Position) : Goal(Position)
{
    public bool OnlyBound { get; init; }
}

internal sealed record MemberGoal(Term? Key, Term Value, Term Collection, SourcePosition Position) : Goal(Position);

internal sealed record EveryGoal(Variable? Key, Variable Value, Term Collection, IReadOnlyList<Goal> Body, IReadOnlySet<Variable> Captured, SourcePosition Position) : Goal(Position);

/// <summary>What a <c>with</c> replaces.</summary>
internal abstract record ResolvedWith(SourcePosition Position);

internal sealed record WithInput(IReadOnlyList<Term> Path, Term Value, SourcePosition Position) : ResolvedWith(Position);

internal sealed record WithData(IReadOnlyList<Term> Path, Term Value, SourcePosition Position) : ResolvedWith(Position);

/// <summary>Replaces a function by another one, or by a value.</summary>
internal sealed record WithFunction(Callee Target, Callee? Replacement, Term? Value, SourcePosition Position) : ResolvedWith(Position);
