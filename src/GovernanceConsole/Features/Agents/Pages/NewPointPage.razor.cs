using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Agents;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Agents.Pages;

/// <summary>Registering an enforcement point. What the act refuses stands at the fields it names; what was typed stays.</summary>
public sealed partial class NewPointPage
{
    private Refusal? _refusal;
    private string _name = "";
    private string _audiences = "";
    private string? _publicJwk;
    private bool _busy;

    [Inject] private RegisterPoint Act { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private async Task Register()
    {
        _busy = true;
        try
        {
            var sheet = new PointSheet(_name, _audiences.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            var answer = await Act.Handle(await Visitor.Actor(), sheet, _publicJwk ?? "");
            _refusal = answer.Refusal;
            if (!answer.IsRefused)
                Navigation.NavigateTo(Links.Point(answer.Value) + "?new=1");
        }
        finally
        {
            _busy = false;
        }
    }

    private string? Has(string pointer) => _refusal?.Errors?.Any(e => e.Pointer.StartsWith(pointer, StringComparison.Ordinal)) == true ? "true" : null;
}
