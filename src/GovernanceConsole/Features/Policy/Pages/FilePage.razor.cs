using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>One file of one version: its rules with owners and hits, its text with what tests and lints say. The address carries version, path and line (<c>#L12</c>).</summary>
public sealed partial class FilePage
{
    private PolicyFileView? _view;
    private Refusal? _missing;
    private int? _row;

    /// <summary>The version's digest without its <c>sha256:</c>.</summary>
    [Parameter]
    public string Hex { get; set; } = "";

    [Parameter]
    public string? Path { get; set; }

    [Inject] private ReadPolicyFile Read { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    private List<FileRule> Named => [.. _view!.Rules.Where(rule => rule.Id is not null)];

    protected override void OnInitialized()
    {
        Follow(Topics.Policy);
        _row = RowOf(Nav.Uri);
        Nav.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync()
    {
        if (_view is not null && (_view.Path != Path || _view.Version.Digest != "sha256:" + Hex))
            _view = null;
        return Refresh();
    }

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor(), "sha256:" + Hex, Path ?? "");
        _missing = read.Refusal;
        _view = read.IsRefused ? null : read.Value;
    }

    protected override void Dispose(bool disposing)
    {
        Nav.LocationChanged -= Moved;
        base.Dispose(disposing);
    }

    private void Moved(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(() =>
    {
        _row = RowOf(change.Location);
        StateHasChanged();
    });

    private static int? RowOf(string url) =>
        url.IndexOf("#L", StringComparison.Ordinal) is var at and >= 0 && int.TryParse(url.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private static string Standing(PolicyFileView view) => (view switch
    {
        { Coverage: { Lines.Count: > 0 } coverage } => coverage.Missed.Any()
            ? $"Tests reach {coverage.Covered.Count} of the {coverage.Lines.Count} lines that can be reached."
            : $"Tests reach all {coverage.Lines.Count} lines that can be reached.",
        { IsTest: true } => "Tests. They decide nothing; they say what the rules must do.",
        _ => "Data. Rules read it; there is nothing in it to reach.",
    }) + (view.Version.Active ? " This version decides now." : view.Version.DecidedFrom is not null ? " This version decided earlier." : " This version has never decided.");

    /// <summary>A file of the rules of one type is tried with that type.</summary>
    private static string Example(string path) => System.IO.Path.GetFileNameWithoutExtension(path).Replace("_test", "", StringComparison.Ordinal);
}
