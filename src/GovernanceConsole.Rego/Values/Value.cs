using System.Runtime.CompilerServices;

namespace GovernanceConsole.Rego.Values;

/// <summary>
/// An immutable Rego value with Rego's total order: null &lt; boolean &lt; number &lt; string &lt; array &lt; object &lt; set.
/// Safe to share between threads. Comparing or hashing a value nested deeper than the stack allows throws
/// <see cref="InsufficientExecutionStackException"/>, which the evaluator turns into an error of the decision.
/// </summary>
public abstract class Value : IComparable<Value>, IEquatable<Value>
{
    private protected Value(ValueKind kind) => Kind = kind;

    public ValueKind Kind { get; }

    /// <summary>The name Rego's type_name gives this value.</summary>
    public string TypeName => Kind.Name();

    /// <summary>Everything but false holds as a condition; undefined is the absence of a value.</summary>
    public bool IsFalse => ReferenceEquals(this, BooleanValue.False);

    /// <summary>Members of a collection, zero for a scalar.</summary>
    public virtual int Count => 0;

    public bool IsCollection => Kind >= ValueKind.Array;

    /// <summary>Scalars and collections this value is made of, counting shared parts as often as they would be written; long texts count more. Bounds what an evaluation may build.</summary>
    public virtual long Weight => 1;

    /// <summary>What a reference finds under a key: the element of an array, the value of an object, the member of a set; null when undefined.</summary>
    public virtual Value? Find(Value key) => null;

    /// <summary>The key of the member at a position of Rego's iteration order: the index, the object key or the set member itself.</summary>
    public virtual Value KeyAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));

    /// <summary>The value of the member at a position of Rego's iteration order.</summary>
    public virtual Value ValueAt(int position) => throw new ArgumentOutOfRangeException(nameof(position));

    public int CompareTo(Value? other)
    {
        if (ReferenceEquals(this, other)) return 0;
        if (other is null) return 1;
        if (Kind != other.Kind) return Kind < other.Kind ? -1 : 1;
        if (IsCollection) RuntimeHelpers.EnsureSufficientExecutionStack();
        return CompareSameKind(other);
    }

    public bool Equals(Value? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || Kind != other.Kind) return false;
        if (IsCollection) RuntimeHelpers.EnsureSufficientExecutionStack();
        return EqualsSameKind(other);
    }

    public sealed override bool Equals(object? obj) => Equals(obj as Value);

    public sealed override int GetHashCode()
    {
        if (IsCollection) RuntimeHelpers.EnsureSufficientExecutionStack();
        return HashOfContent();
    }

    /// <summary>The term as Rego source text, the form sprintf's %v and OPA's messages use.</summary>
    public sealed override string ToString() => TermWriter.Write(this);

    private protected abstract int CompareSameKind(Value other);

    private protected abstract bool EqualsSameKind(Value other);

    private protected abstract int HashOfContent();

    public static bool operator ==(Value? left, Value? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Value? left, Value? right) => !(left == right);

    public static bool operator <(Value left, Value right) => left.CompareTo(right) < 0;

    public static bool operator <=(Value left, Value right) => left.CompareTo(right) <= 0;

    public static bool operator >(Value left, Value right) => left.CompareTo(right) > 0;

    public static bool operator >=(Value left, Value right) => left.CompareTo(right) >= 0;
}
