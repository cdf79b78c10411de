using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Tests.Policies;

/// <summary>The shipped sample policy, compiled once from the files beside the tests.</summary>
internal static class SampleBundle
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "assets", "policies", "sample");

    public static ObjectValue Data { get; } = (ObjectValue)JsonReader.Read(File.ReadAllText(Path.Combine(Folder, "data.json")));

    public static ObjectValue Manifest { get; } = (ObjectValue)JsonReader.Read(File.ReadAllText(Path.Combine(Folder, ".manifest")));

    public static RegoPolicy Policy { get; } = RegoPolicy.Compile(
        Directory.EnumerateFiles(Folder, "*.rego").Order(StringComparer.Ordinal).Select(path => RegoModule.Parse(Path.GetFileName(path), File.ReadAllText(path))), Data);

    /// <summary>The files of one intent type each: package <c>intents.rules["payment.wire"]</c> and the like.</summary>
    public static IEnumerable<Module> TypeModules => Policy.Modules.Select(module => module.Syntax).Where(module => module.Package is ["intents", "rules", _]);

    /// <summary>The rules of an intent type that decide, as opposed to the names they are made of.</summary>
    public static IEnumerable<Rule> DecidingRules(Module module) => module.Rules.Where(rule => rule.Name is "allow" or "deny" or "escalate");
}
