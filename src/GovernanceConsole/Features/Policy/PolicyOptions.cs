using System.ComponentModel.DataAnnotations;
using GovernanceConsole.Features.Policy.Bundles;

namespace GovernanceConsole.Features.Policy;

/// <summary>Which engine is asked, where OPA listens, what evaluates beside it without deciding, and whose signatures on bundles count. Section <c>Policy</c>.</summary>
internal sealed class PolicyOptions : IValidatableObject
{
    public const string Section = "Policy";

    /// <summary>The engine in this process; the value of <see cref="Engine"/> and <see cref="Shadow"/>.</summary>
    public const string Embedded = "embedded";

    /// <summary>An OPA at <see cref="OpaUrl"/>; the value of <see cref="Engine"/> and <see cref="Shadow"/>.</summary>
    public const string Opa = "opa";

    /// <summary>Nothing evaluates beside the active policy; the value of <see cref="Shadow"/>.</summary>
    public const string NoShadow = "none";

    /// <summary><c>embedded</c> or <c>opa</c>.</summary>
    public string Engine { get; set; } = Embedded;

    /// <summary>Address OPA listens at, without <c>/v1</c>: https, or http on this machine. Needed where <see cref="Engine"/> or <see cref="Shadow"/> says <c>opa</c>.</summary>
    public string? OpaUrl { get; set; }

    /// <summary>File that holds OPA's bearer token, read for each question so that a renewed token counts at once. Null when OPA asks for none.</summary>
    public string? OpaTokenFile { get; set; }

    /// <summary>How long OPA may take over one decision, a second try included, milliseconds. The writer waits that long at most.</summary>
    public int TimeoutMilliseconds { get; set; } = 250;

    /// <summary><c>none</c>, the other engine (<c>opa</c>, <c>embedded</c>), or digest or revision of a bundle the embedded engine evaluates beside the active one.</summary>
    public string Shadow { get; set; } = NoShadow;

    /// <summary>The public keys bundles are signed with. Where there are any, a signature that a bundle carries must hold.</summary>
    public IReadOnlyList<BundleKeyOptions> BundleKeys { get; set; } = [];

    /// <summary>True to take in, and let decide, only what one of <see cref="BundleKeys"/> signed. The policy folder must be signed then, too.</summary>
    public bool RequireSignedBundles { get; set; }

    /// <summary>True to let those who made a policy version approve what it puts to people. Meant for installations too small to keep the two apart.</summary>
    public bool AuthorsMayApprove { get; set; }

    /// <summary>The least assurance of a signature by risk.</summary>
    public AssuranceOptions Assurance { get; set; } = new();

    /// <summary>All that is wrong at once: attributes would hide what depends on two options.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Engine is not (Embedded or Opa))
            yield return Wrong($"'{Engine}' is no engine. Engines are: {Embedded}, {Opa}.", nameof(Engine));
        if (string.IsNullOrWhiteSpace(Shadow) || Shadow.Length > 80)
            yield return Wrong($"It is {NoShadow}, {Opa}, {Embedded}, or digest or revision of a bundle (at most 80 characters).", nameof(Shadow));
        else if (Shadow is Embedded or Opa && Shadow == Engine)
            yield return Wrong($"'{Shadow}' decides already. Beside it another engine or another bundle can be asked.", nameof(Shadow));
        if (TimeoutMilliseconds is < 10 or > 5000)
            yield return Wrong("It must be between 10 and 5000.", nameof(TimeoutMilliseconds));
        if (OpaUrl is null && (Engine == Opa || Shadow == Opa))
            yield return Wrong($"OPA is to be asked ({(Engine == Opa ? "Policy:Engine" : "Policy:Shadow")} says so), but not where.", nameof(OpaUrl));
        if (OpaUrl is not null && !IsUsable(OpaUrl))
            yield return Wrong($"'{OpaUrl}' must be an absolute https URL without user, query and fragment (http for this machine only).", nameof(OpaUrl));
        if (OpaTokenFile is not null && !File.Exists(OpaTokenFile))
            yield return Wrong($"'{OpaTokenFile}' does not exist.", nameof(OpaTokenFile));
        foreach (var step in new[] { Assurance.Routine, Assurance.Elevated, Assurance.High, Assurance.Critical }.Where(step => !Domain.Approvals.Assurance.IsKnown(step)))
            yield return Wrong($"'{step}' is no assurance. There are: {Domain.Approvals.Assurance.Passkey}, {Domain.Approvals.Assurance.DeviceBound}, {Domain.Approvals.Assurance.TwoPeople}.", nameof(Assurance));
        if (RequireSignedBundles && BundleKeys.Count == 0)
            yield return Wrong("Signed bundles are wanted (Policy:RequireSignedBundles says so), but not whose signatures count.", nameof(BundleKeys));
        foreach (var (key, at) in BundleKeys.Select((key, at) => (key, at)))
            if (key.Fault(BundleKeys.Take(at)) is { } fault)
                yield return Wrong(fault, $"{nameof(BundleKeys)}:{at}");
    }

    private static bool IsUsable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length == 0 && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    private static ValidationResult Wrong(string message, string option) => new(message, [option]);
}
