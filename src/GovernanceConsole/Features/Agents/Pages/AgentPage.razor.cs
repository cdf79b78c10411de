using GovernanceConsole.Domain;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>One agent: who answers for it, what it may ask for, what it did lately; and for operators changing, stopping and a new key.</summary>
public sealed partial class AgentPage
{
    private AgentDetail? _detail;
    private Choices? _choices;
    private AgentForm? _form;
    private Refusal? _refusal;
    private string? _done;
    private string? _publicJwk;
    private int _version;
    private IDisposable? _live;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "new")] private string? New { get; set; }

    [Inject] private ReadAgent Read { get; set; } = null!;

    [Inject] private RegistryChoices Choices { get; set; } = null!;

    [Inject] private AgentActs Acts { get; set; } = null!;

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
        var answer = await Read.Handle(await Visitor.Actor(), Id);
        if (answer.IsRefused)
            _refusal = answer.Refusal;
        _detail = answer.IsRefused ? null : answer.Value;
    }

    private async Task Edit()
    {
        var choices = await Choices.Read(await Visitor.Actor());
        (_refusal, _done) = (choices.Refusal, null);
        if (choices.IsRefused)
            return;
        _choices = choices.Value;
        _form = AgentForm.Of(_detail!.Agent);
        _version = _detail.Agent.Version;
    }

    private void Leave() => (_form, _refusal) = (null, null);

    private async Task Save()
    {
        if (await Did(await Acts.Change.Handle(await Visitor.Actor(), Id, _version, _form!.ToSheet()), "The changes count from now on."))
            _form = null;
    }

    private async Task Stop(string reason) =>
        await Did(await Acts.Suspend.Handle(await Visitor.Actor(), Id, reason), null);

    private async Task Resume() =>
        await Did(await Acts.Resume.Handle(await Visitor.Actor(), Id), "The agent may work again. It has to ask for a new token.");

    private async Task ReplaceKey()
    {
        if (await Did(await Acts.ReplaceKey.Handle(await Visitor.Actor(), Id, _publicJwk ?? ""), "The new key counts from now on; the old one counts for nothing."))
            _publicJwk = null;
    }

    private async Task<bool> Did<T>(Outcome<T> outcome, string? words)
    {
        (_refusal, _done) = (outcome.Refusal, outcome.IsRefused ? null : words);
        if (!outcome.IsRefused)
            await Load();
        return !outcome.IsRefused;
    }

    public void Dispose() => _live?.Dispose();
}
