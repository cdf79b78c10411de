using System.Buffers.Binary;
using System.Text;

namespace GovernanceConsole.Domain.Audit;

/// <summary>One signature line: who, with which key (the id is a hint, not a proof), and the bytes.</summary>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes);

/// <summary>
/// A text with signatures (C2SP signed-note v1.0.0). The text counts for nothing until <see cref="VerifyBy"/> says that a key one already trusts has signed it;
/// signatures by other keys are ignored, a bad one by a trusted key condemns the note.
/// </summary>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const string Dash = "— ";
    private const int MaxLength = 1 << 20;
    private const int MaxSignatures = 64;

    /// <summary>True when at least one of <paramref name="keys"/> signed and none of them signed wrongly.</summary>
    public bool VerifyBy(params IReadOnlyCollection<NoteKey> keys)
    {
        var verified = false;
        foreach (var signature in Signatures)
        {
            var key = keys.FirstOrDefault(k => k.Name == signature.Name && k.Id == signature.KeyId);
            if (key is null)
                continue;
            if (!key.Verify(Text, signature.Bytes))
                return false;
            verified = true;
        }

        return verified;
    }

    public static SignedNote Sign(string text, NoteSigner signer)
    {
        if (!text.EndsWith('\n') || text.Any(c => c < 0x20 && c != '\n'))
            throw new ArgumentException("The text of a note ends with a newline and has no other control characters.", nameof(text));
        return new SignedNote(text, [signer.Sign(text)]);
    }

    /// <summary>The same note with one more signature.</summary>
    public SignedNote And(NoteSignature signature) => this with { Signatures = [.. Signatures, signature] };

    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var (name, keyId, bytes) in Signatures)
        {
            var signature = new byte[sizeof(uint) + bytes.Length];
            BinaryPrimitives.WriteUInt32BigEndian(signature, keyId);
            bytes.CopyTo(signature.AsSpan(sizeof(uint)));
            note.Append(Dash).Append(name).Append(' ').Append(Convert.ToBase64String(signature)).Append('\n');
        }

        return note.ToString();
    }

    public static Outcome<SignedNote> Parse(string note)
    {
        if (note.Length > MaxLength || note.Any(c => c < 0x20 && c != '\n') || !note.EndsWith('\n'))
            return AuditRefusals.NotANote("it is too long, has control characters or does not end with a newline");

        // The text may have empty lines; the last one divides.
        var divide = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (divide < 0 || divide + 2 == note.Length)
            return AuditRefusals.NotANote("it has no signature lines");

        var signatures = new List<NoteSignature>();
        foreach (var line in note[(divide + 2)..^1].Split('\n'))
        {
            if (signatures.Count == MaxSignatures || ParseSignature(line) is not { } signature)
                return AuditRefusals.NotANote($"signature line {signatures.Count + 1} cannot be read");
            signatures.Add(signature);
        }

        return new SignedNote(note[..(divide + 1)], signatures);
    }

    private static NoteSignature? ParseSignature(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal))
            return null;
        var space = line.IndexOf(' ', Dash.Length);
        if (space < 0 || !NoteKey.IsName(line[Dash.Length..space]))
            return null;
        return StrictBase64.Decode(line[(space + 1)..]) is { Length: > sizeof(uint) } bytes
            ? new NoteSignature(line[Dash.Length..space], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[sizeof(uint)..])
            : null;
    }
}
