using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>A name that turned out to be a local variable.</summary>
internal sealed record LocalTerm(Variable Variable, SourcePosition Position) : Term(Position);

/// <summary>The root <c>input</c> or <c>data</c>; always the head of a reference.</summary>
internal sealed record RootTerm(bool IsData, SourcePosition Position) : Term(Position);

/// <summary>A call whose callee is known.</summary>
internal sealed record ResolvedCall(Callee Callee, IReadOnlyList<Term> Arguments, SourcePosition Position) : Term(Position);

internal enum ClosureKind { Array, Set, Object }

/// <summary>A comprehension with a scope of its own. It can be evaluated once every captured variable is bound.</summary>
internal sealed record ClosureTerm(ClosureKind Kind, Term? Key, Term Item, IReadOnlyList<Goal> Body, IReadOnlySet<Variable> Captured, SourcePosition Position) : Term(Position);

/// <summary>A template string: texts, and a closure for each expression.</summary>
internal sealed record ResolvedTemplate(IReadOnlyList<(string? Text, ClosureTerm? Expression)> Parts, SourcePosition Position) : Term(Position)
{
    /// <summary>The arguments of a print call, which are treated the same way.</summary>
    public bool IsPrint { get; init; }
}
