using GovernanceConsole.Domain;
using GovernanceConsole.Domain.KillSwitch;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.KillSwitch.Pages;

/// <summary>The kill switch itself: what to stop, what that hits now, why, and the signature. What was chosen stands in the address, so that a page about an agent can lead here.</summary>
public sealed partial class NewStopPage
{
    private StopChoices? _choices;
    private StopPreview? _preview;
    private Refusal? _refusal;
    private StopReach _reach = StopReach.Agent;
    private string _value = "";
    private string _reason = "";
    private bool _busy;

    [SupplyParameterFromQuery(Name = "reach")] private string? AskedReach { get; set; }

    [SupplyParameterFromQuery(Name = "value")] private string? AskedValue { get; set; }

    [Inject] private PreviewStop Preview { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/KillSwitch/Pages/NewStopPage.razor.js");

    protected override async Task OnInitializedAsync()
    {
        if (StopScope.Parse(AskedReach, AskedValue) is { } asked)
            (_reach, _value) = (asked.Reach, asked.Value);
        var choices = await Preview.Choices(await Visitor.Actor());
        (_choices, _refusal) = (choices.IsRefused ? null : choices.Value, choices.Refusal);
        if (_choices is not null)
            await Look();
    }

    private static string Words(StopReach reach) => reach switch
    {
        StopReach.Agent => "One agent",
        StopReach.Owner => "Every agent of a person",
        StopReach.IntentType => "A type of intent",
        StopReach.Tool => "A tool",
        StopReach.Environment => "An environment",
        _ => "Everything",
    };

    private Task Choose(StopReach reach)
    {
        (_reach, _value) = (reach, "");
        return Look();
    }

    private Task Pick(string? value)
    {
        _value = value ?? "";
        return Look();
    }

    private async Task Look()
    {
        _preview = null;
        if (_reach != StopReach.Everything && _value.Length == 0)
            return;
        var preview = await Preview.Handle(await Visitor.Actor(), StopScope.Name(_reach), _value);
        (_preview, _refusal) = (preview.IsRefused ? null : preview.Value, preview.Refusal);
    }

    private async Task Sign()
    {
        if (string.IsNullOrWhiteSpace(_reason))
        {
            _refusal = new Refusal("invalid_field", "Say why. Nothing was stopped.", [new FieldError("/reason", "A stop has a reason that everybody can read.")]);
            return;
        }
        _busy = true;
        try
        {
            if (await Ceremonies.Call<Signed>("placeStop", StopScope.Name(_reach), _value, _reason) is not { } said)
                return;
            if (said is { Done: true, Stop: { } id })
                Nav.NavigateTo(Links.Stop(id));
            else
                _refusal = new Refusal("ceremony", said.Message ?? "");
        }
        finally
        {
            _busy = false;
        }
    }

    ValueTask IAsyncDisposable.DisposeAsync() => Ceremonies.DisposeAsync();

    internal sealed record Signed(bool Done, string? Stop, string? Message);
}
