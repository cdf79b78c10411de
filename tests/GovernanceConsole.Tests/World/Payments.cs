using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Tests.World;

/// <summary>Bodies of payments, as agents send them.</summary>
internal static class Payments
{
    public const string Nordwind = "DE89370400440532013000";
    public const string Helvetia = "CH9300762011623852957";

    /// <summary>The German account of that number, with right check digits (ISO 7064 mod 97-10).</summary>
    public static string Account(int number)
    {
        var bban = "37040044" + number.ToString("D10", CultureInfo.InvariantCulture);
        var check = 98 - (int)(BigInteger.Parse(bban + "131400", CultureInfo.InvariantCulture) % 97);
        return string.Create(CultureInfo.InvariantCulture, $"DE{check:D2}{bban}");
    }

    public static JsonObject Wire(string value = "7480.00", string iban = Nordwind, string name = "Nordwind GmbH", string currency = "EUR", string? deadline = null)
    {
        var body = new JsonObject
        {
            ["type"] = "payment.wire",
            ["tool"] = World.Bank,
            ["parameters"] = new JsonObject
            {
                ["amount"] = new JsonObject { ["value"] = value, ["currency"] = currency },
                ["beneficiary"] = new JsonObject { ["name"] = name, ["iban"] = iban },
                ["reference"] = "INV-2041",
            },
            ["changes"] = new JsonArray(new JsonObject { ["target"] = "ledger:payable/2041", ["before"] = new JsonObject { ["status"] = "open" }, ["after"] = new JsonObject { ["status"] = "paid" } }),
            ["statement"] = "Invoice 2041 is due today.",
            ["purpose"] = "accounts-payable",
            ["ticket"] = "AP-2041",
        };
        if (deadline is not null)
            body["deadline"] = deadline;
        return body;
    }
}
