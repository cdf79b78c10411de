using System.Diagnostics.CodeAnalysis;

namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>One CBOR data item of the kinds WebAuthn needs. Made by <see cref="Cbor"/> only.</summary>
public abstract record CborValue;

public sealed record CborInteger(long Value) : CborValue;

public sealed record CborBytes(byte[] Value) : CborValue;

public sealed record CborText(string Value) : CborValue;

/// <summary>false, true or null (<paramref name="Value"/> null).</summary>
public sealed record CborSimple(bool? Value) : CborValue;

public sealed record CborArray(IReadOnlyList<CborValue> Items) : CborValue;

/// <summary>A map in canonical order; a missing key and a key of another kind are the same to the one who asks.</summary>
public sealed record CborMap(IReadOnlyList<KeyValuePair<CborValue, CborValue>> Members) : CborValue
{
    public bool TryGet<T>(long key, [NotNullWhen(true)] out T? value) where T : CborValue => TryGet(new CborInteger(key), out value);

    public bool TryGet<T>(string key, [NotNullWhen(true)] out T? value) where T : CborValue => TryGet(new CborText(key), out value);

    private bool TryGet<T>(CborValue key, [NotNullWhen(true)] out T? value) where T : CborValue
    {
        foreach (var member in Members)
        {
            if (member.Key != key)
                continue;
            value = member.Value as T;
            return value is not null;
        }

        value = null;
        return false;
    }
}
