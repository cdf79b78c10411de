using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;

namespace GovernanceConsole.Rego.Compile;

/// <summary>Compiles all files of a policy together. Reports the mistakes of all rules at once.</summary>
internal static class PolicyCompiler
{
    /// <summary>More mistakes than these are not read by anyone.</summary>
    private const int MostErrors = 20;

    public static (RuleTree Tree, IReadOnlyList<CompiledRule> Rules) Compile(IReadOnlyList<Module> modules)
    {
        var tree = new RuleTree();
        var errors = new List<RegoException>();
        var rules = new List<(CompiledRule Rule, Module Module)>();
        foreach (var module in modules)
        {
            tree.AddPackage(module);
            foreach (var rule in module.Rules) Attempt(errors, () => rules.Add((tree.AddRule(module, rule), module)));
        }
        Attempt(errors, tree.Settle);
        Refuse(errors);

        var names = Names(modules, errors);
        Refuse(errors);

        var reads = new Dictionary<CompiledRule, IReadOnlySet<Reading>>();
        foreach (var (rule, module) in rules) Attempt(errors, () => reads.Add(rule, RuleCompiler.Compile(rule, tree, names[module])));
        Refuse(errors);
        RecursionCheck.Run(reads);
        foreach (var node in tree.Root.SelfAndBelow()) node.Seal();
        return (tree, [.. rules.Select(rule => rule.Rule)]);
    }

    /// <summary>What names mean in each file of a policy that compiles.</summary>
    public static IReadOnlyDictionary<Module, ModuleNames> Names(IReadOnlyList<Module> modules) => Names(modules, []);

    private static Dictionary<Module, ModuleNames> Names(IReadOnlyList<Module> modules, List<RegoException> errors)
    {
        var names = new Dictionary<Module, ModuleNames>(ReferenceEqualityComparer.Instance);
        var perPackage = modules.GroupBy(module => module.PackagePath).ToDictionary(group => group.Key, group => group.SelectMany(module => module.Rules).Select(rule => rule.Name).ToHashSet());
        foreach (var module in modules) Attempt(errors, () => names.Add(module, new ModuleNames(module, perPackage[module.PackagePath])));
        return names;
    }

    private static void Attempt(List<RegoException> errors, Action action)
    {
        if (errors.Count >= MostErrors) return;
        try
        {
            action();
        }
        catch (RegoException error)
        {
            errors.Add(error);
        }
    }

    private static void Refuse(List<RegoException> errors)
    {
        if (errors.Count == 1) throw errors[0];
        if (errors.Count > 1) throw new RegoException(errors);
    }
}
