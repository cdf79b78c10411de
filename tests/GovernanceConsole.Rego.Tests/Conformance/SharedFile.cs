namespace GovernanceConsole.Rego.Tests.Conformance;

/// <summary>Finds material that lies beside the repository and is not part of it.</summary>
internal static class SharedFile
{
    /// <summary>Looks for <c>shared/…</c> beside each folder from the test's own upwards; null when there is none.</summary>
    public static string? Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine([folder.FullName, "shared", .. path]);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }

    /// <summary>A folder of the repository itself, found upwards from the test's own.</summary>
    public static string? Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GovernanceConsole.sln"))) return folder.FullName;
        return null;
    }
}
