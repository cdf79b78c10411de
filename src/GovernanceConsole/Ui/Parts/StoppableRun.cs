namespace GovernanceConsole.Ui.Parts;

/// <summary>Long work a page does, one at a time, while somebody may stop it. Leaving the page ends it.</summary>
internal sealed class StoppableRun : IDisposable
{
    private CancellationTokenSource? _running;

    public bool IsOn => _running is not null;

    /// <summary>True when the last run was stopped before its end.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Runs the work; nothing when some is running.</summary>
    public async Task Do(Func<CancellationToken, Task> work)
    {
        if (_running is not null)
            return;
        WasStopped = false;
        using var running = _running = new CancellationTokenSource();
        try
        {
            await work(running.Token);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            WasStopped = true;
        }
        finally
        {
            _running = null;
        }
    }

    public void Stop() => _running?.Cancel();

    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
    }
}

/// <summary>Passes progress on at once: the renderer's own queue does the ordering.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
