using GovernanceConsole.Rego.Values;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GovernanceConsole.Rego.Builtins.Markup;

/// <summary>
/// Turns the first document of a YAML text into a value. Aliases share what they stand for, and their weight is counted each time, so that a few
/// lines cannot unfold into gigabytes. A text that is no YAML, too deep or too heavy throws <see cref="BuiltinException"/>.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxText = 1_000_000;
    private const int MaxDepth = 100;
    private const int MaxWeight = 500_000;
    private const string MergeKey = "<<";
    private readonly Parser _parser;
    private readonly Dictionary<string, (Value Value, int Weight)> _anchors = new(StringComparer.Ordinal);
    private int _weight;

    private YamlReader(string text) => _parser = new Parser(new StringReader(text));

    public static Value Read(BuiltinContext context, string text)
    {
        if (text.Length > MaxText) throw BuiltinException.Failure($"yaml: the text has more than {MaxText} characters");
        context.Charge(1 + text.Length);
        try
        {
            return new YamlReader(text).ReadDocument();
        }
        catch (YamlException error)
        {
            throw BuiltinException.Failure($"yaml: {Place(error)}{Problem(error.Message)}");
        }
    }

    /// <summary>The line as OPA tells it: counted from zero for what the scanner let through, and not at all in the first line.</summary>
    private static string Place(YamlException error)
    {
        if (error.Start.Line <= 1) return "";
        return $"line {(error is SyntaxErrorException ? error.Start.Line : error.Start.Line - 1)}: ";
    }

    /// <summary>The part of the message that libyaml's other ports tell too.</summary>
    private static string Problem(string message)
    {
        var start = message.IndexOf("did not find", StringComparison.Ordinal);
        return (start < 0 ? message : message[start..]).TrimEnd('.');
    }

    private Value ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return NullValue.Instance;
        var value = ReadNode(depth: 0);
        _parser.Consume<DocumentEnd>();
        return value;
    }

    private Value ReadNode(int depth)
    {
        if (depth > MaxDepth) throw BuiltinException.Failure("yaml: the document nests too deeply");
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Unfold(alias.Value.Value);
        var before = Weigh(1);
        var anchor = (_parser.Current as NodeEvent)?.Anchor ?? AnchorName.Empty;
        var value = _parser.Current switch
        {
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => ReadScalar(_parser.Consume<Scalar>()),
        };
        if (!anchor.IsEmpty) _anchors[anchor.Value] = (value, _weight - before);
        return value;
    }

    private Value Unfold(string anchor)
    {
        if (!_anchors.TryGetValue(anchor, out var known)) throw BuiltinException.Failure($"yaml: unknown anchor '{anchor}' referenced");
        Weigh(known.Weight);
        return known.Value;
    }

    private int Weigh(int nodes)
    {
        var before = _weight;
        _weight += nodes;
        return _weight <= MaxWeight ? before : throw BuiltinException.Failure("yaml: document contains excessive aliasing");
    }

    private static Value ReadScalar(Scalar scalar)
    {
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value.EndsWith(":str", StringComparison.Ordinal));
        return isText ? StringValue.Of(scalar.Value) : YamlScalar.Resolve(scalar.Value);
    }

    private ArrayValue ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<Value>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
        return ArrayValue.Owning([.. items]);
    }

    private ObjectValue ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var members = new ObjectBuilder();
        var merged = new List<ObjectValue>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var isMerge = _parser.Current is Scalar { Value: MergeKey, Style: ScalarStyle.Plain };
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (isMerge) merged.AddRange(Merged(value));
            else members.Set(StringValue.Of(Key(key)), value);
        }

        foreach (var source in merged)
            foreach (var (key, value) in source.AsEnumerable())
                if (members.Find(key) is null) members.Set(key, value);
        return members.Build();
    }

    private static IEnumerable<ObjectValue> Merged(Value value) => value switch
    {
        ObjectValue single => [single],
        ArrayValue many => many.AsEnumerable().Select(item => item as ObjectValue ?? throw NoMap()),
        _ => throw NoMap(),
    };

    private static BuiltinException NoMap() => BuiltinException.Failure("yaml: map merge requires map or sequence of maps as the value");

    private static string Key(Value key) => key switch
    {
        StringValue text => text.Text,
        BooleanValue or NumberValue => key.ToString(),
        _ => throw BuiltinException.Failure($"yaml: unsupported map key of type {key.TypeName}"),
    };
}
