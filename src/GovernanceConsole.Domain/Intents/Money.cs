using System.Globalization;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// An amount as an integer of the currency's smallest unit, so that nothing rounds. Amounts of different currencies are never added or compared. Written with the code beside the number
/// and thousands grouped: <c>12,500.00 EUR</c>.
/// </summary>
public readonly record struct Money(long Minor, string Currency, int Exponent)
{
    public override string ToString() => string.Concat((Minor / Power()).ToString(Pattern(), CultureInfo.InvariantCulture), " ", Currency);

    public JsonObject ToJson() => new() { ["currency"] = Currency, ["exponent"] = Exponent, ["minor"] = Minor };

    private decimal Power() => Exponent switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => throw new InvalidOperationException($"No currency has {Exponent} decimals.") };

    private string Pattern() => Exponent switch { 0 => "N0", 2 => "N2", _ => "N3" };
}
