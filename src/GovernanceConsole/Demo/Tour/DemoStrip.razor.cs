using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui.Home;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace GovernanceConsole.Demo.Tour;

/// <summary>The slim panel above every page of the demo: where the visitor stands on the guided path. Shows nothing outside the demo, or to nobody.</summary>
public sealed partial class DemoStrip : IDisposable
{
    private readonly List<IDisposable> _heard = [];
    private IReadOnlyList<DemoStep>? _steps;
    private DemoStep? _next;
    private DemoTour? _tour;
    private string? _me;
    private string? _intentId;
    private int _at;

    [Inject] private IServiceProvider Services { get; set; } = null!;

    /// <summary>What the browser remembers of its way, from its cookie.</summary>
    [Parameter] public string? Taken { get; set; }

    [Inject] private NavigationManager Nav { get; set; } = null!;

    private string Here => new Uri(Nav.Uri).AbsolutePath;

    protected override async Task OnInitializedAsync()
    {
        _tour = Services.GetService<DemoTour>();
        if (_tour is null || await Services.GetRequiredService<CurrentPerson>().SignedIn() is not { } signedIn)
            return;
        _me = signedIn.PersonId;
        if (!RendererInfo.IsInteractive)
            return;
        Hear(Topics.Queue);
        // It stays when the page beneath it changes.
        Nav.LocationChanged += Moved;
    }

    protected override Task OnParametersSetAsync() => _me is null ? Task.CompletedTask : Look();

    public void Dispose()
    {
        Nav.LocationChanged -= Moved;
        _heard.ForEach(heard => heard.Dispose());
    }

    private void Moved(object? sender, LocationChangedEventArgs moved) => Refresh();

    private void Hear(string topic) => _heard.Add(Services.GetRequiredService<ChangeFeed>().Subscribe(topic, _ => Refresh()));

    private void Refresh() => _ = InvokeAsync(async () =>
    {
        try
        {
            await Look();
            StateHasChanged();
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    });

    private async Task Look()
    {
        // The page that is open counts before the browser has noted it.
        string[] taken = [.. Taken?.Split('.') ?? [], .. Here.EndsWith("/receipt", StringComparison.Ordinal) ? ["receipt"] : (string[])[]];
        var state = await _tour!.Of(_me!, taken);
        _steps = state.Steps;
        _at = _steps.TakeWhile(step => step.Done).Count();
        _next = _at < _steps.Count ? _steps[_at] : null;
        if (RendererInfo.IsInteractive && state.IntentId is { } id && id != _intentId)
            Hear(Topics.Intent(_intentId = id));
    }
}
