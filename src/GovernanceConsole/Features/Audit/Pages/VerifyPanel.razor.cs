using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;

namespace GovernanceConsole.Features.Audit.Pages;

/// <summary>Starts a walk over the log and tells how it goes. Leaving the page ends the walk.</summary>
public sealed partial class VerifyPanel
{
    private CancellationTokenSource? _running;
    private WalkProgress? _progress;
    private LogVerdict? _verdict;
    private Refusal? _refusal;
    private bool _stopped;

    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
    }

    private async Task Start()
    {
        if (_running is not null)
            return;
        (_progress, _verdict, _refusal, _stopped) = (null, null, null, false);
        using var running = _running = new CancellationTokenSource();
        try
        {
            var actor = await Me.Actor();
            var progress = new Reporter(p => _ = InvokeAsync(() =>
            {
                _progress = p;
                StateHasChanged();
            }));
            // Off the circuit's own thread: a walk is minutes of hashing, and the page stays awake.
            var answer = await Task.Run(() => Verify.Do(actor, progress, running.Token), running.Token);
            _refusal = answer.Refusal;
            _verdict = answer.IsRefused ? null : answer.Value;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            _stopped = true;
        }
        finally
        {
            _running = null;
        }
    }

    private void Stop() => _running?.Cancel();

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Reports at once: the renderer's own queue does the ordering.</summary>
    private sealed class Reporter(Action<WalkProgress> report) : IProgress<WalkProgress>
    {
        public void Report(WalkProgress value) => report(value);
    }
}
