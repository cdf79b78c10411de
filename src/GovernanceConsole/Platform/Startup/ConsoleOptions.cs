namespace GovernanceConsole.Platform.Startup;

/// <summary>Where the console keeps its things and who it says it is. Section <c>Console</c>; every value has a safe default.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>Folder of the embedded database. Relative paths start at the working directory. With <c>--demo</c> a sub-folder of its own is used.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Folder of the private keys (log, tokens, data protection). Default: <c>keys</c> in the data folder; better on a volume of its own. With <c>--demo</c> a sub-folder of its own is used.</summary>
    public string? KeysFolder { get; set; }

    /// <summary>File every signed tree head is appended to. Default: <c>anchor.log</c> in the data folder; better on another volume. With <c>--demo</c> a file of its own beside it is used.</summary>
    public string? AnchorFile { get; set; }

    /// <summary>The issuer identifier (RFC 8414), compared byte for byte and never taken from a Host header. Default: the first listening address.</summary>
    public string? Issuer { get; set; }

    /// <summary>The WebAuthn relying party id: the registrable domain people open the console under. Default: the issuer's host.</summary>
    public string? RpId { get; set; }

    /// <summary>Origins that ceremonies may come from. Default: the issuer's origin.</summary>
    public List<string> Origins { get; set; } = [];

    /// <summary>Name of the log (C2SP origin). Default: the issuer without scheme, plus <c>/log</c>.</summary>
    public string? LogOrigin { get; set; }

    /// <summary>Folder of intent type definitions. Default: the shipped ones.</summary>
    public string? IntentTypesFolder { get; set; }

    /// <summary>Folder of the active policy bundle. Default: the shipped sample.</summary>
    public string? PolicyFolder { get; set; }
}
