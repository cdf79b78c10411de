using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.Approvals.Pages;

/// <summary>One of those that can be signed together, as it is set. <paramref name="Display"/> is what its own statement would be over.</summary>
internal sealed record AlikeRow(string IntentId, DisplayModel Display, SafeText Consequence, IReadOnlyList<DisplayField> Fields, string Agent, string Owner, DateTime DueAt)
{
    public bool Chosen { get; set; } = true;
}

/// <summary>
/// Routine intents of one type, each shown with all its fields, and one signature for those that are ticked. While nothing changes, the documents on the screen are the ones that are signed; what was decided meanwhile leaves the list,
/// and what changed is shown anew, unticked. Signing goes browser → endpoint, as on the card.
/// </summary>
public sealed partial class AlikePage
{
    private List<AlikeRow>? _rows;

    // What the signature was asked for: the list itself moves as soon as the first of them is decided, here or elsewhere.
    private List<string> _asked = [];
    private string _title = "";
    private int _apart;
    private string _stamp = "";
    private string? _changed;
    private string? _done;
    private Refusal? _refusal;
    private string? _loaded;
    private ElementReference _root;
    private DotNetObjectReference<AlikePage>? _self;

    [Parameter, EditorRequired] public required string Id { get; set; }

    [Inject] private ShowAlike Show { get; set; } = null!;

    [Inject] private BeginBatch BeginBatch { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Script => field ??= new PageScript(Js, "/Features/Approvals/Pages/IntentPage.razor.js");

    private int Chosen => _rows!.Count(row => row.Chosen);

    protected override void OnInitialized() => Follow(Topics.Queue);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return;
        (_loaded, _rows, _changed, _done) = (Id, null, null, null);
        await Refresh();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await Script.Start(_root, _self, "/ceremonies/approval-batches/");
    }

    /// <summary>Opens the ceremony over the documents that stand on the screen and are ticked. A batch approves; a denial is written one by one, with its reason.</summary>
    [JSInvokable]
    public async Task<Asked> Begin(string verdict, string? reason, string? reasonForAgent, string? narrowing)
    {
        if (_rows is null || verdict != "approve" || reason is not null || reasonForAgent is not null || narrowing is not null)
            return new Asked(null, null, ApprovalRefusals.BatchSize.Message);
        _asked = [.. _rows.Where(row => row.Chosen).Select(row => row.IntentId)];
        var begun = await BeginBatch.Handle(await Visitor.Actor(), new BeginBatchCommand([.. _rows.Where(row => row.Chosen).Select(row => (row.IntentId, row.Display))]), Gone);
        if (!begun.IsRefused)
            return new Asked(begun.Value.CeremonyId, begun.Value.Options, null);
        await Refresh();
        StateHasChanged();
        return new Asked(null, null, begun.Refusal.Message);
    }

    /// <summary>The endpoint answered, whatever it said: look again, and say how many are done.</summary>
    [JSInvokable]
    public async Task Answered()
    {
        await Refresh();
        var gone = _asked.Count(id => _rows?.Exists(row => row.IntentId == id) != true);
        _done = gone == 0 ? null : gone == _asked.Count ? $"All {gone} are signed." : $"{gone} of {_asked.Count} are signed or were decided meanwhile; the others stand below.";
        _changed = null;
        StateHasChanged();
    }

    private void Toggle(AlikeRow row)
    {
        row.Chosen = !row.Chosen;
        _stamp = Stamp();
    }

    protected override async Task Refresh()
    {
        // The card it began with may be decided by now: then the next in the list stands for it.
        var shown = await Show.Handle(await Visitor.Actor(), _rows?.FirstOrDefault()?.IntentId ?? Id, Gone);
        if (shown.IsRefused && _rows is { Count: > 1 })
            shown = await Next();
        if (shown.IsRefused)
        {
            (_refusal, _rows) = (_rows is null ? shown.Refusal : null, _rows is null ? null : []);
            return;
        }
        _refusal = null;
        (_title, _apart) = (shown.Value.Title, shown.Value.Apart);
        var now = shown.Value.Cards.Select(Row).ToList();
        if (_rows is { } before)
        {
            var stood = before.ToDictionary(row => row.IntentId, StringComparer.Ordinal);
            var (gone, changed) = (before.Count(row => !now.Exists(other => other.IntentId == row.IntentId)), 0);
            // What is new since the page was opened is not put under somebody's hand: it comes with the next visit.
            now = [.. now.Where(row => stood.ContainsKey(row.IntentId)).Select(row =>
            {
                var old = stood[row.IntentId];
                if (DisplayModel.Differences(old.Display.Canonical, row.Display.Canonical).Count == 0)
                    return old;
                changed++;
                row.Chosen = false;
                return row;
            })];
            if (gone + changed > 0)
                _changed = $"{(gone > 0 ? $"{gone} {(gone == 1 ? "was" : "were")} decided or ended. " : "")}{(changed > 0 ? $"{changed} {(changed == 1 ? "reads" : "read")} differently now and {(changed == 1 ? "is" : "are")} not ticked any more." : "")}";
        }
        _rows = now;
        _stamp = Stamp();
    }

    private async Task<Outcome<AlikeCards>> Next()
    {
        Outcome<AlikeCards> shown = ApprovalRefusals.Closed;
        foreach (var row in _rows!.Skip(1))
        {
            shown = await Show.Handle(await Visitor.Actor(), row.IntentId, Gone);
            if (!shown.IsRefused)
                break;
        }
        return shown;
    }

    // The script forgets what was on screen when this changes.
    private string Stamp() => string.Join(' ', _rows!.Where(row => row.Chosen).Select(row => row.Display.Digest));

    private static AlikeRow Row(Card card) => new(card.Deciding.Intent.Id, card.Display, card.Display.Consequence, [.. card.Display.Fields.Where(field => field.Pointer != "/deadline")],
        TextSafety.Show(card.Deciding.Agent.Name, TextUse.Name).Plain, card.OwnerName, card.Deciding.Item!.DueAt);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Script.DisposeAsync();
        _self?.Dispose();
    }
}
