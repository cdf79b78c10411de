using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Evaluate.Expressions;
using GovernanceConsole.Rego.Evaluate.Patterns;
using GovernanceConsole.Rego.Evaluate.Steps;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>References and patterns. A path segment that is a variable without value (or a pattern with one) iterates: it becomes a scan.</summary>
internal sealed partial class BodyCompiler
{
    private Expression? TryReference(RefTerm reference)
    {
        switch (reference.Head)
        {
            case RootTerm { IsData: true }:
                return TryData(reference);
            case RootTerm:
                var constant = LeadingConstants(reference.Path);
                return TryPath(new InputExpression(constant), reference.Path, constant.Length);
            default:
                return TryTerm(reference.Head) is { } head ? TryPath(head, reference.Path, 0) : null;
        }
    }

    private static Value[] LeadingConstants(IReadOnlyList<Term> path) => [.. path.TakeWhile(segment => segment is ConstantTerm).Select(segment => ((ConstantTerm)segment).Value)];

    /// <summary>Follows the path from a value, with a scan at each segment that iterates.</summary>
    private Expression? TryPath(Expression head, IReadOnlyList<Term> path, int from)
    {
        var keys = new List<Expression>();
        for (var i = from; i < path.Count; i++)
        {
            if (!Iterates(path[i]))
            {
                if (TryTerm(path[i]) is not { } key) return null;
                keys.Add(key);
                continue;
            }
            if (_onlyBound || TryPattern(path[i]) is not { } pattern) return null;
            var member = NewSlot();
            Emit(new ScanStep(Extended(head, keys), pattern, new BindPattern(member), NewSlot(), _positions++) { Origin = _origin with { IsStatement = false } });
            head = new SlotExpression(member);
            keys.Clear();
        }
        return Extended(head, keys);
    }

    private static Expression Extended(Expression head, List<Expression> keys) => keys.Count == 0 ? head : new PathExpression(head, [.. keys]);

    private bool Iterates(Term segment) => segment switch
    {
        LocalTerm local => !_bound.Contains(local.Variable),
        ArrayTerm array => array.Items.Any(Iterates),
        ObjectTerm members => members.Entries.Any(entry => Iterates(entry.Value)),
        _ => false,
    };

    private Expression? TryData(RefTerm reference)
    {
        var node = tree.Root;
        var at = 0;
        while (at < reference.Path.Count && node.Kind == NodeKind.Branch && reference.Path[at] is ConstantTerm constant)
        {
            if (node.Child(constant.Value) is not { } child) return TryBaseData(reference);
            node = child;
            at++;
        }
        if (node.Kind != NodeKind.Branch || at == reference.Path.Count) return TryPath(new RuleExpression(node), reference.Path, at);
        return TryBelowBranch(node, reference.Path, at);
    }

    /// <summary>No rule has this constant path: what is there can only be base data.</summary>
    private Expression? TryBaseData(RefTerm reference)
    {
        var constant = LeadingConstants(reference.Path);
        return TryPath(new BaseDataExpression(constant), reference.Path, constant.Length);
    }

    /// <summary>The path goes on with a variable where packages lie: it may lead to rules or to base data.</summary>
    private Expression? TryBelowBranch(RuleNode node, IReadOnlyList<Term> path, int from)
    {
        var patterns = new List<Pattern>();
        var iterates = false;
        for (var i = from; i < path.Count; i++)
        {
            iterates |= Iterates(path[i]);
            if (TryPattern(path[i]) is not { } pattern) return null;
            patterns.Add(pattern);
        }
        if (!iterates) return new DataPathExpression(node, [.. patterns.Select(pattern => ((EqualPattern)pattern).Expected)]);
        if (_onlyBound) return null;
        var slot = NewSlot();
        Emit(new DataScanStep(node, patterns, new BindPattern(slot), _states++) { Origin = _origin with { IsStatement = false } });
        return new SlotExpression(slot);
    }

    /// <summary>What a value is matched against; variables without value are bound by it.</summary>
    private Pattern? TryPattern(Term term)
    {
        switch (term)
        {
            case LocalTerm local when !_bound.Contains(local.Variable):
                Bind(local.Variable);
                return new BindPattern(local.Variable.Slot);
            case ArrayTerm array when array.Items.Any(Iterates):
                var items = new Pattern[array.Items.Count];
                for (var i = 0; i < items.Length; i++)
                {
                    if (TryPattern(array.Items[i]) is not { } item) return null;
                    items[i] = item;
                }
                return new ArrayPattern(items);
            case ObjectTerm members when members.Entries.Any(entry => Iterates(entry.Value)):
                if (TryAll([.. members.Entries.Select(entry => entry.Key)]) is not { } keys) return null;
                var values = new Pattern[keys.Length];
                for (var i = 0; i < keys.Length; i++)
                {
                    if (TryPattern(members.Entries[i].Value) is not { } value) return null;
                    values[i] = value;
                }
                return new ObjectPattern(keys, values);
            default:
                return TryTerm(term) is { } expected ? new EqualPattern(expected) : null;
        }
    }
}
