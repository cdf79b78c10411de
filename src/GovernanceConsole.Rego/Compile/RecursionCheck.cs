using GovernanceConsole.Rego.Evaluate;

namespace GovernanceConsole.Rego.Compile;

/// <summary>What a rule depends on: the rules at a node, or also all below it.</summary>
internal readonly record struct Reading(RuleNode Node, bool WithBelow);

/// <summary>
/// Refuses rules that read themselves, directly or over others (<c>rego_recursion_error</c>). The graph has rules and readings as its points, so that its size is that of the policy even where
/// many rules read many; it is walked with a stack of its own, so that long chains of rules are no danger.
/// </summary>
internal sealed class RecursionCheck
{
    private readonly IReadOnlyDictionary<CompiledRule, IReadOnlySet<Reading>> _reads;
    private readonly HashSet<Point> _done = [];
    private readonly List<Point> _path = [];
    private readonly HashSet<Point> _waiting = [];
    private readonly Stack<IEnumerator<Point>> _open = new();

    private RecursionCheck(IReadOnlyDictionary<CompiledRule, IReadOnlySet<Reading>> reads) => _reads = reads;

    /// <summary>Either a rule or a reading.</summary>
    private readonly record struct Point(CompiledRule? Rule, Reading Reading);

    public static void Run(IReadOnlyDictionary<CompiledRule, IReadOnlySet<Reading>> reads)
    {
        var check = new RecursionCheck(reads);
        foreach (var rule in reads.Keys) check.Visit(new Point(rule, default));
    }

    private void Visit(Point start)
    {
        if (!_done.Contains(start)) Open(start);
        while (_open.TryPeek(out var next))
        {
            if (!next.MoveNext()) Close();
            else if (_waiting.Contains(next.Current)) throw Found(next.Current);
            else if (!_done.Contains(next.Current)) Open(next.Current);
        }
    }

    private void Open(Point point)
    {
        _path.Add(point);
        _waiting.Add(point);
        _open.Push(Next(point).GetEnumerator());
    }

    private void Close()
    {
        _open.Pop();
        _done.Add(_path[^1]);
        _waiting.Remove(_path[^1]);
        _path.RemoveAt(_path.Count - 1);
    }

    private IEnumerable<Point> Next(Point point)
    {
        if (point.Rule is { } rule) return _reads.TryGetValue(rule, out var readings) ? readings.Select(reading => new Point(null, reading)) : [];
        var (node, withBelow) = point.Reading;
        IEnumerable<CompiledRule> rules = node.Default is null ? node.Rules : node.Rules.Append(node.Default);
        var here = rules.Select(one => new Point(one, default));
        return withBelow ? here.Concat(node.Children.Values.Select(child => new Point(null, new Reading(child, WithBelow: true)))) : here;
    }

    private RegoException Found(Point again)
    {
        var circle = _path.Skip(_path.IndexOf(again)).Where(point => point.Rule is not null).Select(point => point.Rule!).ToList();
        var first = circle[0];
        var shown = circle.Count <= 8 ? circle.Select(rule => rule.Node.Name) : circle.Take(7).Select(rule => rule.Node.Name).Append("…");
        return new RegoException(RegoErrorCodes.Recursion, $"rule {first.Node.Name} is recursive: {string.Join(" -> ", shown)} -> {first.Node.Name}. Rego has no recursion; break the circle.", first.Source.Position);
    }
}
