using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using GovernanceConsole.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>The registry of agents. Which of them are shown stands in the URL; a change anywhere shows at once.</summary>
public sealed partial class AgentsPage
{
    private IReadOnlyList<AgentLine>? _agents;
    private Refusal? _refusal;
    private bool _mayManage;
    private bool _odd;
    private IDisposable? _live;

    [SupplyParameterFromQuery(Name = "state")] private string? State { get; set; }

    [Inject] private ListAgents List { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private ChangeFeed Feed { get; set; } = null!;

    private IReadOnlyList<AgentLine>? Shown => State switch
    {
        "active" => _agents?.Where(a => a.IsActive).ToList(),
        "stopped" => _agents?.Where(a => !a.IsActive).ToList(),
        _ => _agents,
    };

    private IReadOnlyList<Segmented.Choice> Views =>
    [
        new("All", Links.Agents, State is not ("active" or "stopped"), Count(_agents!.Count)),
        new("Active", Links.Agents + "?state=active", State == "active", Count(_agents!.Count(a => a.IsActive))),
        new("Stopped", Links.Agents + "?state=stopped", State == "stopped", Count(_agents!.Count(a => !a.IsActive))),
    ];

    protected override async Task OnInitializedAsync() => await Load();

    protected override void OnParametersSet() => _odd = State is not (null or "" or "active" or "stopped");

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
        var answer = await List.Handle(await Visitor.Actor());
        _refusal = answer.Refusal;
        _agents = answer.IsRefused ? null : answer.Value;
        _mayManage = (await Visitor.Standing())?.Allows(Permission.ManageAgents) == true;
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _live?.Dispose();
}
