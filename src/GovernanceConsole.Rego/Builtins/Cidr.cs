using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>Blocks of IP addresses: containment, overlap, expansion and merging. Nothing is looked up.</summary>
internal static class Cidr
{
    private static readonly Operand[] Two = [Operand.String, Operand.String];

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Builtin.Of("net.cidr_contains", Two, (_, arguments) => BooleanValue.Of(Contains(arguments.Text(1), arguments.Text(2)))),
        Builtin.Deprecated("net.cidr_overlap", Two, (_, arguments) => BooleanValue.Of(Contains(arguments.Text(1), arguments.Text(2)))),
        Builtin.Of("net.cidr_intersects", Two, (_, arguments) => BooleanValue.Of(Block(arguments.Text(1)).Intersects(Block(arguments.Text(2))))),
        Builtin.Of("net.cidr_contains_matches", [Operand.Any, Operand.Any], ContainsMatches),
        Builtin.Of("net.cidr_expand", [Operand.String], Expand),
        Builtin.Of("net.cidr_is_valid", [Operand.Any], (_, arguments) => BooleanValue.Of(arguments[0] is StringValue text && IpBlock.Cidr(text.Text) is not null)),
        Builtin.Of("net.cidr_merge", [Operand.Any], Merge),
    ];

    private static IpBlock Block(string text) => IpBlock.Cidr(text) ?? throw BuiltinException.Failure($"invalid CIDR address: {text}");

    private static bool Contains(string block, string inner)
    {
        var outer = Block(block);
        var wanted = IpBlock.Address(inner) ?? IpBlock.Cidr(inner)
            ?? throw BuiltinException.Failure($"not a valid textual representation of an IP address or CIDR: {inner}");
        return outer.Contains(wanted);
    }

    private static SetValue ContainsMatches(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var (blocks, inner) = (Candidates(arguments[0], 1), Candidates(arguments[1], 2));
        context.Charge((long)blocks.Count * inner.Count);
        var matches = new SetBuilder();
        foreach (var (index, block) in blocks)
            foreach (var (innerIndex, wanted) in inner)
                if (Contains(block, wanted)) matches.Add(ArrayValue.Of(index, innerIndex));
        return matches.Build();
    }

    /// <summary>The texts of an operand with what names them in the answer: the text itself, an array index, a set member or an object key.</summary>
    private static List<(Value Index, string Text)> Candidates(Value operand, int position)
    {
        if (operand is StringValue text) return [(operand, text.Text)];
        var candidates = new List<(Value, string)>();
        for (var i = 0; i < operand.Count; i++)
        {
            var member = operand.ValueAt(i) is ArrayValue { Count: > 0 } tuple ? tuple[0] : operand.ValueAt(i);
            if (operand.ValueAt(i) is not (StringValue or ArrayValue { Count: > 0 }))
                throw BuiltinException.Failure($"operand {position}: element must be string or non-empty array");
            candidates.Add((operand.KeyAt(i), member is StringValue address ? address.Text : throw BuiltinException.Operand(1, $"must be string but got {member.TypeName}")));
        }

        return candidates;
    }

    private static SetValue Expand(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        var block = Block(arguments.Text(1));
        context.ReserveOutput(block.Span > int.MaxValue ? int.MaxValue : (long)block.Span);
        context.Charge((long)block.Span + 1);
        var addresses = new Value[(int)block.Span + 1];
        for (var i = 0; i < addresses.Length; i++) addresses[i] = StringValue.Of(IpBlock.Text(block.First + (uint)i, block.IsV6));
        return SetValue.Owning(addresses);
    }

    /// <summary>Neighbouring and overlapping blocks become the fewest blocks that cover them; a block on its own keeps its text.</summary>
    private static SetValue Merge(BuiltinContext context, ReadOnlySpan<Value> arguments)
    {
        if (arguments[0] is not (ArrayValue or SetValue)) throw BuiltinException.Failure("operand must be an array");
        context.Charge(1 + (arguments[0].Count * 4));
        var sorted = new List<(IpBlock Block, string Text)>();
        foreach (var member in arguments.Members(1)) sorted.Add(Network(member));
        sorted.Sort((left, right) => (left.Block.IsV6, left.Block.First, left.Block.Last).CompareTo((right.Block.IsV6, right.Block.First, right.Block.Last)));
        var merged = new SetBuilder();
        for (var i = 0; i < sorted.Count;)
        {
            var (block, text) = sorted[i];
            var alone = true;
            for (i++; i < sorted.Count && Touches(block, sorted[i].Block); i++)
            {
                alone = false;
                block = block with { Last = UInt128.Max(block.Last, sorted[i].Block.Last) };
            }

            foreach (var cover in alone ? [text] : block.Cover()) merged.Add(StringValue.Of(cover));
        }

        return merged.Build();
    }

    private static bool Touches(IpBlock block, IpBlock next) => block.IsV6 == next.IsV6 && (next.First <= block.Last || next.First - block.Last == 1);

    /// <summary>A bare IPv4 address stands for the block of its historical class (A, B or C), as in Go; a bare IPv6 address is refused.</summary>
    private static (IpBlock Block, string Text) Network(Value member)
    {
        if (member is not StringValue text) throw BuiltinException.Failure("element must be string");
        if (IpBlock.Address(text.Text) is not { } address)
        {
            var block = Block(text.Text);
            return (block, block.Cover().Single());
        }

        if (address.IsV6) throw BuiltinException.Failure("IPv6 invalid: needs prefix length");
        var octet = (int)(address.First >> 24);
        var prefix = octet < 128 ? 8 : octet < 192 ? 16 : 24;
        return (IpBlock.Of(address.First, prefix, isV6: false), $"{IpBlock.Text(address.First, isV6: false)}/{prefix}");
    }
}
