using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Asking for types and casting. A type question answers false, never undefined, for a value of another type.</summary>
internal static class Types
{
    private static readonly Operand[] One = [Operand.Any];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Is("is_null", ValueKind.Null),
        Is("is_boolean", ValueKind.Boolean),
        Is("is_number", ValueKind.Number),
        Is("is_string", ValueKind.String),
        Is("is_array", ValueKind.Array),
        Is("is_object", ValueKind.Object),
        Is("is_set", ValueKind.Set),
        Builtin.Of("type_name", One, (_, arguments) => StringValue.Of(arguments[0].TypeName)),
        Builtin.Of("to_number", [Operand.OneOf(ValueKind.Null, ValueKind.Boolean, ValueKind.Number, ValueKind.String)], ToNumber),
        Builtin.Deprecated("cast_array", [Operand.ArrayOrSet], (_, arguments) => arguments[0] as ArrayValue ?? ArrayValue.Of(arguments.Members(1))),
        Builtin.Deprecated("cast_set", [Operand.ArrayOrSet], (_, arguments) => arguments[0] as SetValue ?? SetValue.Of(arguments.Members(1))),
        Cast("cast_string", Operand.String),
        Cast("cast_boolean", Operand.Boolean),
        Cast("cast_null", Operand.OneOf(ValueKind.Null)),
        Cast("cast_object", Operand.Object),
    ];

    private static Builtin Is(string name, ValueKind kind) =>
        Builtin.Of(name, One, (_, arguments) => BooleanValue.Of(arguments[0].Kind == kind));

    private static Builtin Cast(string name, Operand operand) => Builtin.Deprecated(name, [operand], (_, arguments) => arguments[0]);

    private static NumberValue ToNumber(BuiltinContext context, ReadOnlySpan<Value> arguments) => arguments[0] switch
    {
        NumberValue number => number,
        BooleanValue boolean => NumberValue.Of(boolean.IsTrue ? 1 : 0),
        StringValue text => Parse(context, text.Text),
        _ => NumberValue.Of(0),
    };

    private static NumberValue Parse(BuiltinContext context, string text)
    {
        context.ChargeText(text.Length);
        if (text.TrimStart('+', '-').ToLowerInvariant() is "inf" or "infinity" or "nan") throw BuiltinException.Operand(1, "must be valid number string but got string");
        if (!NumberValue.TryParse(text, out var number)) throw BuiltinException.Failure($"strconv.ParseFloat: parsing {StringValue.Of(text)}: invalid syntax");
        if (double.IsInfinity(number.ToDouble())) throw BuiltinException.Failure($"strconv.ParseFloat: parsing {StringValue.Of(text)}: value out of range");
        return number;
    }
}
