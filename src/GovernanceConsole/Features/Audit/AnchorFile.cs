using System.Text;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Features.Audit;

/// <summary>
/// Every durable tree head, appended to a file that may lie on another volume: a line of size, root and the signed note in base64. A database that does not extend the last head in it was
/// rolled back or replaced. Appending follows the commit, so after a crash the file may lag behind the database, or end within a line, but never run ahead. Each head is handed to the operating system at once and
/// forced to the disk within a second, in one go with those that came meanwhile: forcing each would double what a commit waits for. Only the signed note counts when it is read; a line that cannot be read is
/// passed over.
/// </summary>
internal sealed class AnchorFile(string path, TimeProvider? clock = null) : IDisposable
{
    /// <summary>Enough of the file's end to hold its last line whole.</summary>
    private const int Tail = 1 << 18;

    /// <summary>How long a head may be in the hands of the operating system alone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private StreamWriter? _file;
    private ITimer? _forcing;
    private bool _forced = true;
    private IOException? _fault;

    public string FilePath => path;

    /// <summary>True when all that was appended is on the disk.</summary>
    public bool IsForced
    {
        get
        {
            lock (_gate)
                return _forced;
        }
    }

    public bool Exists => File.Exists(FilePath);

    /// <summary>True for a file that begins a new anchor.</summary>
    public bool IsEmpty => new FileInfo(FilePath).Length == 0;

    /// <summary>Makes the empty file, for a log without entries.</summary>
    public void Begin()
    {
        lock (_gate)
            _file ??= Open();
    }

    public void Append(Checkpoint head, string note)
    {
        lock (_gate)
        {
            if (_fault is not null)
                throw new IOException("The anchor could not be forced to the disk.", _fault);
            _file ??= Open();
            _file.Write($"{head.Size} {Convert.ToBase64String(head.Root)} {Convert.ToBase64String(Encoding.UTF8.GetBytes(note))}\n");
            _file.Flush();
            if (!_forced)
                return;
            _forced = false;
            _forcing ??= (clock ?? TimeProvider.System).CreateTimer(_ => Force(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _forcing.Change(Longest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The last signed note in the file; null when there is none.</summary>
    public string? Last()
    {
        if (!Exists)
            return null;
        using var file = OpenToRead();
        file.Seek(-Math.Min(file.Length, Tail), SeekOrigin.End);
        return Notes(file).LastOrDefault();
    }

    /// <summary>Every signed note, oldest first.</summary>
    public IEnumerable<string> Heads()
    {
        if (!Exists)
            yield break;
        using var file = OpenToRead();
        foreach (var note in Notes(file))
            yield return note;
    }

    public void Dispose()
    {
        Force();
        lock (_gate)
        {
            _forcing?.Dispose();
            _file?.Dispose();
            _file = null;
        }
    }

    /// <summary>A fault is kept for the next append, whose caller knows what to do about it.</summary>
    private void Force()
    {
        lock (_gate)
        {
            if (_file is null || _forced)
                return;
            try
            {
                ((FileStream)_file.BaseStream).Flush(flushToDisk: true);
                _forced = true;
            }
            catch (IOException fault)
            {
                _fault = fault;
            }
        }
    }

    private static IEnumerable<string> Notes(FileStream file)
    {
        using var lines = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        while (lines.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var bytes = new byte[line.Length];
            if (parts.Length == 3 && Convert.TryFromBase64String(parts[2], bytes, out var length)
                && Encoding.UTF8.GetString(bytes, 0, length) is var note && !SignedNote.Parse(note).IsRefused)
                yield return note;
        }
    }

    private FileStream OpenToRead() => new(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var torn = Exists && !IsEmpty && !EndsWithNewline();
        var file = new StreamWriter(new FileStream(FilePath, FileMode.Append, FileAccess.Write, FileShare.Read));
        if (torn)
            file.Write('\n');
        return file;
    }

    private bool EndsWithNewline()
    {
        using var file = OpenToRead();
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
