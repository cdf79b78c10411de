using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.BreakGlass;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.BreakGlass.Pages;

/// <summary>One episode, from what was signed to its review, as it happens; and the reader's part in it.</summary>
public sealed partial class EpisodePage : IAsyncDisposable
{
    private EpisodeStory? _story;
    private Refusal? _refusal;
    private string? _said;
    private bool _busy;
    private bool _mayOpenIncident;

    [Parameter] public string Id { get; set; } = "";

    [Inject] private TellEpisode Read { get; set; } = null!;

    [Inject] private CloseEpisode Closes { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/BreakGlass/Pages/EpisodePage.razor.js");

    private bool Overdue => BreakGlassRules.IsOverdue(_story!.Episode, _story.AsOf);

    protected override Task OnInitializedAsync()
    {
        Follow(Topics.BreakGlass);
        Follow(Topics.Agents);
        Follow(Topics.People);
        return Refresh();
    }

    protected override async Task Refresh()
    {
        var answer = await Read.Handle(await Visitor.Actor(), Id, proofs: false);
        _mayOpenIncident = (await Visitor.Standing())?.Allows(Domain.People.Permission.ManageIncidents) == true;
        (_story, _refusal) = (answer.IsRefused ? null : answer.Value, answer.Refusal);
    }

    private static string Used(StoryLimit limit) => limit.Measure == EpisodeLimit.Acts
        ? string.Create(CultureInfo.InvariantCulture, $"{limit.Used} of {limit.Most} {(limit.Most == 1 ? "act" : "acts")}")
        : $"{new AmountLimit(limit.Measure, limit.Used).Money} of {new AmountLimit(limit.Measure, limit.Most).Money}";

    private async Task Sign()
    {
        _busy = true;
        try
        {
            if (await Ceremonies.Call<Signed>("signEpisode", Id) is not { } said)
                return;
            if (said.Done)
                await Tell(said.State == "open" ? "Signed. It is open, and everybody was told." : "Signed. It waits for another signature.");
            else
                _refusal = new Refusal("ceremony", said.Message ?? "");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Close()
    {
        _busy = true;
        try
        {
            var opened = _story?.Episode.OpenedAt is not null;
            var closed = await Closes.Handle(await Visitor.Actor(), Id);
            if (closed.IsRefused)
                _refusal = closed.Refusal;
            else
                await Tell(opened ? "It is over. What was granted under it and not redeemed is revoked." : "It is taken back and never opened.");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Tell(string said)
    {
        _said = said;
        await Refresh();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        await Ceremonies.DisposeAsync();
    }

    internal sealed record Signed(bool Done, string? State, string? Message);
}
