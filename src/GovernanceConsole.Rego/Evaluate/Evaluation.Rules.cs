using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Evaluate;

/// <summary>How rules become values. Each node is evaluated once per context.</summary>
internal sealed partial class Evaluation
{
    /// <summary>Remembered for nodes without a value.</summary>
    private static readonly Value Undefined = StringValue.Of("undefined");

    /// <summary>The value of the rules at a node, or of everything below a branch; null when undefined.</summary>
    public Value? ValueOf(RuleNode node)
    {
        var context = Context;
        if (context.IsMasked(node)) return context.BaseAt(node.Path);
        if (context.Known(node) is { } known) return ReferenceEquals(known, Undefined) ? null : known;
        Deeper(node);
        var value = node.Kind switch
        {
            NodeKind.Complete => Complete(node),
            NodeKind.PartialSet => PartialSet(node),
            NodeKind.Document => Document(node),
            NodeKind.Branch => Everything(node),
            _ => null,
        };
        _depth--;
        context.Remember(node, value ?? Undefined);
        return value;
    }

    /// <summary>Calls the functions at a node; null when none of them has a value for these arguments.</summary>
    public Value? Call(RuleNode node, ReadOnlySpan<Value> arguments, SourcePosition position)
    {
        Deeper(node);
        Value? result = null;
        foreach (var rule in Candidates(node))
        {
            var frame = new Frame(rule.Layout);
            if (!Matches(rule, arguments, frame) || Decide(rule, frame, position, isFunction: true) is not { } value) continue;
            if (result is not null && !result.Equals(value)) throw Conflicts.Function(rule.Source.Position);
            result = value;
            if (node.FirstHitDecides) break;
        }
        result ??= DefaultOf(node);
        _depth--;
        return result;
    }

    private CompiledRule[] Candidates(RuleNode node) =>
        node.Index is null || Tracer is { WantsFailures: true } ? node.All : node.Index.Candidates(Context.Input);

    private bool Matches(CompiledRule rule, ReadOnlySpan<Value> arguments, Frame frame)
    {
        for (var i = 0; i < arguments.Length; i++)
            if (!rule.Arguments[i].Match(arguments[i], this, frame)) return false;
        return true;
    }

    private Value? Complete(RuleNode node)
    {
        Value? result = null;
        foreach (var rule in Candidates(node))
        {
            if (Decide(rule, new Frame(rule.Layout), rule.Source.Position, isFunction: false) is not { } value) continue;
            if (result is not null && !result.Equals(value)) throw Conflicts.Complete(rule.Source.Position);
            result = value;
            if (node.FirstHitDecides) break;
        }
        return result ?? DefaultOf(node);
    }

    private Value? DefaultOf(RuleNode node) =>
        node.Default is { } rule ? Decide(rule, new Frame(rule.Layout), rule.Source.Position, isFunction: false) : null;

    /// <summary>The value of the first branch that has one. All solutions of a branch must agree.</summary>
    private Value? Decide(CompiledRule rule, Frame frame, SourcePosition position, bool isFunction)
    {
        Tracer?.Entered(rule);
        foreach (var branch in rule.Branches)
        {
            Value? result = null;
            for (var found = branch.Body.First(this, frame); found; found = branch.Body.Next(this, frame))
            {
                if (branch.Value.Evaluate(this, frame) is not { } value) continue;
                if (result is not null && !result.Equals(value)) throw isFunction ? Conflicts.Function(position) : Conflicts.Complete(position);
                result = value;
                if (branch.IsConstant) break;
            }
            if (result is null) continue;
            Tracer?.Left(rule, branch, result);
            return result;
        }
        Tracer?.Left(rule, null, null);
        return null;
    }

    private Value PartialSet(RuleNode node)
    {
        var members = new SetBuilder();
        foreach (var rule in Candidates(node))
        {
            var frame = new Frame(rule.Layout);
            Tracer?.Entered(rule);
            var branch = rule.Branches[0];
            Value? last = null;
            for (var found = branch.Body.First(this, frame); found; found = branch.Body.Next(this, frame))
            {
                if (branch.Value.Evaluate(this, frame) is not { } member) continue;
                members.Add(member);
                last = member;
                if (branch.IsConstant) break;
            }
            Tracer?.Left(rule, last is null ? null : branch, last);
        }
        return Weighed(members.Build());
    }

    /// <summary>The object that several rules fill: base data at its place, its own rules, and the rules of nodes below.</summary>
    private Value? Document(RuleNode node)
    {
        var document = new DocumentBuilder(Context.BaseAt(node.Path) as ObjectValue);
        foreach (var rule in Candidates(node)) Fill(document, rule);
        FillFromBelow(document, node, []);
        return document.Build() is { } built ? Weighed(built) : null;
    }

    private void Fill(DocumentBuilder document, CompiledRule rule)
    {
        var frame = new Frame(rule.Layout);
        Tracer?.Entered(rule);
        var branch = rule.Branches[0];
        Value? last = null;
        for (var found = branch.Body.First(this, frame); found; found = branch.Body.Next(this, frame))
        {
            var path = new Value[branch.Keys.Length];
            if (!TryKeys(branch, frame, path) || branch.Value.Evaluate(this, frame) is not { } value) continue;
            document.Put(path, value, rule.IsPartialSet, rule.Source.Position);
            if (document.Count > _budget.ValueSize) throw Cancelled($"{rule.Node.Name} would have more than {_budget.ValueSize} parts");
            last = value;
        }
        Tracer?.Left(rule, last is null ? null : branch, last);
    }

    private bool TryKeys(Branch branch, Frame frame, Value[] path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (branch.Keys[i].Evaluate(this, frame) is not { } key) return false;
            path[i] = key;
        }
        return true;
    }

    private void FillFromBelow(DocumentBuilder document, RuleNode node, Value[] path)
    {
        foreach (var child in node.Children.Values)
        {
            Value[] below = [.. path, child.Key];
            if (child.Kind is NodeKind.Branch)
            {
                FillFromBelow(document, child, below);
                continue;
            }
            if (ValueOf(child) is not { } value) continue;
            var position = child.Rules.Count > 0 ? child.Rules[0].Source.Position : null;
            if (child.Kind == NodeKind.PartialSet) document.PutMembers(below, value, position);
            else if (child.Kind == NodeKind.Document && value is ObjectValue members)
                foreach (var (key, inner) in members.AsEnumerable()) document.Put([.. below, key], inner, isMember: false, position);
            else document.Put(below, value, isMember: false, position);
        }
    }

    /// <summary>A branch as a whole: base data and all rules below it.</summary>
    private Value? Everything(RuleNode node)
    {
        var found = Context.BaseAt(node.Path);
        if (node.Children.Count == 0) return found ?? ObjectValue.Empty;
        var members = found is ObjectValue start ? new ObjectBuilder(start) : new ObjectBuilder();
        foreach (var child in node.Children.Values)
            if (child.Kind != NodeKind.Function && ValueOf(child) is { } value) members.Set(child.Key, value);
        return Weighed(members.Build());
    }
}
