using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Platform.Startup;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// Every durable tree head, appended to a file that may lie on another volume. A database that does not extend the last head in it was rolled back or replaced. Appending follows the
/// commit, so after a crash the file may lag behind the database, never run ahead of it.
/// </summary>
internal sealed class AnchorFile(Place place) : IDisposable
{
    private readonly Lock _gate = new();
    private StreamWriter? _file;

    public void Append(Checkpoint head, string note)
    {
        lock (_gate)
        {
            _file ??= Open();
            _file.Write($"{head.Size} {Convert.ToBase64String(head.Root)} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(note))}\n");
            _file.Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _file?.Dispose();
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place.AnchorFile)!);
        return new StreamWriter(new FileStream(place.AnchorFile, FileMode.Append, FileAccess.Write, FileShare.Read));
    }
}
