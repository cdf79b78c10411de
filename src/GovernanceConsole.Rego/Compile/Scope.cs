namespace GovernanceConsole.Rego.Compile;

/// <summary>
/// The names that are local to one body: declared by <c>:=</c>, <c>some</c>, <c>every</c> or a function's arguments, or implied by use.
/// A name used without declaration belongs to the outermost body that mentions it outside of closures, so that a comprehension sees its rule's variables but two comprehensions do not share theirs.
/// </summary>
internal sealed class Scope(Scope? parent, IReadOnlySet<string> mentioned, bool holdsArguments = false)
{
    private readonly Dictionary<string, Variable> _declared = [];
    private readonly HashSet<string> _implied = [];
    private readonly HashSet<string> _seen = [];

    public Scope? Parent { get; } = parent;

    /// <summary>Variables of surrounding scopes that this body, or a closure within it, uses.</summary>
    public HashSet<Variable> Captured { get; } = [];

    /// <summary>The named variables of this body.</summary>
    public IReadOnlyList<Variable> Locals => [.. _declared.Values];

    public Variable? Find(string name)
    {
        _seen.Add(name);
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope._declared.TryGetValue(name, out var variable))
            {
                CaptureUpTo(scope, variable);
                return variable;
            }
        return null;
    }

    /// <summary>Whether a name was declared here or around; a name that was only used does not hide a function of the same name.</summary>
    public bool Declares(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope._declared.ContainsKey(name)) return !scope._implied.Contains(name);
        return false;
    }

    /// <summary>Declares a name here. OPA's rules: once per body, not after its use, not over an argument.</summary>
    public void Declare(Variable variable, string how)
    {
        var name = variable.Name;
        if (_implied.Contains(name) || (_seen.Contains(name) && !_declared.ContainsKey(name))) throw Refused(variable, $"var {name} referenced above: declare it before its first use.");
        if (Parent is { HoldsArguments: true } arguments && arguments._declared.ContainsKey(name)) throw Refused(variable, $"arg {name} redeclared: choose another name.");
        if (!_declared.TryAdd(name, variable)) throw Refused(variable, $"var {name} {how} above: choose another name, or compare with '=='.");
    }

    /// <summary>Binds a name that was used without declaration.</summary>
    public Variable Imply(Variable variable)
    {
        var owner = this;
        for (var scope = this; scope is not null; scope = scope.Parent)
            if (scope.Mentions(variable.Name)) owner = scope;
        owner._declared.Add(variable.Name, variable);
        owner._implied.Add(variable.Name);
        CaptureUpTo(owner, variable);
        return variable;
    }

    /// <summary>A declaration without checks: the arguments of a function may repeat a name.</summary>
    public Variable DeclareArgument(Variable variable) => _declared.TryAdd(variable.Name, variable) ? variable : _declared[variable.Name];

    private bool HoldsArguments { get; } = holdsArguments;

    private bool Mentions(string name) => mentioned.Contains(name);

    private void CaptureUpTo(Scope owner, Variable variable)
    {
        for (var scope = this; !ReferenceEquals(scope, owner); scope = scope.Parent!) scope.Captured.Add(variable);
    }

    private static RegoException Refused(Variable variable, string message) => new(RegoErrorCodes.Compile, message, variable.Position);
}
