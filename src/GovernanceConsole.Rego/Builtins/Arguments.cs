using System.Numerics;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Reads arguments whose types are checked as what the builtin needs; positions count from 1, as in messages.</summary>
internal static class Arguments
{
    public static string Text(this ReadOnlySpan<Value> arguments, int position) => ((StringValue)arguments[position - 1]).Text;

    public static NumberValue Number(this ReadOnlySpan<Value> arguments, int position) => (NumberValue)arguments[position - 1];

    public static ArrayValue Array(this ReadOnlySpan<Value> arguments, int position) => (ArrayValue)arguments[position - 1];

    public static ObjectValue Object(this ReadOnlySpan<Value> arguments, int position) => (ObjectValue)arguments[position - 1];

    public static SetValue Set(this ReadOnlySpan<Value> arguments, int position) => (SetValue)arguments[position - 1];

    /// <summary>A number written as an integer; indexes beyond 32 bits are cut, which no collection reaches.</summary>
    public static int Index(this ReadOnlySpan<Value> arguments, int position)
    {
        if (!arguments.Number(position).TryGetPlainInt64(out var number)) throw NoInteger(position);
        return (int)Math.Clamp(number, int.MinValue, int.MaxValue);
    }

    /// <summary>A number whose value is whole, of any size.</summary>
    public static BigInteger Integer(this ReadOnlySpan<Value> arguments, int position)
    {
        var number = arguments.Number(position);
        return number.IsInteger ? number.ToBigInteger() : throw NoInteger(position);
    }

    /// <summary>The members of an array or a set.</summary>
    public static ReadOnlySpan<Value> Members(this ReadOnlySpan<Value> arguments, int position) =>
        arguments[position - 1] is SetValue set ? set.Members : ((ArrayValue)arguments[position - 1]).Items;

    /// <summary>The texts of an array or set of strings, or the one text of a string.</summary>
    public static string[] Texts(this ReadOnlySpan<Value> arguments, int position)
    {
        if (arguments[position - 1] is StringValue single) return [single.Text];
        var members = arguments.Members(position);
        var texts = new string[members.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = members[i] is StringValue text ? text.Text : throw BuiltinException.Element(position, arguments[position - 1], members[i], "string");
        return texts;
    }

    private static BuiltinException NoInteger(int position) => BuiltinException.Operand(position, "must be integer number but got floating-point number");
}
