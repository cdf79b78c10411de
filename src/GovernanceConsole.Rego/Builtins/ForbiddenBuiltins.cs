namespace GovernanceConsole.Rego.Builtins;

/// <summary>OPA's builtins outside the profile, with the reason: a policy that names one is not loaded.</summary>
internal static class ForbiddenBuiltins
{
    private const string Network = "a decision must not reach into the network: the console looks facts up and hands them over as input.facts";
    private const string Chance = "a decision must come out the same each time it is replayed: randomness has no place in it";
    private const string Host = "a decision must not depend on the process that makes it: what it needs comes in as input or data";
    private const string Tokens = "tokens are verified by the console before a policy sees their claims";
    private const string Certificates = "certificates and keys are verified by the console before a policy sees their contents";
    private const string Signing = "a policy signs nothing: signing requests is the work of the enforcement point";
    private const string Graphql = "GraphQL documents are not part of an intent";
    private const string Schemas = "the console checks inputs against their schemas before a policy sees them";
    private const string Parsing = "a policy is checked when it is loaded; it does not load others";

    private static readonly (string Prefix, string Reason)[] Reasons =
    [
        ("http.", Network),
        ("net.lookup_ip_addr", Network),
        ("rand.", Chance),
        ("uuid.rfc4122", Chance),
        ("opa.runtime", Host),
        ("io.jwt.", Tokens),
        ("crypto.x509.", Certificates),
        ("crypto.parse_private_keys", Certificates),
        ("providers.aws.", Signing),
        ("graphql.", Graphql),
        ("json.match_schema", Schemas),
        ("json.verify_schema", Schemas),
        ("rego.", Parsing),
    ];

    public static string? Reason(string name)
    {
        foreach (var (prefix, reason) in Reasons)
            if (prefix.EndsWith('.') ? name.StartsWith(prefix, StringComparison.Ordinal) : name == prefix) return reason;
        return null;
    }
}
