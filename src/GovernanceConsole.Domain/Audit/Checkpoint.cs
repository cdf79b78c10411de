using System.Globalization;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// What a log says of itself at one size: origin, number of entries, root hash (C2SP tlog-checkpoint v1.0.0). As text it is three lines, and further ones are
/// kept but mean nothing here. <see cref="Open"/> is the only way from a signed note to a checkpoint that may be believed.
/// </summary>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>Lines after the third; ours has none.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n") + string.Concat(Extensions.Select(e => e + "\n"));

    public SignedNote Sign(NoteSigner signer) => SignedNote.Sign(Text, signer);

    /// <summary>True when both speak of the same tree.</summary>
    public bool Agrees(Checkpoint other) => Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    /// <summary>Reads a signed checkpoint and believes it only if <paramref name="key"/> signed it and it is one of the log the key is named after.</summary>
    public static Outcome<Checkpoint> Open(string note, NoteKey key)
    {
        var signed = SignedNote.Parse(note);
        if (signed.IsRefused)
            return signed.Refusal;
        var checkpoint = Parse(signed.Value.Text);
        if (checkpoint.IsRefused)
            return checkpoint;
        if (checkpoint.Value.Origin != key.Name)
            return AuditRefusals.WrongOrigin(checkpoint.Value.Origin);
        return signed.Value.VerifyBy(key) ? checkpoint : AuditRefusals.BadSignature();
    }

    /// <summary>Reads the text of a note, whoever signed it.</summary>
    public static Outcome<Checkpoint> Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(l => l.Length == 0))
            return AuditRefusals.NotACheckpoint("it needs at least three lines, none of them empty");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1])
            return AuditRefusals.NotACheckpoint("the size is no decimal number without leading zeros");
        if (StrictBase64.DecodeHash(lines[2]) is not { } root)
            return AuditRefusals.NotACheckpoint("the root is no SHA-256 hash in base64");
        return new Checkpoint(lines[0], size, root) { Extensions = lines[3..^1] };
    }
}
