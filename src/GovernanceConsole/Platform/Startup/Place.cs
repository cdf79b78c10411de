namespace GovernanceConsole.Platform.Startup;

/// <summary>The resolved answers to who and where: options with their defaults filled in, checked once at start. Immutable for the life of the process.</summary>
internal sealed record Place(
    bool Demo,
    string DataFolder,
    string KeysFolder,
    string AnchorFile,
    string Issuer,
    string RpId,
    IReadOnlyList<string> Origins,
    string LogOrigin,
    string IntentTypesFolder,
    string PolicyFolder,
    string AssetsFolder)
{
    public string PermissionCatalogue => Path.Combine(AssetsFolder, "permissions.json");

    public string DatabaseFile => Path.Combine(DataFolder, "governance.db");

    /// <summary>Fills the defaults from the first listening address. Throws with everything that is wrong, at once.</summary>
    public static Place Resolve(ConsoleOptions options, bool demo, string firstUrl, string assetsFolder, List<string> wrong)
    {
        var data = Path.GetFullPath(Own(options.DataFolder, demo));
        var issuer = options.Issuer ?? (demo ? firstUrl + "/demo" : firstUrl);
        if (demo && options.Issuer is not null)
            issuer = options.Issuer.TrimEnd('/') + "/demo";
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Query.Length + uri.Fragment.Length > 0 || uri.Scheme is not ("https" or "http"))
            wrong.Add($"Console:Issuer '{issuer}' must be an absolute https URL without query and fragment (http for localhost only).");
        else if (uri.Scheme == "http" && !uri.IsLoopback)
            wrong.Add($"Console:Issuer '{issuer}' uses http for a host that is not this machine. Passkeys and tokens need https there.");
        var origin = uri?.GetLeftPart(UriPartial.Authority) ?? "";
        var origins = options.Origins.Count > 0 ? options.Origins : [origin];
        var rpId = options.RpId ?? uri?.Host ?? "";
        foreach (var o in origins)
        {
            if (!Uri.TryCreate(o, UriKind.Absolute, out var parsed) || parsed.GetLeftPart(UriPartial.Authority) != o)
                wrong.Add($"Console:Origins holds '{o}', which is no origin (scheme://host[:port], no slash at the end).");
            else if (parsed.Host != rpId && !parsed.Host.EndsWith("." + rpId, StringComparison.Ordinal))
                wrong.Add($"Console:Origins holds '{o}', whose host is not inside the relying party id '{rpId}'.");
        }
        var intents = Path.GetFullPath(options.IntentTypesFolder ?? Path.Combine(assetsFolder, "intents"));
        var policy = Path.GetFullPath(options.PolicyFolder ?? Path.Combine(assetsFolder, "policies", "sample"));
        if (!Directory.Exists(intents))
            wrong.Add($"Console:IntentTypesFolder '{intents}' does not exist.");
        if (!Directory.Exists(policy))
            wrong.Add($"Console:PolicyFolder '{policy}' does not exist.");
        var logOrigin = options.LogOrigin is { } named ? (demo ? named + "-demo" : named) : issuer[(issuer.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..] + "/log";
        if (logOrigin.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+'))
            wrong.Add($"Console:LogOrigin '{logOrigin}' must not hold spaces or a plus.");
        if (wrong.Count > 0)
            throw new StartRefused(wrong);
        return new Place(demo, data, Path.GetFullPath(options.KeysFolder is { } keys ? Own(keys, demo) : Path.Combine(data, "keys")),
            Path.GetFullPath(options.AnchorFile is { } anchor ? (demo ? anchor + ".demo" : anchor) : Path.Combine(data, "anchor.log")), issuer, rpId, origins, logOrigin, intents, policy, assetsFolder);
    }

    /// <summary>A demo shares nothing with the real console that is configured the same: neither keys nor anchor.</summary>
    private static string Own(string folder, bool demo) => demo ? Path.Combine(folder, "demo") : folder;
}

/// <summary>The console does not start, and says all that is wrong at once. Printed to the terminal, exit code 78 (EX_CONFIG).</summary>
internal sealed class StartRefused(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public const int ExitCode = 78;

    public IReadOnlyList<string> Reasons => reasons;

    /// <summary>Does all of it and throws what every part had to say.</summary>
    public static void Gather(params Action[] parts)
    {
        var wrong = new List<string>();
        foreach (var part in parts)
        {
            try
            {
                part();
            }
            catch (StartRefused refused)
            {
                wrong.AddRange(refused.Reasons);
            }
        }

        if (wrong.Count > 0)
            throw new StartRefused(wrong);
    }
}
