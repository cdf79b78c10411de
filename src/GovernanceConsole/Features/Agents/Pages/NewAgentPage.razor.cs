using GovernanceConsole.Domain;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>Registering an agent. What the act refuses stands at the fields it names; what was typed stays.</summary>
public sealed partial class NewAgentPage
{
    private readonly AgentForm _form = new();
    private Choices? _choices;
    private Refusal? _refusal;
    private string? _publicJwk;
    private bool _busy;

    [Inject] private RegisterAgent Act { get; set; } = null!;

    [Inject] private RegistryChoices Choices { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var answer = await Choices.Read(await Visitor.Actor());
        _refusal = answer.Refusal;
        _choices = answer.IsRefused ? null : answer.Value;
        if (_choices is { Tools: [var only] })
            _form.Tools.Add(only.Audience);
    }

    private async Task Register()
    {
        _busy = true;
        try
        {
            var answer = await Act.Handle(await Visitor.Actor(), _form.ToSheet(), _publicJwk ?? "");
            _refusal = answer.Refusal;
            if (!answer.IsRefused)
                Navigation.NavigateTo(Links.Agent(answer.Value) + "?new=1");
        }
        finally
        {
            _busy = false;
        }
    }
}
