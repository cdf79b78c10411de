using GovernanceConsole.Domain;
using GovernanceConsole.Features.People;
using GovernanceConsole.Features.Policy.Activation;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>Signs or withdraws one proposal. The page around it tells what became of it: the panel is gone by then.</summary>
public sealed partial class ProposalPanel
{
    private bool _busy;

    [Parameter, EditorRequired]
    public required WaitingActivation Proposal { get; set; }

    /// <summary>True where the difference stands on another page.</summary>
    [Parameter]
    public bool ReadFirst { get; set; }

    [Parameter]
    public EventCallback<ActSaid> OnSaid { get; set; }

    [Inject] private WithdrawActivation Withdrawing { get; set; } = null!;

    [Inject] private CurrentPerson Me { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/Policy/Pages/ProposalPanel.razor.js");

    private async Task Sign()
    {
        _busy = true;
        try
        {
            if (await Ceremonies.Call<Signed>("signActivation", Proposal.Id) is not { } said)
                return;
            await OnSaid.InvokeAsync(said.Done ? new ActSaid($"Signed. Version {Proposal.Revision} decides from the next intent on.", null) : new ActSaid(null, new Refusal("ceremony", said.Message ?? "")));
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Withdraw() => await OnSaid.InvokeAsync(ActSaid.Of(await Withdrawing.Handle(await Me.Actor(), Proposal.Id), _ => $"The proposal of version {Proposal.Revision} was withdrawn."));

    ValueTask IAsyncDisposable.DisposeAsync() => Ceremonies.DisposeAsync();

    internal sealed record Signed(bool Done, string? Message);
}
