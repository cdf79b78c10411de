using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>Starts a mutation check and tells how it goes; shows the last one's figure. Leaving the page ends it.</summary>
public sealed partial class MutationPanel
{
    private const int MostShown = 100;

    private readonly StoppableRun _run = new();
    private MutationReport? _report;
    private Refusal? _refusal;
    private int _progress;

    [Parameter, EditorRequired]
    public required string Digest { get; set; }

    [Inject] private CheckMutations Mutations { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    private List<Mutant> Survivors => [.. _report!.Survivors];

    public void Dispose() => _run.Dispose();

    protected override async Task OnInitializedAsync()
    {
        var known = await Mutations.Known(await Me.Actor(), Digest);
        _report = known.IsRefused ? null : known.Value;
    }

    private Task Start() => _run.Do(async stop =>
    {
        (_progress, _refusal) = (0, null);
        var last = 0;
        // Passes on only what is new: a circuit has better things to do than to draw the same figure.
        var progress = new DirectProgress<int>(value =>
        {
            if (value == last)
                return;
            last = value;
            _ = InvokeAsync(() =>
            {
                _progress = value;
                StateHasChanged();
            });
        });
        var answer = await Mutations.Handle(await Me.Actor(), Digest, progress, stop);
        _refusal = answer.Refusal;
        _report = answer.IsRefused ? _report : answer.Value;
    });

    private static string? Percent(MutationReport report) =>
        report.Mutants.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100.0 * report.Killed / report.Mutants.Count):0} %");
}
