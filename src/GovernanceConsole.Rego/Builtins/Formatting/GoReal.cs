namespace GovernanceConsole.Rego.Builtins.Formatting;

/// <summary>A float64 under the verbs v, g, G, e, E, f and F.</summary>
internal sealed class GoReal(double number) : GoArgument
{
    public override string TypeName => "float64";

    public override string? Format(char verb, GoFlags flags)
    {
        if (verb is not ('v' or 'g' or 'G' or 'e' or 'E' or 'f' or 'F')) return null;
        var digits = GoFloat.Format(number, verb == 'v' ? 'g' : verb, flags.Precision);
        var sign = double.IsNegative(number) ? "-" : flags.Plus ? "+" : flags.Space ? " " : "";
        if (sign.Length > 0 && flags.ZeroPadded) return sign + digits.PadLeft(flags.Width!.Value - 1, '0');
        return flags.Pad(sign + digits, zeros: true);
    }
}
