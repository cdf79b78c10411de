using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using GovernanceConsole.Platform.Startup;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.People.Pages;

/// <summary>One person: standing with history, passkeys, links, and the changes that wait. Every button is an act that checks for itself; signing goes browser → endpoint, and the change feed brings the result.</summary>
public sealed partial class PersonPage
{
    private PersonFile? _file;
    private Refusal? _missing;
    private Refusal? _refusal;
    private string? _done;
    private string? _group;
    private string? _reason;
    private string? _linkUrl;
    private DateTime _linkExpires;
    private bool _busy;
    private Actor _me = Actor.Nobody;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject] private IServiceProvider Services { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/People/Pages/PersonPage.razor.js");

    [Inject] private Work Work { get; set; } = null!;

    private bool IsMe => _me.Id == Id;

    private DateTime Now => Work.Now();

    private List<RoleHolding> Held => [.. (_file?.Roles ?? []).Where(h => h.UntilAt is null)];

    private List<GroupMembership> In => [.. (_file?.Groups ?? []).Where(m => m.UntilAt is null)];

    private List<(DateTime Until, string Words)> Past =>
    [
        .. (_file?.Roles ?? []).Where(h => h.UntilAt is not null).Select(h => (h.UntilAt!.Value, $"{RoleWords.Of(h.Role)}, given by {_file!.Name(h.GrantedById)} on {h.FromAt:yyyy-MM-dd}, ended by {_file.Name(h.EndedById)};"))
            .Concat((_file?.Groups ?? []).Where(m => m.UntilAt is not null).Select(m => (m.UntilAt!.Value, $"group {m.Group}, put in by {_file!.Name(m.AddedById)} on {m.FromAt:yyyy-MM-dd}, taken out by {_file.Name(m.EndedById)};")))
            .OrderByDescending(p => p.Item1),
    ];

    protected override void OnInitialized() => Follow(PeopleTopics.All);

    protected override async Task OnParametersSetAsync()
    {
        (_refusal, _done, _linkUrl) = (null, null, null);
        await Refresh();
    }

    protected override async Task Refresh()
    {
        _me = await Services.GetRequiredService<CurrentPerson>().Actor();
        var read = await Services.GetRequiredService<PersonFiles>().Read(_me, Id);
        _missing = read.Refusal;
        _file = read.IsRefused ? null : read.Value;
    }

    private Task Propose(StandingChangeKind kind, Role? role) => Try<ProposeChange, StandingChange>(act => act.Handle(_me, kind, Id, role), _ => "Proposed. It is done with a signature, below.");

    private Task Withdraw(WaitingChange item) => Try<WithdrawChange, Done>(act => act.Handle(_me, item.Change.Id), _ => "The proposal was withdrawn.");

    private Task WithdrawLink(string invitationId) => Try<WithdrawInvitation, Done>(act => act.Handle(_me, invitationId), _ => "The link was withdrawn.");

    private Task Leave(string group) => Try<LeaveGroup, Done>(act => act.Handle(_me, Id, group), _ => $"Taken out of {group}.");

    private Task Resume() => Try<ResumePerson, Done>(act => act.Handle(_me, Id), _ => "Resumed. They sign in again with their passkey.");

    private Task Suspend() => Try<SuspendPerson, Done>(act => act.Handle(_me, Id, _reason), _ => "Suspended. Their sessions have ended.");

    private async Task Join()
    {
        await Try<JoinGroup, Done>(act => act.Handle(_me, Id, _group), _ => $"Put into {_group}.");
        if (_refusal is null)
            _group = null;
    }

    private Task InviteAgain() => Try<InvitePerson, IssuedLink>(act => act.Again(_me, Id), link =>
    {
        (_linkUrl, _linkExpires) = (link.Url(Services.GetRequiredService<Place>(), InvitationKind.Invite), link.ExpiresAt);
        return "A new link was made; earlier ones no longer work.";
    });

    private async Task Sign(WaitingChange item)
    {
        (_busy, _refusal, _done) = (true, null, null);
        try
        {
            if (await Ceremonies.Call<Said>("signChange", item.Change.Id) is not { } said)
                return;
            if (!said.Done)
                _refusal = new Refusal("ceremony", said.Message ?? "");
            else
                _done = item.Sentence;
            (_linkUrl, _linkExpires) = (said.Link, said.ExpiresAt ?? default);
            await Refresh();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Try<TAct, T>(Func<TAct, Task<Outcome<T>>> run, Func<T, string> words)
        where TAct : notnull
    {
        var outcome = await run(Services.GetRequiredService<TAct>());
        _refusal = outcome.Refusal;
        _done = outcome.IsRefused ? null : words(outcome.Value);
        await Refresh();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        await Ceremonies.DisposeAsync();
    }

    internal sealed record Said(bool Done, string? Message, string? Link, DateTime? ExpiresAt);
}
