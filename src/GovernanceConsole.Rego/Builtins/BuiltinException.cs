using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Rego.Builtins;

/// <summary>
/// A builtin cannot answer for these arguments. It never leaves <see cref="Builtin.Evaluate"/>: there it becomes undefined, with the reason kept
/// in the context.
/// </summary>
public sealed class BuiltinException : Exception
{
    private BuiltinException(string code, string message)
        : base(message) => Code = code;

    /// <summary>eval_type_error for an operand of the wrong type, eval_builtin_error for everything else.</summary>
    public string Code { get; }

    public static BuiltinException Failure(string message) => new(RegoErrorCodes.Builtin, message);

    public static BuiltinException Type(string message) => new(RegoErrorCodes.EvaluationType, message);

    /// <summary>An operand that is wrong otherwise than by its type; counted from 1.</summary>
    public static BuiltinException Operand(int position, string message) => Type($"operand {position} {message}");

    /// <summary>A collection with a member of the wrong type: "must be array of strings but got array containing number".</summary>
    public static BuiltinException Element(int position, Value collection, Value element, string expected) =>
        Operand(position, $"must be {collection.TypeName} of {expected}s but got {collection.TypeName} containing {element.TypeName}");
}
