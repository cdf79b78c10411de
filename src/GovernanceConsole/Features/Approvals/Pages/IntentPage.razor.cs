using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.Approvals.Pages;

/// <summary>What the page's script is handed when it asks to sign: the ceremony and its options, or why not.</summary>
public sealed record Asked(string? Ceremony, string? Options, string? Trouble);

/// <summary>
/// The card of one intent. What is signed is the display model that stands on the screen: while nothing that matters changes it stays the same, though votes and countdown move; when something
/// does, the card is set anew and says so. Signing goes browser → endpoint; the circuit only opens the ceremony.
/// </summary>
public sealed partial class IntentPage
{
    private static readonly (string, string)[] Keys = [("A", "Approve and sign"), ("D", "Deny"), ("L", "Approve less, where the intent allows it"), ("U", "Back to the queue"), ("?", "This list")];

    private DisplayModel? _display;
    private IntentCard? _view;
    private Refusal? _refusal;
    private string? _changed;
    private ElementReference _root;
    private DotNetObjectReference<IntentPage>? _self;
    private string? _loaded;
    private bool _opensRecords;

    [Parameter, EditorRequired] public required string Id { get; set; }

    [Inject] private ShowCard Show { get; set; } = null!;

    [Inject] private BeginApproval BeginApproval { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Script => field ??= new PageScript(Js, "/Features/Approvals/Pages/IntentPage.razor.js");

    private bool CanSign => _view is { Status: IntentStatus.Pending, Held: false, NotYours: null };

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return;
        _loaded = Id;
        _display = null;
        _changed = null;
        FollowOnly(Topics.Intent(Id));
        _opensRecords = await Visitor.Standing() is { } standing && standing.Allows(Permission.ReadAudit);
        await Refresh();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await Script.Start(_root, _self);
    }

    /// <summary>Opens the ceremony over the document that stands on the screen.</summary>
    /// <param name="verdict"><c>approve</c> or <c>deny</c>; anything else is refused.</param>
    /// <param name="reason">Why denied.</param>
    /// <param name="reasonForAgent">What of it the agent may read.</param>
    /// <param name="narrowing">The conditions of an approval, a JSON array.</param>
    [JSInvokable]
    public async Task<Asked> Begin(string verdict, string? reason, string? reasonForAgent, string? narrowing)
    {
        if (_display is null || verdict is not ("approve" or "deny"))
            return new Asked(null, null, ApprovalRefusals.Closed.Message);
        var command = new BeginApprovalCommand(Id, verdict == "approve" ? ApprovalVerdict.Approve : ApprovalVerdict.Deny, _display, reason, reasonForAgent, narrowing);
        var begun = await BeginApproval.Handle(await Visitor.Actor(), command, Gone);
        if (!begun.IsRefused)
            return new Asked(begun.Value.CeremonyId, begun.Value.Options, null);
        await Refresh();
        StateHasChanged();
        return new Asked(null, null, begun.Refusal is { Errors: { Count: > 0 } errors } bad && bad.Code == IntentRefusals.BadConstraint.Code ? string.Join(' ', errors.Select(error => error.Message)) : begun.Refusal.Message);
    }

    /// <summary>The endpoint answered, whatever it said: look again.</summary>
    [JSInvokable]
    public async Task Answered()
    {
        await Refresh();
        StateHasChanged();
    }

    protected override async Task Refresh()
    {
        var actor = await Visitor.Actor();
        var shown = await Show.Handle(actor, Id, Gone);
        _refusal = shown.Refusal;
        if (shown.IsRefused)
            return;
        var now = shown.Value.Display;
        // As long as nothing that matters changes, the reader signs the very document that was put before them. Once it is decided, the document stays as it was read.
        if (_display is null)
        {
            _display = now;
        }
        else if (shown.Value.Deciding.Intent.Status != IntentStatus.Pending)
        {
            _changed = null;
        }
        else if (DisplayModel.Differences(_display.Canonical, now.Canonical) is { Count: > 0 } differences)
        {
            _display = now;
            _changed = string.Join(' ', differences) + " Read it again before you decide.";
        }
        _view = CardWords.Of(shown.Value, _display, actor.Id);
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Script.DisposeAsync();
        _self?.Dispose();
    }
}
