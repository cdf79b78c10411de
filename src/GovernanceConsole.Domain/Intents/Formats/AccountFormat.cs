using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Intents.Formats;

/// <summary>
/// An IBAN (ISO 13616) in electronic form: the country's length, upper case, no blanks, check digits right by mod 97 (ISO 7064). Shown in groups of four. A country without IBAN is
/// refused, because nothing could be checked.
/// </summary>
public sealed class AccountFormat : FieldFormat
{
    private static readonly FrozenDictionary<string, int> Lengths =
        """
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28
        IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
        SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public override string Name => "account";

    public override TypedValue? Read(JsonElement value, FieldReading reading)
    {
        if (reading.Text(value, 64) is not { } iban)
            return null;
        if (iban.AsSpan().ContainsAnyExcept(Alphabet))
            return reading.Refuse("Must be an IBAN in upper case without blanks.");
        if (iban.Length < 5 || !Lengths.TryGetValue(iban[..2], out var length))
            return reading.Refuse("Must be an IBAN; its first two letters name no country that has one.");
        if (iban.Length != length)
            return reading.Refuse($"An IBAN of {iban[..2]} has {length} characters; this has {iban.Length}.");
        return Remainder(iban) == 1 ? new AccountValue(iban) : reading.Refuse("The check digits of this IBAN do not fit; a character is wrong.");
    }

    private static readonly System.Buffers.SearchValues<char> Alphabet = System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>ISO 7064 mod 97-10 over the IBAN with its first four characters moved to the end, letters as 10…35.</summary>
    private static int Remainder(string iban)
    {
        var remainder = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var at = iban[(i + 4) % iban.Length];
            remainder = char.IsAsciiDigit(at) ? ((remainder * 10) + at - '0') % 97 : ((remainder * 100) + at - 'A' + 10) % 97;
        }

        return remainder;
    }
}

/// <summary>An account that was read.</summary>
public sealed record AccountValue(string Iban) : TypedValue
{
    public override IEnumerable<string> Recipients => ["iban:" + Iban];

    public override JsonNode ToTyped() => Iban;

    public override SafeText Render(DisplayZone zone, int most) => SafeText.Ours(string.Join(' ', Iban.Chunk(4).Select(group => new string(group))));
}
