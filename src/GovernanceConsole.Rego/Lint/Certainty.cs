using System.Runtime.CompilerServices;
using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Lint;

/// <summary>What may be undefined. Bundle data counts as it is in the bundle; a builtin is trusted with arguments of the right type.</summary>
internal sealed class Certainty(LintedPolicy policy)
{
    private readonly Dictionary<RuleNode, Term?> _culprits = [];
    private readonly HashSet<RuleNode> _certain = [];

    /// <summary>The part of a term that may be missing where the facts hold, or null when the term surely has a value.</summary>
    public Term? Culprit(Term term, LintedRule rule, FactSet facts)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return term switch
        {
            RefTerm reference => Of(reference, rule, facts),
            ResolvedCall call => First(call.Arguments, rule, facts) ?? Of(call, rule, facts),
            ArrayTerm array => First(array.Items, rule, facts),
            SetTerm set => First(set.Items, rule, facts),
            ObjectTerm members => First(members.Entries.SelectMany(IEnumerable<Term> (entry) => [entry.Key, entry.Value]), rule, facts),
            _ => null,
        };
    }

    /// <summary>Whether a node has a value whatever the input is.</summary>
    public bool IsCertain(RuleNode node)
    {
        if (_certain.Contains(node)) return true;
        if (_culprits.ContainsKey(node)) return false;
        _culprits[node] = null;
        if (node.Default is null && node.Kind is NodeKind.Complete or NodeKind.Function && !policy.At(node).Any(IsUnconditional)) return false;
        _culprits.Remove(node);
        return _certain.Add(node);
    }

    /// <summary>What an unconditional branch of a node leans on that may be missing; null when there is no such branch.</summary>
    public Term? CulpritOfLastResort(RuleNode node) =>
        policy.At(node).SelectMany(rule => rule.Branches.Where(branch => branch.Goals.Count == 0).Select(branch => First(branch.Head, rule, FactSet.Nothing))).FirstOrDefault(culprit => culprit is not null);

    private bool IsUnconditional(LintedRule rule) =>
        rule.Parameters.All(parameter => parameter is LocalTerm)
        && rule.Branches.Any(branch => branch.Goals.All(goal => goal is TestGoal { Negated: false, Expression: ConstantTerm { Value.IsFalse: false } }) && First(branch.Head, rule, FactSet.Nothing) is null);

    private Term? First(IEnumerable<Term> terms, LintedRule rule, FactSet facts) => terms.Select(term => Culprit(term, rule, facts)).FirstOrDefault(culprit => culprit is not null);

    private Term? Of(RefTerm reference, LintedRule rule, FactSet facts)
    {
        if (First(reference.Path, rule, facts) is { } inner) return inner;
        var key = Naming.Key(reference, rule);
        if (facts.Present.Any(known => known == key || (known.StartsWith(key, StringComparison.Ordinal) && known[key.Length] is '.' or '['))) return null;
        return reference.Head switch
        {
            RootTerm { IsData: false } => policy.Options.IsGuaranteed(key) ? null : reference,
            RootTerm when policy.RuleOf(reference) is { } read => (read.IsWhole ? IsCertain(read.Node) : Behind(read) is { } named && Culprit(named, rule, facts) is null) ? null : reference,
            RootTerm => reference.Path.Count == 0 || policy.IsInData(reference) ? null : reference,
            LocalTerm local => policy.Origins.IsFromInput(local, rule) ? reference : null,
            var head => Culprit(head, rule, facts),
        };
    }

    /// <summary>What a reference by way of a mere name (<c>limits := data.limits</c>) means; null where the rule is more than a name.</summary>
    private RefTerm? Behind(RuleRead read) => policy.At(read.Node) is [{ Rule.Source.IsDefault: false, Branches: [{ Goals.Count: 0, Head: [RefTerm { Head: RootTerm } named] }] }]
        ? named with { Path = [.. named.Path, .. read.Rest] }
        : null;

    private ResolvedCall? Of(ResolvedCall call, LintedRule rule, FactSet facts) => call.Callee switch
    {
        FunctionCallee function => IsCertain(function.Node) ? null : call,
        BuiltinCallee { Builtin: var builtin } => call.Arguments.Where((argument, i) => i < builtin.Operands.Count && builtin.Operands[i].Kinds.Count < 7 && policy.Origins.IsFromInput(argument, rule) && !policy.Origins.IsTyped(argument, rule, facts)).Any() ? call : null,
        _ => null,
    };
}
