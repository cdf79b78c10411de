using System.Formats.Tar;
using System.IO.Compression;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>A bundle as OPA packs it: <c>.tar.gz</c>, paths from the bundle's root, with its signature. Only regular files are read, and no more than a bundle may have: an archive cannot fill the memory.</summary>
internal static class BundleArchive
{
    /// <summary>Files that are looked at, what makes a bundle and what does not.</summary>
    public const int MostEntries = BundleFiles.MostFiles * 4;

    public static async Task<Outcome<OpenedBundle>> Read(Stream archive, BundleTrust trust, CancellationToken cancel)
    {
        var files = new List<(string, byte[])>();
        long left = BundleFiles.MostBytes + 1;
        try
        {
            await using var unzipped = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(unzipped);
            var entries = 0;
            while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
            {
                if (++entries > MostEntries)
                    return TooBig;
                var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name.TrimStart('/');
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !trust.Wants(path))
                    continue;
                if (entry.Length > left)
                    return TooBig;
                var bytes = new byte[entry.Length];
                if (entry.DataStream is { } data)
                    await data.ReadExactlyAsync(bytes, cancel);
                left -= bytes.Length;
                files.Add((path, bytes));
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException)
        {
            return PolicyRefusals.Bundle.At(new FieldError("/files", "The file is no .tar.gz archive, or it is damaged."));
        }
        return trust.Open(files);
    }

    public static Refusal TooBig => PolicyRefusals.Bundle.At(new FieldError("/files", $"A bundle has at most {BundleFiles.MostFiles} files and {BundleFiles.MostBytes / 1024 / 1024} MB."));
}
