using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.BreakGlass.Pages;

/// <summary>Asks for an episode: agents of one's own, what they may do, limits, time and reason, with what is signed in words beside it.</summary>
public sealed partial class NewEpisodePage
{
    private readonly HashSet<string> _agents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tools = new(StringComparer.Ordinal);
    private EpisodeChoices? _choices;
    private Refusal? _refusal;
    private int _acts = 1;
    private int _minutes = 15;
    private string _currency = "EUR";
    private string _amount = "";
    private string _reason = "";
    private bool _drill;
    private bool _busy;

    [Inject] private ReadEpisodes Read { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/BreakGlass/Pages/NewEpisodePage.razor.js");

    private bool HasAmount => !string.IsNullOrWhiteSpace(_amount);

    private string Duration => _minutes < 1 ? "no time" : EpisodeDisplay.Duration(_minutes * 60);

    private IEnumerable<EpisodeLine> Types => _choices!.Types.Where(t => _agents.Any(a => _choices.TypesOf[a].Contains(t.Id)));

    private IEnumerable<string> Tools => _agents.SelectMany(a => _choices!.ToolsOf[a]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    protected override async Task OnInitializedAsync()
    {
        var choices = await Read.Choices(await Visitor.Actor());
        (_choices, _refusal) = (choices.IsRefused ? null : choices.Value, choices.Refusal);
    }

    private static void Toggle(HashSet<string> set, string value, ChangeEventArgs change)
    {
        if (change.Value is true)
            set.Add(value);
        else
            set.Remove(value);
    }

    private async Task Sign()
    {
        _busy = true;
        try
        {
            var order = new
            {
                agents = _agents,
                intentTypes = _types.Where(t => Types.Any(known => known.Id == t)),
                tools = _tools.Where(Tools.Contains),
                acts = _acts,
                amounts = HasAmount ? new Dictionary<string, string> { [_currency.Trim()] = _amount.Trim() } : [],
                minutes = _minutes,
                reason = _reason,
                drill = _drill,
            };
            if (await Ceremonies.Call<Signed>("breakGlass", order) is not { } said)
                return;
            if (said is { Done: true, Episode: { } id })
                Nav.NavigateTo(Links.Episode(id));
            else
                _refusal = new Refusal("ceremony", said.Message ?? "");
        }
        finally
        {
            _busy = false;
        }
    }

    ValueTask IAsyncDisposable.DisposeAsync() => Ceremonies.DisposeAsync();

    internal sealed record Signed(bool Done, string? Episode, string? Message);
}
