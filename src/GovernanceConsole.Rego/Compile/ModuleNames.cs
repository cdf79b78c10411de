using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Compile;

/// <summary>What names mean in one file beyond local variables: its imports, the rules of its package (in whichever file), <c>input</c> and <c>data</c>.</summary>
internal sealed class ModuleNames
{
    private readonly Dictionary<string, Import> _imports = [];
    private readonly IReadOnlySet<string> _rules;
    private readonly Value[] _package;

    public ModuleNames(Module module, IReadOnlySet<string> rulesOfPackage)
    {
        _rules = rulesOfPackage;
        _package = [.. module.Package.Select(Value (name) => StringValue.Of(name))];
        foreach (var import in module.Imports)
            if (!_imports.TryAdd(import.Alias, import))
                throw new RegoException(RegoErrorCodes.Compile, $"import must not shadow import {string.Join('.', _imports[import.Alias].Path)}: give one of them another name with 'as'.", import.Position);
    }

    private ModuleNames()
    {
        _rules = new HashSet<string>();
        _package = [];
    }

    /// <summary>A query belongs to no package.</summary>
    public static ModuleNames OfQuery { get; } = new();

    /// <summary>The document a name stands for, or null when it is no global name.</summary>
    public (bool IsData, IReadOnlyList<Value> Path)? Global(string name)
    {
        if (_imports.TryGetValue(name, out var import)) return (import.Path[0] == "data", [.. import.Path.Skip(1).Select(Value (part) => StringValue.Of(part))]);
        if (_rules.Contains(name)) return (true, [.. _package, StringValue.Of(name)]);
        return name switch
        {
            "data" => (true, []),
            "input" => (false, []),
            _ => null,
        };
    }
}
