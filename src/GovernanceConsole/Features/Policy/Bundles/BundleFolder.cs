using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;

namespace GovernanceConsole.Features.Policy.Bundles;

/// <summary>A bundle as a folder in a working copy: its files, and the Git commit it stands at.</summary>
internal static class BundleFolder
{
    public static Outcome<BundleFiles> Read(string folder) => BundleFiles.Of(
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => (Path: Path.GetRelativePath(folder, path).Replace('\\', '/'), Full: path))
            .Where(file => BundleFiles.Belongs(file.Path))
            .Select(file => (file.Path, File.ReadAllBytes(file.Full))));

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
