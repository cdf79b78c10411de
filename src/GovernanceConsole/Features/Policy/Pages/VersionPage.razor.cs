using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Rego.Testing;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>One version: whether it may decide, what it changes, what it would have decided, how well its tests guard it. The address carries the digest.</summary>
public sealed partial class VersionPage
{
    private const int MostMissed = 12;

    private VersionView? _view;
    private Refusal? _missing;
    private ActSaid? _said;
    private bool _busy;

    /// <summary>The digest without its <c>sha256:</c>.</summary>
    [Parameter]
    public string Hex { get; set; } = "";

    [Inject] private ReadVersion Read { get; set; } = null!;

    [Inject] private ProposeActivation Proposing { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    private string Digest => "sha256:" + Hex;

    private List<TestResult> Red => [.. _view!.Tests.Results.Where(result => result.Outcome is TestOutcome.Failed or TestOutcome.Error)];

    private string Standing => _view switch
    {
        { Version.Active: true } => "It decides on every intent now.",
        { Waiting.Count: > 0 } => "It is proposed and waits for a signature.",
        { Version.DecidedFrom: not null } => "It decided earlier. Going back to it is an activation like any other: proposed by one operator, signed by another.",
        _ => "It has never decided. One operator proposes it, another signs.",
    };

    private string TestsSay => _view!.Tests is var tests && tests.Results.Count == 0
        ? "It has no tests, and so it cannot be activated."
        : $"{Counted(tests.Results.Count, "test", "tests")}, {(Red.Count == 0 ? "all green" : $"{Red.Count} red")}; they reach {tests.Coverage.Percent.ToString("0", CultureInfo.InvariantCulture)} % of the lines that can be reached.";

    protected override void OnInitialized() => Follow(Topics.Policy);

    protected override Task OnParametersSetAsync()
    {
        if (_view is not null && _view.Version.Digest != Digest)
            (_view, _said) = (null, null);
        return Refresh();
    }

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor(), Digest);
        _missing = read.Refusal;
        _view = read.IsRefused ? null : read.Value;
    }

    private async Task Propose()
    {
        _busy = true;
        try
        {
            await Tell(ActSaid.Of(await Proposing.Handle(await Visitor.Actor(), Digest), _ => "Proposed. It waits for a signature until it lapses; nothing is decided by it yet."));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Tell(ActSaid said)
    {
        _said = said;
        await Refresh();
    }

    private static string Counted(int count, string one, string many) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";
}
