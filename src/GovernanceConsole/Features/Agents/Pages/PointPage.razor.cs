using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>One enforcement point: what it serves and for whom; and for operators stopping it.</summary>
public sealed partial class PointPage
{
    private PointDetail? _detail;
    private Refusal? _refusal;
    private string? _done;
    private IDisposable? _live;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "new")] private string? New { get; set; }

    [Inject] private ReadPoints Read { get; set; } = null!;

    [Inject] private SuspendPoint Suspend { get; set; } = null!;

    [Inject] private ResumePoint ResumeAct { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    protected override async Task OnParametersSetAsync() => await Load();

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
        var answer = await Read.One(await Visitor.Actor(), Id);
        if (answer.IsRefused)
            _refusal = answer.Refusal;
        _detail = answer.IsRefused ? null : answer.Value;
    }

    private async Task Stop(string reason) =>
        await Did(await Suspend.Handle(await Visitor.Actor(), Id, reason), null);

    private async Task Resume() =>
        await Did(await ResumeAct.Handle(await Visitor.Actor(), Id), "The point may serve again. It has to ask for a new token.");

    private async Task Did(Outcome<bool> outcome, string? words)
    {
        (_refusal, _done) = (outcome.Refusal, outcome.IsRefused ? null : words);
        if (!outcome.IsRefused)
            await Load();
    }

    public void Dispose() => _live?.Dispose();
}
