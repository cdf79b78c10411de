using System.Numerics;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Arithmetic, rounding, ranges and bits. Integers are exact; OPA's floating point serves where a fraction takes part.</summary>
internal static class Numbers
{
    private const int MaxShift = 6_000;
    private static readonly Operand[] One = [Operand.Number];
    private static readonly Operand[] Two = [Operand.Number, Operand.Number];
    private static readonly Operand[] TwoIntegers = [Operand.Integer, Operand.Integer];
    private static readonly Operand NumberOrSet = Operand.OneOf(ValueKind.Number, ValueKind.Set);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("plus", Two, (_, arguments) => NumberArithmetic.Add(arguments.Number(1), arguments.Number(2))),
        Builtin.Of("minus", [NumberOrSet, Operand.Called("number", ValueKind.Number, ValueKind.Set)], Minus),
        Builtin.Of("mul", Two, (_, arguments) => NumberArithmetic.Multiply(arguments.Number(1), arguments.Number(2))),
        Builtin.Of("div", Two, Divide),
        Builtin.Of("rem", Two, Remainder),
        Builtin.Of("round", One, (_, arguments) => NumberArithmetic.Round(arguments.Number(1))),
        Builtin.Of("ceil", One, (_, arguments) => NumberArithmetic.Ceiling(arguments.Number(1))),
        Builtin.Of("floor", One, (_, arguments) => NumberArithmetic.Floor(arguments.Number(1))),
        Builtin.Of("abs", One, (_, arguments) => NumberArithmetic.Abs(arguments.Number(1))),
        Builtin.Of("numbers.range", TwoIntegers, (context, arguments) => Range(context, arguments.Integer(1), arguments.Integer(2), BigInteger.One)),
        Builtin.Of("numbers.range_step", [Operand.Integer, Operand.Integer, Operand.Integer], RangeStep),
        Builtin.Of("bits.and", TwoIntegers, (_, arguments) => NumberValue.Of(arguments.Integer(1) & arguments.Integer(2))),
        Builtin.Of("bits.or", TwoIntegers, (_, arguments) => NumberValue.Of(arguments.Integer(1) | arguments.Integer(2))),
        Builtin.Of("bits.xor", TwoIntegers, (_, arguments) => NumberValue.Of(arguments.Integer(1) ^ arguments.Integer(2))),
        Builtin.Of("bits.negate", [Operand.Integer], (_, arguments) => NumberValue.Of(-arguments.Integer(1) - 1)),
        Builtin.Of("bits.lsh", TwoIntegers, (_, arguments) => NumberValue.Of(arguments.Integer(1) << Shift(arguments.Integer(2)))),
        Builtin.Of("bits.rsh", TwoIntegers, (_, arguments) => NumberValue.Of(arguments.Integer(1) >> Shift(arguments.Integer(2)))),
    ];

    private static Value? Minus(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind != arguments[1].Kind)
            throw BuiltinException.Operand(2, $"must be {arguments[0].TypeName} but got {arguments[1].TypeName}");
        if (arguments[0] is not SetValue left) return NumberArithmetic.Subtract(arguments.Number(1), arguments.Number(2));
        context.Charge(left.Count);
        return left.Except(arguments.Set(2));
    }

    private static NumberValue Divide(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Number(2).IsZero) throw BuiltinException.Failure("divide by zero");
        return NumberArithmetic.Divide(arguments.Number(1), arguments.Number(2));
    }

    private static NumberValue Remainder(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (!arguments.Number(1).IsInteger || !arguments.Number(2).IsInteger) throw BuiltinException.Failure("modulo on floating-point number");
        if (arguments.Number(2).IsZero) throw BuiltinException.Failure("modulo by zero");
        return NumberArithmetic.Remainder(arguments.Number(1), arguments.Number(2));
    }

    private static ArrayValue RangeStep(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (from, to, step) = (arguments.Integer(1), arguments.Integer(2), arguments.Integer(3));
        if (step.Sign <= 0) throw BuiltinException.Failure("step must be a positive integer");
        return Range(context, from, to, step);
    }

    private static ArrayValue Range(BuiltinContext context, BigInteger from, BigInteger to, BigInteger step)
    {
        var length = (BigInteger.Abs(to - from) / step) + 1;
        context.ReserveOutput(length > int.MaxValue ? int.MaxValue : (long)length);
        context.Charge((long)length);
        var items = new Value[(int)length];
        var direction = from <= to ? step : -step;
        for (var i = 0; i < items.Length; i++) items[i] = NumberValue.Of(from + (i * direction));
        return ArrayValue.Owning(items);
    }

    private static int Shift(BigInteger bits)
    {
        if (bits.Sign < 0) throw BuiltinException.Operand(2, "must be an unsigned integer number but got a negative integer");
        return bits <= MaxShift ? (int)bits : throw new OverflowException($"a number can be shifted by at most {MaxShift} bits");
    }
}
