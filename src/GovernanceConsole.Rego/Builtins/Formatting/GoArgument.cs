using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>
/// A value as OPA hands it to Go's fmt: an int, a *big.Int, a float64 or a string (a value that is neither number nor string goes as the text of
/// its term).
/// </summary>
internal abstract class GoArgument
{
    /// <summary>Go's name of the type, told by %T and in complaints.</summary>
    public abstract string TypeName { get; }

    public static GoArgument Of(Value value)
    {
        if (value is not NumberValue number) return new GoText(value is StringValue text ? text.Text : value.ToString());
        if (number.TryGetPlainInt64(out var small)) return new GoInteger(small, isBig: false);
        var digits = number.Text.AsSpan().TrimStart("+-");
        return digits.ContainsAnyExceptInRange('0', '9') ? new GoReal(number.ToDouble()) : new GoInteger(number.ToBigInteger(), isBig: true);
    }

    /// <summary>The text under a verb, padded; null when the type does not know the verb.</summary>
    public abstract string? Format(char verb, GoFlags flags);

    /// <summary>Go's complaint about a verb the type does not know.</summary>
    public virtual string Complain(char verb, GoFlags flags) => $"%!{verb}({TypeName}={Format('v', flags)})";
}
