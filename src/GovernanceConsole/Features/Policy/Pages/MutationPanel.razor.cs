using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Rego.Testing;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>Starts a mutation check and tells how it goes; shows the last one's figure. Leaving the page ends it.</summary>
public sealed partial class MutationPanel
{
    private const int MostShown = 100;

    private CancellationTokenSource? _running;
    private MutationReport? _report;
    private Refusal? _refusal;
    private int _progress;
    private bool _stopped;

    [Parameter, EditorRequired]
    public required string Digest { get; set; }

    [Inject] private CheckMutations Mutations { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    private List<Mutant> Survivors => [.. _report!.Survivors];

    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var known = await Mutations.Known(await Me.Actor(), Digest);
        _report = known.IsRefused ? null : known.Value;
    }

    private async Task Start()
    {
        if (_running is not null)
            return;
        (_progress, _refusal, _stopped) = (0, null, false);
        using var running = _running = new CancellationTokenSource();
        try
        {
            var answer = await Mutations.Handle(await Me.Actor(), Digest, new Reporter(this), running.Token);
            _refusal = answer.Refusal;
            _report = answer.IsRefused ? _report : answer.Value;
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

    private static string? Percent(MutationReport report) =>
        report.Mutants.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * report.Killed / report.Mutants.Count):0} %");

    /// <summary>Passes on only what is new: a circuit has better things to do than to draw the same figure.</summary>
    private sealed class Reporter(MutationPanel panel) : IProgress<int>
    {
        private int _last;

        public void Report(int value)
        {
            if (value == _last)
                return;
            _last = value;
            _ = panel.InvokeAsync(() =>
            {
                panel._progress = value;
                panel.StateHasChanged();
            });
        }
    }
}
