using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Refuses calls of builtins whose written arguments can never fit, such as <c>1 + "a"</c>. Whatever is known only at evaluation passes.</summary>
internal static class TypeCheck
{
    public static void Arguments(Callee callee, IReadOnlyList<Term> arguments, SourcePosition position)
    {
        if (callee is not BuiltinCallee { Builtin: var builtin }) return;
        for (var i = 0; i < builtin.Operands.Count && i < arguments.Count; i++)
            if (KindOf(arguments[i]) is { } kind && !builtin.Operands[i].Accepts(kind))
                throw new RegoException(RegoErrorCodes.Type, $"{builtin.Name}: invalid argument(s): {builtin.Operands[i].Mismatch(i + 1, kind)}.", position);
    }

    /// <summary>The kind of value a term always has, or null when it depends on the evaluation.</summary>
    public static ValueKind? KindOf(Term term) => term switch
    {
        ConstantTerm constant => constant.Value.Kind,
        ArrayTerm or ClosureTerm { Kind: ClosureKind.Array } => ValueKind.Array,
        SetTerm or ClosureTerm { Kind: ClosureKind.Set } => ValueKind.Set,
        ObjectTerm or ClosureTerm { Kind: ClosureKind.Object } => ValueKind.Object,
        ResolvedTemplate { IsPrint: false } => ValueKind.String,
        _ => null,
    };
}
