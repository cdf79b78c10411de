using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>
/// <c>{"value": "12500.00", "currency": "EUR"}</c>: a decimal string with no decimals or exactly those of the currency (ISO 4217). Above zero unless the definition says otherwise; one of
/// <c>currencies</c> when it names any.
/// </summary>
public sealed partial class MoneyFormat(IReadOnlyList<string>? currencies = null, bool allowZero = false, bool allowNegative = false) : FieldFormat
{
    public override string Name => "money";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return reading.Refuse($"Must be an object with value and currency, not {FieldReading.Kind(value)}.");
        var before = reading.Errors.Count;
        foreach (var member in value.EnumerateObject())
        {
            if (member.Name is not ("value" or "currency"))
                reading.Member(member.Name).Refuse("An amount has no such member; it has value and currency.");
        }

        var exponent = Exponent(value, reading, out var currency);
        var minor = Minor(value, reading.Member("value"), exponent);
        return reading.Errors.Count > before ? null : new MoneyValue(new Money(minor!.Value, currency, exponent!.Value));
    }

    private int? Exponent(JsonElement value, FieldReading reading, out string currency)
    {
        currency = "";
        var at = reading.Member("currency");
        if (!value.TryGetProperty("currency", out var code))
        {
            at.Refuse("Is required: the currency's three letters, such as EUR.");
            return null;
        }

        if (code.ValueKind != JsonValueKind.String || !Currencies.TryExponent(code.GetString()!, out var exponent))
        {
            at.Refuse("Must be a currency of ISO 4217 in upper case, such as EUR.");
            return null;
        }

        currency = code.GetString()!;
        if (currencies is not null && !currencies.Contains(currency))
            at.Refuse($"Must be one of {string.Join(", ", currencies)}.");
        return exponent;
    }

    private long? Minor(JsonElement value, FieldReading at, int? exponent)
    {
        if (!value.TryGetProperty("value", out var amount))
            at.Refuse("Is required: a decimal string such as \"12500.00\".");
        else if (amount.ValueKind != JsonValueKind.String)
            at.Refuse($"Must be a decimal string such as \"12500.00\", not {FieldReading.Kind(amount)}.");
        else if (Decimal().Match(amount.GetString()!) is not { Success: true } parts)
            at.Refuse("Must be a plain decimal such as \"12500.00\": digits, a point, no sign but minus, no exponent, no grouping.");
        else if (exponent is not { } decimals)
            return null;
        else if (parts.Groups["fraction"] is { Success: true } fraction && fraction.Length != decimals)
            at.Refuse(decimals == 0 ? "This currency has no decimals." : $"This currency has {decimals} decimals; write all of them or none.");
        else if (!TryMinor(parts, decimals, out var minor))
            at.Refuse("Is larger than this console can handle.");
        else if (minor < 0 && !allowNegative)
            at.Refuse("Must not be negative.");
        else if (minor == 0 && !allowZero)
            at.Refuse("Must be above zero.");
        else
            return minor;
        return null;
    }

    private static bool TryMinor(Match parts, int decimals, out long minor)
    {
        var digits = parts.Groups["whole"].Value + parts.Groups["fraction"].Value.PadRight(decimals, '0');
        minor = 0;
        if (digits.Length > 16 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out minor) || minor > CanonicalJson.MaxInteger)
            return false;
        if (parts.Groups["minus"].Success)
            minor = -minor;
        return true;
    }

    [GeneratedRegex(@"\A(?<minus>-)?(?<whole>0|[1-9][0-9]{0,15})(\.(?<fraction>[0-9]{1,4}))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Decimal();
}

/// <summary>An amount that was read.</summary>
public sealed record MoneyValue(Money Money) : TypedValue
{
    public override Money? Amount => Money;

    public override JsonNode ToTyped() => Money.ToJson();

    public override SafeText Render(DisplayZone zone, int most) => SafeText.Ours(Money.ToString());
}
