using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>The work of a builtin on arguments whose types have been checked; null means undefined.</summary>
public delegate Value? BuiltinFunction(BuiltinContext context, ReadOnlySpan<Value> arguments);

/// <summary>The work of a builtin that gives many values, one after the other.</summary>
public delegate IEnumerable<Value> BuiltinRelation(BuiltinContext context, Value argument);

/// <summary>
/// A function that the language offers to policies: name, operand types, work. Pure but for the pinned time, and safe for hostile arguments.
/// </summary>
public sealed class Builtin
{
    private readonly BuiltinFunction? _function;
    private readonly BuiltinRelation? _relation;

    private Builtin(string name, Operand[] operands, BuiltinFunction? function, BuiltinRelation? relation)
    {
        Name = name;
        Operands = operands;
        _function = function;
        _relation = relation;
    }

    public string Name { get; }

    public IReadOnlyList<Operand> Operands { get; }

    public int Arity => Operands.Count;

    /// <summary>Whether the builtin gives many values: then <see cref="Enumerate"/> is to be used.</summary>
    public bool IsRelation => _relation is not null;

    /// <summary>Whether OPA 1.0 refuses the name in policies of Rego v1; kept for bundles that are read in the older dialect.</summary>
    public bool IsDeprecated { get; private init; }

    /// <summary>Whether the answer depends on something beside the arguments (the pinned time), so that it must not be folded at load.</summary>
    public bool DependsOnContext { get; private init; }

    internal static Builtin Of(string name, Operand[] operands, BuiltinFunction function) => new(name, operands, function, null);

    internal static Builtin Deprecated(string name, Operand[] operands, BuiltinFunction function) => new(name, operands, function, null) { IsDeprecated = true };

    internal static Builtin OfContext(string name, Operand[] operands, BuiltinFunction function) => new(name, operands, function, null) { DependsOnContext = true };

    internal static Builtin Relation(string name, Operand operand, BuiltinRelation relation) => new(name, [operand], null, relation);

    /// <summary>
    /// The value, or null when undefined; if an error is the reason, the context's Failure tells it. Throws only a <see cref="RegoException"/>
    /// when the budget runs out, and <see cref="InsufficientExecutionStackException"/> on values nested too deeply.
    /// </summary>
    public Value? Evaluate(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var operands = (Operand[])Operands;
        if (arguments.Length != operands.Length) throw new ArgumentException($"{Name} takes {operands.Length} arguments", nameof(arguments));
        for (var i = 0; i < operands.Length; i++)
            if (!operands[i].Accepts(arguments[i].Kind))
                return context.Fail(Name, RegoErrorCodes.EvaluationType, operands[i].Mismatch(i + 1, arguments[i].Kind));
        try
        {
            return _function!(context, arguments);
        }
        catch (BuiltinException error)
        {
            return context.Fail(Name, error);
        }
        catch (OverflowException overflow)
        {
            return context.Fail(Name, RegoErrorCodes.Builtin, overflow.Message);
        }
    }

    /// <summary>The values of a relation, one by one.</summary>
    public IEnumerable<Value> Enumerate(BuiltinContext context, Value argument) => _relation!(context, argument);
}
