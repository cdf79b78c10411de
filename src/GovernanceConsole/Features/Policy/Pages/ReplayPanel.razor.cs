using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Platform;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>Starts a replay and tells how it goes. Leaving the page ends it.</summary>
public sealed partial class ReplayPanel
{
    private CancellationTokenSource? _running;
    private (int Done, int Of) _progress;
    private ReplayResult? _result;
    private Refusal? _refusal;
    private bool _stopped;
    private int _window = 30;

    [Parameter, EditorRequired]
    public required string Digest { get; set; }

    [Inject] private ReplayBundle Replay { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    [Inject] private Work Work { get; set; } = null!;

    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
    }

    private async Task Start()
    {
        if (_running is not null)
            return;
        (_progress, _result, _refusal, _stopped) = (default, null, null, false);
        using var running = _running = new CancellationTokenSource();
        try
        {
            var actor = await Me.Actor();
            var since = _window == 0 ? (DateTime?)null : Work.Now().AddDays(-_window);
            var progress = new Reporter(told => _ = InvokeAsync(() =>
            {
                _progress = told;
                StateHasChanged();
            }));
            // Off the circuit's own thread: a replay is seconds of computing, and the page stays awake.
            var answer = await Task.Run(() => Replay.Handle(actor, Digest, since, progress, running.Token), running.Token);
            _refusal = answer.Refusal;
            _result = answer.IsRefused ? null : answer.Value;
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

    private static string Summary(ReplayResult result) => result switch
    {
        { Asked: 0 } => "No intent was declared in that time, so there is nothing to compare.",
        { Changed: 0 } => $"Nothing: all {Count(result.Asked)} would have been decided the same.",
        _ => $"{Count(result.Changed)} of {Count(result.Asked)} would have been decided otherwise, those that give more first. {result.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} seconds.",
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Reports at once: the renderer's own queue does the ordering.</summary>
    private sealed class Reporter(Action<(int Done, int Of)> report) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => report(value);
    }
}
