using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Audit;
using GovernanceConsole.Ui.Parts;

namespace GovernanceConsole.Features.Audit.Pages;

/// <summary>Starts a walk over the log and tells how it goes. Leaving the page ends the walk.</summary>
public sealed partial class VerifyPanel
{
    private readonly StoppableRun _run = new();
    private WalkProgress? _progress;
    private LogVerdict? _verdict;
    private Refusal? _refusal;

    public void Dispose() => _run.Dispose();

    private Task Start() => _run.Do(async stop =>
    {
        (_progress, _verdict, _refusal) = (null, null, null);
        var actor = await Me.Actor();
        var progress = new DirectProgress<WalkProgress>(p => _ = InvokeAsync(() =>
        {
            _progress = p;
            StateHasChanged();
        }));
        // Off the circuit's own thread: a walk is minutes of hashing, and the page stays awake.
        var answer = await Task.Run(() => Verify.Do(actor, progress, stop), stop);
        _refusal = answer.Refusal;
        _verdict = answer.IsRefused ? null : answer.Value;
    });

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
