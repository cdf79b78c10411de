using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Replay;
using GovernanceConsole.Platform;
using GovernanceConsole.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>Starts a replay and tells how it goes. Leaving the page ends it.</summary>
public sealed partial class ReplayPanel
{
    private readonly StoppableRun _run = new();
    private (int Done, int Of) _progress;
    private ReplayResult? _result;
    private Refusal? _refusal;
    private int _window = 30;

    [Parameter, EditorRequired]
    public required string Digest { get; set; }

    [Inject] private ReplayBundle Replay { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    [Inject] private Work Work { get; set; } = null!;

    public void Dispose() => _run.Dispose();

    private Task Start() => _run.Do(async stop =>
    {
        (_progress, _result, _refusal) = (default, null, null);
        var actor = await Me.Actor();
        var since = _window == 0 ? (DateTime?)null : Work.Now().AddDays(-_window);
        var progress = new DirectProgress<(int Done, int Of)>(told => _ = InvokeAsync(() =>
        {
            _progress = told;
            StateHasChanged();
        }));
        // Off the circuit's own thread: a replay is seconds of computing, and the page stays awake.
        var answer = await Task.Run(() => Replay.Handle(actor, Digest, since, progress, stop), stop);
        _refusal = answer.Refusal;
        _result = answer.IsRefused ? null : answer.Value;
    });

    private static string Summary(ReplayResult result) => result switch
    {
        { Asked: 0 } => "No intent was declared in that time, so there is nothing to compare.",
        { Changed: 0 } => $"Nothing: all {Count(result.Asked)} would have been decided the same.",
        _ => $"{Count(result.Changed)} of {Count(result.Asked)} would have been decided otherwise, those that give more first. {result.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} seconds.",
    };

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
