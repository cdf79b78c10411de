using System.Collections.Frozen;

namespace GovernanceConsole.Domain.Intents;

/// <summary>ISO 4217: the currencies people are paid in and their number of decimals. Funds, metals and test codes are not money here; an unknown code has no exponent.</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> Exponents = Read(
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
        (2, """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
            GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
            PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """),
        (3, "BHD IQD JOD KWD LYD OMR TND"));

    public static bool TryExponent(string code, out int exponent) => Exponents.TryGetValue(code, out exponent);

    private static FrozenDictionary<string, int> Read(params (int Exponent, string Codes)[] lists) =>
        lists.SelectMany(list => list.Codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(code => KeyValuePair.Create(code, list.Exponent))).ToFrozenDictionary(StringComparer.Ordinal);
}
