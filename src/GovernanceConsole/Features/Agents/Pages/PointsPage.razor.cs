using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>The registry of enforcement points. A change anywhere shows at once.</summary>
public sealed partial class PointsPage
{
    private IReadOnlyList<PointLine>? _points;
    private Refusal? _refusal;
    private bool _mayManage;
    private IDisposable? _live;

    [Inject] private ReadPoints Read { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    protected override async Task OnInitializedAsync() => await Load();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _live = Feed.Subscribe(Topics.Agents, topic => _ = InvokeAsync(Again));
    }

    private async Task Again()
    {
        try
        {
            await Load();
            StateHasChanged();
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task Load()
    {
        var answer = await Read.All(await Visitor.Actor());
        _refusal = answer.Refusal;
        _points = answer.IsRefused ? null : answer.Value;
        _mayManage = (await Visitor.Standing())?.Allows(Permission.ManageAgents) == true;
    }

    public void Dispose() => _live?.Dispose();
}
