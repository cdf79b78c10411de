using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Reachability in graphs given as an object from a node to its neighbours.</summary>
internal static class Graphs
{
    private static readonly Operand[] GraphAndNodes = [Operand.Object, Operand.ArrayOrSet];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("graph.reachable", GraphAndNodes, Reachable),
        Builtin.Of("graph.reachable_paths", GraphAndNodes, ReachablePaths),
    ];

    private static SetValue Reachable(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var graph = arguments.Object(1);
        var reached = new SetBuilder();
        var open = new Stack<Value>(arguments.Members(2).ToArray());
        while (open.TryPop(out var node))
        {
            context.Charge(1);
            if (graph.Find(node) is not { } neighbours || !reached.Add(node)) continue;
            foreach (var neighbour in Neighbours(neighbours)) open.Push(neighbour);
        }

        return reached.Build();
    }

    private static SetValue ReachablePaths(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var paths = new SetBuilder();
        foreach (var node in arguments.Members(2)) Extend(context, arguments.Object(1), node, paths);
        return paths.Build();
    }

    /// <summary>
    /// Follows every path from a node until it ends, leaves the graph or closes a circle. Their number can grow exponentially, so each step is
    /// charged by the length of its path; an explicit stack keeps long paths off the call stack. As in OPA, a start that is its own neighbour is
    /// followed once.
    /// </summary>
    private static void Extend(BuiltinContext context, ObjectValue graph, Value start, SetBuilder paths)
    {
        if (graph.Find(start) is null) return;
        var open = new Stack<Value[]>();
        open.Push([start]);
        while (open.TryPop(out var path))
        {
            context.Charge(1 + path.Length);
            var neighbours = Neighbours(graph.Find(path[^1])!);
            if (neighbours.IsEmpty) paths.Add(ArrayValue.Of(path));
            foreach (var neighbour in neighbours)
            {
                if (graph.Find(neighbour) is null || (path.Length > 1 && path.Contains(neighbour))) paths.Add(ArrayValue.Of(path));
                else open.Push([.. path, neighbour]);
            }
        }
    }

    private static ReadOnlySpan<Value> Neighbours(Value neighbours) => neighbours switch
    {
        SetValue set => set.Members,
        ArrayValue array => array.Items,
        _ => [],
    };
}
