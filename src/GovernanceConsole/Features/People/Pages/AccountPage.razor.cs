using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.People.Pages;

/// <summary>One's own account: passkeys, sessions, notices. Adding a passkey goes browser → endpoints; the change feed brings the result.</summary>
public sealed partial class AccountPage
{
    private PersonFile? _file;
    private SignedIn? _signedIn;
    private Refusal? _missing;
    private Refusal? _refusal;
    private string? _done;
    private string? _label;
    private string? _removing;
    private bool _busy;

    [Inject] private IServiceProvider Services { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Ceremonies => field ??= new PageScript(Js, "/Features/People/Pages/AccountPage.razor.js");

    private List<Passkey> Live => [.. _file!.Passkeys.Where(k => k.RemovedAt is null)];

    private string Roles => string.Join(", ", _file!.Roles.Where(h => h.UntilAt is null).Select(h => RoleWords.Of(h.Role)).Order(StringComparer.Ordinal));

    private string Groups => string.Join(", ", _file!.Groups.Where(m => m.UntilAt is null).Select(m => m.Group).Order(StringComparer.Ordinal));

    protected override async Task OnInitializedAsync()
    {
        _signedIn = await Services.GetRequiredService<CurrentPerson>().SignedIn();
        if (_signedIn is not null)
            Follow(PeopleTopics.Of(_signedIn.PersonId));
        await Refresh();
    }

    protected override async Task Refresh()
    {
        if (_signedIn is null)
        {
            _missing = PeopleRefusals.SignedOut;
            return;
        }
        var read = await Services.GetRequiredService<PersonFiles>().Read(_signedIn.Actor, _signedIn.PersonId);
        _missing = read.Refusal;
        _file = read.IsRefused ? null : read.Value;
    }

    private Task Remove(Passkey passkey)
    {
        _removing = null;
        return Try<RemovePasskey>(act => act.Handle(_signedIn!.Actor, passkey.CredentialId), $"“{passkey.Label}” was removed, and its sessions have ended.");
    }

    private Task End(Session session) => Try<SignOut>(act => act.Handle(_signedIn!.Actor, session.Id), "That session has ended.");

    private Task ReadAll() => Try<ReadNotices>(act => act.Handle(_signedIn!.Actor), null);

    private async Task Add()
    {
        (_busy, _refusal, _done) = (true, null, null);
        try
        {
            if (await Ceremonies.Call<PersonPage.Said>("addPasskey", _label) is not { } said)
                return;
            if (!said.Done)
                _refusal = new Refusal("ceremony", said.Message ?? "");
            else
                (_done, _label) = ("The passkey was added.", null);
            await Refresh();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task Try<TAct>(Func<TAct, Task<Outcome<Done>>> run, string? words)
        where TAct : notnull
    {
        var outcome = await run(Services.GetRequiredService<TAct>());
        _refusal = outcome.Refusal;
        _done = outcome.IsRefused ? null : words;
        await Refresh();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        await Ceremonies.DisposeAsync();
    }
}
