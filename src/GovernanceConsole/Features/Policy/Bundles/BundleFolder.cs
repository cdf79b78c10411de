using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>A bundle as a folder in a working copy: its files, their signature, and the Git commit it stands at. Git's own folder is none of its files.</summary>
internal static class BundleFolder
{
    public static Outcome<OpenedBundle> Read(string folder, BundleTrust trust)
    {
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => (Path: Path.GetRelativePath(folder, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith(".git/", StringComparison.Ordinal) && trust.Wants(file.Path)).Take(BundleArchive.MostEntries + 1).ToList();
        return files.Count > BundleArchive.MostEntries || files.Sum(file => new FileInfo(file.Full).Length) > BundleFiles.MostBytes
            ? BundleArchive.TooBig
            : trust.Open([.. files.Select(file => (file.Path, File.ReadAllBytes(file.Full)))]);
    }

    /// <summary>The commit the folder's repository stands at, read from its files; null outside a repository.</summary>
    public static string? Commit(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            var git = Path.Combine(at.FullName, ".git");
            if (!Directory.Exists(git))
                continue;
            var head = File.ReadAllText(Path.Combine(git, "HEAD")).Trim();
            if (!head.StartsWith("ref: ", StringComparison.Ordinal))
                return head;
            var reference = Path.Combine(git, head[5..]);
            return File.Exists(reference) ? File.ReadAllText(reference).Trim() : null;
        }
        return null;
    }
}
