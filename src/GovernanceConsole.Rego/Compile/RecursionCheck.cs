using GovernanceConsole.Rego.Evaluate;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Refuses rules that read themselves, directly or over others (<c>rego_recursion_error</c>). Walks with a stack of its own, so that long chains of rules are no danger.</summary>
internal static class RecursionCheck
{
    public static void Run(IReadOnlyDictionary<CompiledRule, IReadOnlySet<RuleNode>> reads)
    {
        var done = new HashSet<CompiledRule>();
        foreach (var rule in reads.Keys) Visit(rule, reads, done);
    }

    private static void Visit(CompiledRule start, IReadOnlyDictionary<CompiledRule, IReadOnlySet<RuleNode>> reads, HashSet<CompiledRule> done)
    {
        if (done.Contains(start)) return;
        var path = new List<CompiledRule>();
        var waiting = new HashSet<CompiledRule>();
        var open = new Stack<IEnumerator<CompiledRule>>();
        Open(start);
        while (open.TryPeek(out var next))
        {
            if (!next.MoveNext())
            {
                open.Pop();
                done.Add(path[^1]);
                waiting.Remove(path[^1]);
                path.RemoveAt(path.Count - 1);
            }
            else if (waiting.Contains(next.Current))
            {
                throw Found(path, next.Current);
            }
            else if (!done.Contains(next.Current))
            {
                Open(next.Current);
            }
        }

        void Open(CompiledRule rule)
        {
            path.Add(rule);
            waiting.Add(rule);
            open.Push(Readable(rule, reads).GetEnumerator());
        }
    }

    private static IEnumerable<CompiledRule> Readable(CompiledRule rule, IReadOnlyDictionary<CompiledRule, IReadOnlySet<RuleNode>> reads) =>
        reads.GetValueOrDefault(rule)?.SelectMany(node => node.Default is null ? node.Rules : node.Rules.Append(node.Default)) ?? [];

    private static RegoException Found(List<CompiledRule> path, CompiledRule again)
    {
        var names = path.Skip(path.IndexOf(again)).Select(rule => rule.Node.Name).ToList();
        var shown = names.Count <= 8 ? names : [.. names.Take(7), "…"];
        return new RegoException(RegoErrorCodes.Recursion, $"rule {again.Node.Name} is recursive: {string.Join(" -> ", shown)} -> {again.Node.Name}. Rego has no recursion; break the circle.", again.Source.Position);
    }
}
