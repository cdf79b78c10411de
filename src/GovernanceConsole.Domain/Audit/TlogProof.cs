using System.Globalization;
using System.Text;

namespace GovernanceConsole.Domain.Audit;

/// <summary>
/// A proof one can carry away that an entry is in the log (c2sp.org/tlog-proof@v1): index, inclusion proof, signed checkpoint verbatim. <see cref="Verify"/> needs nothing but
/// the entry and the log's key. The extra data is not covered by any signature and never trusted.
/// </summary>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, string Checkpoint, byte[]? Extra = null)
{
    public const string FileExtension = ".tlog-proof";

    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The checkpoint the entry is proven to be under, or why not.</summary>
    public Outcome<Checkpoint> Verify(ReadOnlySpan<byte> leaf, NoteKey key)
    {
        var checkpoint = Audit.Checkpoint.Open(Checkpoint, key);
        if (checkpoint.IsRefused)
            return checkpoint;
        return Proofs.VerifyInclusion(MerkleTree.HashLeaf(leaf), Index, checkpoint.Value.Size, Hashes, checkpoint.Value.Root) ? checkpoint : AuditRefusals.NotIncluded();
    }

    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    public static Outcome<TlogProof> Parse(string text)
    {
        var divide = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (divide < 0)
            return AuditRefusals.NotAProof("no empty line divides it from a checkpoint");

        var lines = new Queue<string>(text[..divide].Split('\n'));
        if (lines.Dequeue() != Header)
            return AuditRefusals.NotAProof($"it does not begin with {Header}");

        byte[]? extra = null;
        if (lines.TryPeek(out var second) && second.StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = StrictBase64.Decode(lines.Dequeue()[6..]);
            if (extra is null)
                return AuditRefusals.NotAProof("its extra data is not base64");
        }

        if (!lines.TryDequeue(out var line) || !line.StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(line.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index.ToString(CultureInfo.InvariantCulture) != line[6..])
            return AuditRefusals.NotAProof("it has no index");

        // No tree is higher than 63 levels, so neither is a proof longer.
        var hashes = lines.Select(StrictBase64.DecodeHash).ToList();
        if (hashes.Count > 63 || hashes.Any(h => h is null))
            return AuditRefusals.NotAProof("one of its lines is no SHA-256 hash in base64");

        return new TlogProof(index, hashes!, text[(divide + 2)..], extra);
    }
}
