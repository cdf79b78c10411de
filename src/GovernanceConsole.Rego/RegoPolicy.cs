using GovernanceConsole.Rego.Compile;
using GovernanceConsole.Rego.Evaluate;
using GovernanceConsole.Rego.Syntax;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego;

/// <summary>
/// A compiled policy: any number of files and their base data, checked together. Immutable and safe to use from many threads; compile once, evaluate often.
/// <code>
/// var policy = RegoPolicy.Compile([RegoModule.Parse("intents.rego", text)], data);
/// var decision = policy.Prepare("data.intents.decision");
/// var result = decision.Evaluate(new RegoInput(input, now));
/// </code>
/// </summary>
public sealed class RegoPolicy
{
    private RegoPolicy(IReadOnlyList<RegoModule> modules, RuleTree tree, IReadOnlyList<CompiledRule> rules, Value data)
    {
        Modules = modules;
        Tree = tree;
        Rules = rules;
        Data = data;
    }

    public IReadOnlyList<RegoModule> Modules { get; }

    /// <summary>The base data below <c>data</c>.</summary>
    public Value Data { get; }

    internal RuleTree Tree { get; }

    /// <summary>In the order of the files and of the rules in them.</summary>
    internal IReadOnlyList<CompiledRule> Rules { get; }

    internal int Nodes => Tree.Count;

    /// <summary>
    /// Checks and compiles the files. Fails with <see cref="RegoException"/>: <c>rego_compile_error</c>, <c>rego_type_error</c>, <c>rego_unsafe_var_error</c> or <c>rego_recursion_error</c>;
    /// its <see cref="RegoException.All"/> holds the mistakes of all rules.
    /// </summary>
    public static RegoPolicy Compile(IEnumerable<RegoModule> modules, Value? data = null)
    {
        var all = modules.ToList();
        try
        {
            var (tree, rules) = PolicyCompiler.Compile([.. all.Select(module => module.Syntax)]);
            return new RegoPolicy(all, tree, rules, data ?? ObjectValue.Empty);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegoException(RegoErrorCodes.Compile, "an expression is nested too deep; name inner parts with ':='.");
        }
    }

    /// <summary>Compiles a query or entrypoint once, for many evaluations. Fails like <see cref="Compile"/>.</summary>
    public RegoQuery Prepare(string query)
    {
        try
        {
            return new RegoQuery(this, query, CompiledQuery.Compile(Parser.ParseQuery("query", query), Tree));
        }
        catch (InsufficientExecutionStackException)
        {
            throw new RegoException(RegoErrorCodes.Compile, "the query is nested too deep.");
        }
    }

    /// <summary>Prepares and evaluates in one go; for tools and tests.</summary>
    public RegoResult Evaluate(string query, RegoInput input) => Prepare(query).Evaluate(input);
}
