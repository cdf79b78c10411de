using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate.Expressions;

/// <summary>The value of the rules at a node of the tree, or of everything below it.</summary>
internal sealed class RuleExpression(RuleNode node) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame) => evaluation.ValueOf(node);
}

/// <summary>Base data at a constant path where no rule can be.</summary>
internal sealed class BaseDataExpression(Value[] path) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame) => evaluation.Context.BaseAt(path);
}

/// <summary>A path below a branch of the tree whose keys are known only now: it may lead to rules or to base data.</summary>
internal sealed class DataPathExpression(RuleNode start, Expression[] keys) : Expression
{
    public override Value? Evaluate(Evaluation evaluation, Frame frame)
    {
        var place = DataPlace.At(start, evaluation);
        foreach (var expression in keys)
        {
            if (expression.Evaluate(evaluation, frame) is not { } key) return null;
            place = place.Under(key, evaluation);
        }
        return place.Value(evaluation);
    }
}

/// <summary>Where a walk through <c>data</c> stands: at a node of the tree with the base data of the same place, or in a value.</summary>
internal readonly record struct DataPlace(RuleNode? Node, Value? Found)
{
    public static DataPlace At(RuleNode node, Evaluation evaluation) => Settle(node, evaluation.Context.BaseAt(node.Path), evaluation);

    public DataPlace Under(Value key, Evaluation evaluation) =>
        Node is null
            ? new DataPlace(null, Found is null ? null : EvaluationContext.FindBase(Found, key))
            : Settle(Node.Child(key), Found is null ? null : EvaluationContext.FindBase(Found, key), evaluation);

    public Value? Value(Evaluation evaluation) => Node is null ? Found : evaluation.ValueOf(Node);

    /// <summary>The keys that may be found here, sorted.</summary>
    public SetValue Keys()
    {
        var keys = new SetBuilder();
        if (Node is not null)
            foreach (var key in Node.Children.Keys) keys.Add(key);
        for (var i = 0; i < (Found?.Count ?? 0); i++) keys.Add(Found!.KeyAt(i));
        return keys.Build();
    }

    private static DataPlace Settle(RuleNode? node, Value? found, Evaluation evaluation)
    {
        if (node is null || evaluation.Context.IsMasked(node)) return new DataPlace(null, found);
        return node.Kind == NodeKind.Branch ? new DataPlace(node, found) : new DataPlace(null, evaluation.ValueOf(node));
    }
}
