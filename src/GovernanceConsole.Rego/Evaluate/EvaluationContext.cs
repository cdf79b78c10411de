using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>What rules see while they are evaluated: the documents, replaced functions, and the values rules already have. A <c>with</c> makes a new one.</summary>
internal sealed class EvaluationContext
{
    private readonly Value?[] _known;

    public EvaluationContext(Value? input, Value data, int nodes)
    {
        Input = input;
        Data = data;
        _known = new Value?[nodes];
    }

    public Value? Input { get; private init; }
    public Value Data { get; private init; }

    /// <summary>Functions replaced by <c>with</c>, or null when there are none.</summary>
    public IReadOnlyDictionary<Callee, FunctionReplacement>? Functions { get; private init; }

    /// <summary>Nodes whose rules are hidden by replaced data, by id.</summary>
    private bool[]? Masked { get; init; }

    public bool IsMasked(RuleNode node) => Masked is not null && Masked[node.Id];

    public Value? Known(RuleNode node) => _known[node.Id];

    public void Remember(RuleNode node, Value value) => _known[node.Id] = value;

    /// <summary>Base data at a path, null where there is none.</summary>
    public Value? BaseAt(IReadOnlyList<Value> path)
    {
        Value? value = Data;
        for (var i = 0; i < path.Count && value is not null; i++) value = FindBase(value, path[i]);
        return value;
    }

    /// <summary>A member of base data. A number finds the object key of the same text, because OPA's store addresses documents by text.</summary>
    public static Value? FindBase(Value value, Value key) =>
        value.Find(key) ?? (key is NumberValue && value is ObjectValue ? value.Find(StringValue.Of(key.ToString())) : null);

    public EvaluationContext WithInput(IReadOnlyList<Value> path, Value value) =>
        new(Replaced(Input, path, 0, value), Data, _known.Length) { Functions = Functions, Masked = Masked };

    public EvaluationContext WithData(IReadOnlyList<Value> path, Value value, RuleNode? hidden)
    {
        var masked = Masked;
        if (hidden is not null)
        {
            masked = masked is null ? new bool[_known.Length] : [.. masked];
            foreach (var node in hidden.SelfAndBelow()) masked[node.Id] = true;
        }
        return new(Input, Replaced(Data, path, 0, value), _known.Length) { Functions = Functions, Masked = masked };
    }

    public EvaluationContext WithFunction(Callee target, FunctionReplacement replacement) =>
        new(Input, Data, _known.Length) { Functions = new Dictionary<Callee, FunctionReplacement>(Functions ?? new Dictionary<Callee, FunctionReplacement>()) { [target] = replacement }, Masked = Masked };

    /// <summary>The same documents with the functions as written: a replacement is not itself replaced.</summary>
    public EvaluationContext WithOriginalFunctions() => new(Input, Data, _known.Length) { Masked = Masked };

    private static Value Replaced(Value? document, IReadOnlyList<Value> path, int at, Value value)
    {
        if (at == path.Count) return value;
        var members = document is ObjectValue start ? new ObjectBuilder(start) : new ObjectBuilder();
        members.Set(path[at], Replaced(members.Find(path[at]), path, at + 1, value));
        return members.Build();
    }
}

/// <summary>What stands in for a function: another function, or a value (null when it is undefined).</summary>
internal sealed record FunctionReplacement(Callee? Callee, Value? Value);
