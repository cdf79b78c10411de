using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>A rule whose names all have their meaning, before it is put in order: what the compiler goes on with, and what lints read.</summary>
internal sealed record ResolvedRule(IReadOnlyList<Term> Arguments, IReadOnlyList<ResolvedBranch> Branches, Resolver Resolver);

/// <summary>The rule itself or one of its else branches: its statements, and the keys and the value (last) of its head.</summary>
internal sealed record ResolvedBranch(List<Goal> Goals, IReadOnlyList<Term> Head, SourcePosition Position);
