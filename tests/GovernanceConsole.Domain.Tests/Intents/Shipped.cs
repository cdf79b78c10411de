using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.Tests.Intents;

/// <summary>The intent types as they ship, and one well-formed body of each to start from.</summary>
internal static class Shipped
{
    public static readonly DateTime Now = new(2026, 11, 22, 14, 0, 0, DateTimeKind.Utc);

    public static readonly IntentTypes Types = IntentTypes.Load(Files()).Value;

    public const string Payment = """
        {
          "type": "payment.wire",
          "tool": "https://bank.example/api",
          "parameters": { "amount": { "value": "12500.00", "currency": "EUR" },
                          "beneficiary": { "name": "Nordwind GmbH", "iban": "DE89370400440532013000" }, "reference": "INV-2041" },
          "changes": [ { "target": "ledger:payable/2041", "before": { "status": "open" }, "after": { "status": "paid" } } ],
          "statement": "Invoice 2041 is due today.",
          "purpose": "accounts-payable", "ticket": "AP-2041", "deadline": "2026-11-22T16:00:00Z"
        }
        """;

    public const string Invoices = """
        {
          "type": "invoice.create", "tool": "https://erp.example/invoices",
          "parameters": { "send": true, "payment_term": "P30D", "invoices": [
            { "number": "F-1", "customer": "Fjord A/S", "email": "Post@Fjord.example", "amount": { "value": "1180.50", "currency": "EUR" } },
            { "number": "F-2", "customer": "Ødegård AS", "amount": { "value": "2000", "currency": "EUR" }, "due": "2026-12-22T00:00:00Z" } ] }
        }
        """;

    public const string Deprovision = """
        {
          "type": "user.deprovision", "tool": "https://directory.example/scim",
          "parameters": { "action": "disable", "account": "j.doe", "person": "Jo Doe", "directory": "corp", "end_sessions": true, "files_to": "lead@corp.example", "keep_data": "P90D" }
        }
        """;

    public const string Permission = """
        {
          "type": "permission.change", "tool": "https://directory.example/roles",
          "parameters": { "action": "grant", "permission": "db-owner", "resource": "orders-prod", "subject": "svc-report" },
          "changes": [ { "target": "orders-prod/svc-report", "before": ["db-reader"], "after": ["db-owner", "db-reader"] } ]
        }
        """;

    public const string Migration = """
        {
          "type": "schema.migrate", "tool": "https://db.example/migrate",
          "parameters": { "database": "orders", "environment": "prod", "migration": "0042_drop_legacy", "downtime": false, "rows_affected": 1204000 },
          "changes": [ { "target": "orders.customer", "before": "CREATE TABLE customer (\n  id int,\n  fax text\n);", "after": "ALTER TABLE customer DROP COLUMN fax;" } ]
        }
        """;

    public const string Export = """
        {
          "type": "data.export", "tool": "https://warehouse.example/export",
          "parameters": { "dataset": "sales.orders_2026", "rows": 48211, "personal_data": true, "destination": "https://share.example/drop/77",
                          "recipients": [ { "name": "Ana Ruiz", "email": "ana@audit.example" }, { "name": "Mei Tan", "email": "mei@audit.example" } ] }
        }
        """;

    public static TheoryData<string, string> OnePerType => new()
    {
        { Payment, "Pays 12,500.00 EUR to Nordwind GmbH." },
        { Invoices, "Creates 2 invoices, 3,180.50 EUR in all, and sends them to the customers." },
        { Deprovision, "Disables the account j.doe of Jo Doe in corp, ends all its sessions, gives its files to lead@corp.example, keeps its data for 90 days." },
        { Permission, "Grants db-owner on orders-prod to svc-report." },
        { Migration, "Runs migration 0042_drop_legacy on orders in prod, touching about 1,204,000 rows." },
        { Export, "Sends 48,211 rows of sales.orders_2026 to 2 recipients, with personal data, by way of https://share.example/drop/77." },
    };

    public static IEnumerable<DefinitionFile> Files() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "assets", "intents"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => new DefinitionFile(Path.GetFileName(path), File.ReadAllBytes(path)));

    public static Outcome<DeclaredIntent> Declare(string body) => Types.Declare(Encoding.UTF8.GetBytes(body), Now);

    /// <summary>The body with the member at a pointer replaced by raw JSON, or removed when there is none.</summary>
    public static string With(string body, string pointer, string? json)
    {
        var root = JsonNode.Parse(body)!;
        var names = JsonPointer.Split(pointer);
        var at = names[..^1].Aggregate(root, (node, name) => node is JsonArray items ? items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!);
        var value = json is null ? null : JsonNode.Parse(json);
        if (at is JsonArray list)
            list[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else if (json is null)
            at.AsObject().Remove(names[^1]);
        else
            at[names[^1]] = value;
        return root.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
