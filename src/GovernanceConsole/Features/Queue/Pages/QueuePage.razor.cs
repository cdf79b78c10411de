using GovernanceConsole.Data;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Intents;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Domain.Queue;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using GovernanceConsole.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.Queue.Pages;

/// <summary>
/// The exception queue. What is looked at stands in the URL, and nonsense there opens with a notice. Live: a signal makes the page ask again, rows change in place and say so, what is new waits
/// behind a button, so that nothing moves under the reader's finger.
/// </summary>
public sealed partial class QueuePage
{
    private static readonly (string, string)[] Keys =
        [("J", "Next item"), ("K", "Item before"), ("Enter", "Open the item"), ("A", "Open it to approve"), ("D", "Open it to deny"), ("?", "This list")];

    private readonly List<string> _odd = [];
    private List<string> _fresh = [];
    private List<QueueRow>? _rows;
    private string? _next;
    private QueueCounts? _counts;
    private Refusal? _refusal;
    private IReadOnlyList<string> _types = [];
    private IReadOnlyList<(string Id, string Name)> _agents = [];
    private ElementReference _root;
    private bool _approves;
    private bool _asking;
    private bool _askAgain;

    [SupplyParameterFromQuery(Name = "tab")] private string? TabText { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] private string? SortText { get; set; }

    [SupplyParameterFromQuery(Name = "risk")] private string? RiskText { get; set; }

    [SupplyParameterFromQuery(Name = "type")] private string? TypeText { get; set; }

    [SupplyParameterFromQuery(Name = "agent")] private string? AgentText { get; set; }

    [SupplyParameterFromQuery(Name = "after")] private string? AfterText { get; set; }

    [Inject] private ListQueue List { get; set; } = null!;

    [Inject] private ReadQueueItems Items { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private Database Database { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Script => field ??= new PageScript(Js, "/Features/Queue/Pages/QueuePage.razor.js");

    private QueueFilterState Filter { get; set; } = new();

    private string EmptyTitle => Filter switch
    {
        { IsNarrowed: true } => "Nothing fits.",
        { Tab: QueueFilterState.History } => "Nothing has been decided yet.",
        { Tab: QueueFilterState.All } => "Nothing waits.",
        _ => "Nothing waits for you.",
    };

    private IReadOnlyList<Segmented.Choice> Tabs =>
    [
        new("Mine", Href(Filter with { Tab = QueueFilterState.Mine, After = null }), Filter.Tab == QueueFilterState.Mine, _counts is { } c ? Upto(Math.Min(c.Mine + c.MineHeld, QueueCounts.Cap)) : null),
        new("All", Href(Filter with { Tab = QueueFilterState.All, After = null }), Filter.Tab == QueueFilterState.All, _counts is { } d ? Upto(d.Open) : null),
        new("History", Href(Filter with { Tab = QueueFilterState.History, After = null }), Filter.Tab == QueueFilterState.History),
    ];

    protected override async Task OnInitializedAsync()
    {
        await using var db = Database.Read();
        _agents = [.. (await db.Agents.OrderBy(a => a.Name).Take(500).Select(a => new { a.Id, a.Name }).ToListAsync(Gone)).Select(a => (a.Id, a.Name))];
        _types = await db.Agents.Take(500).Select(a => a.IntentTypes).ToListAsync(Gone) is var lists ? [.. lists.SelectMany(l => l).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : [];
    }

    protected override async Task OnParametersSetAsync()
    {
        _odd.Clear();
        var standing = await Visitor.Standing();
        _approves = standing?.Roles.Contains(Domain.People.Role.Approver) == true;
        var own = _approves ? QueueFilterState.Mine : QueueFilterState.All;
        Filter = QueueUrl.Read(new(TabText, SortText, RiskText, TypeText, AgentText, AfterText), own, _types, [.. _agents.Select(a => a.Id)], _odd);
        await Load();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        Follow(Topics.Queue);
        await Script.Start(_root);
        // What happened between the page's drawing and its being followed.
        await Refresh();
    }

    private async Task Load()
    {
        var actor = await Visitor.Actor();
        var page = await List.Handle(actor, Query(), Gone);
        if (page.IsRefused && page.Refusal == QueueRefusals.BadCursor)
        {
            _odd.Add(page.Refusal.Message);
            Filter = Filter with { After = null };
            page = await List.Handle(actor, Query(), Gone);
        }
        _refusal = page.Refusal;
        if (page.IsRefused)
            return;
        _fresh = [];
        _next = page.Value.Next;
        _rows = await Rows(page.Value.Items);
        _counts = await List.Count(actor, Gone) is { IsRefused: false } counts ? counts.Value : null;
    }

    /// <summary>Asks again after a signal; signals that come meanwhile become one more question.</summary>
    protected override async Task Refresh()
    {
        if (_asking)
        {
            _askAgain = true;
            return;
        }
        _asking = true;
        try
        {
            do
            {
                _askAgain = false;
                await Compare();
                StateHasChanged();
                await Task.Delay(200, Gone);
            }
            while (_askAgain);
        }
        finally
        {
            _asking = false;
        }
    }

    private async Task Compare()
    {
        if (_rows is null or { Count: 0 })
        {
            await Load();
            return;
        }
        var actor = await Visitor.Actor();
        var shown = _rows.ToDictionary(row => row.IntentId, StringComparer.Ordinal);
        var page = await List.Handle(actor, Query(), Gone);
        _refusal = page.Refusal;
        if (page.IsRefused)
            return;
        var now = await Items.Handle(actor, shown.Keys, Gone);
        if (!now.IsRefused)
        {
            var byId = now.Value.ToDictionary(item => item.Item.IntentId, StringComparer.Ordinal);
            _rows = _rows.ConvertAll(row => byId.TryGetValue(row.IntentId, out var item) ? QueueRow.Of(item) is var fresh && fresh.SameAs(row) ? row : QueueRow.Of(item) with { Changed = true } : row);
        }
        _fresh = [.. page.Value.Items.Where(item => !shown.ContainsKey(item.IntentId)).Select(item => item.Consequence)];
        _next = page.Value.Next;
        _counts = await List.Count(actor, Gone) is { IsRefused: false } counts ? counts.Value : _counts;
    }

    private async Task<List<QueueRow>> Rows(IReadOnlyList<QueueItem> items)
    {
        var standing = await Items.Handle(await Visitor.Actor(), [.. items.Select(item => item.IntentId)], Gone);
        if (standing.IsRefused)
            return [];
        var byId = standing.Value.ToDictionary(item => item.Item.IntentId, StringComparer.Ordinal);
        return [.. items.Where(item => byId.ContainsKey(item.IntentId)).Select(item => QueueRow.Of(byId[item.IntentId]))];
    }

    private Task ShowFresh() => Load();

    private QueueQuery Query() => new(
        Filter.Tab switch { QueueFilterState.All => QueueView.All, QueueFilterState.History => QueueView.History, _ => QueueView.Mine },
        Filter.Sort == QueueFilterState.ByRisk ? QueueOrder.Risk : QueueOrder.Due, Filter.Risk, Filter.Type, Filter.Agent, Filter.After);

    private static string Href(QueueFilterState state) => QueueUrl.Write(state);

    private static string Upto(int count) => count >= QueueCounts.Cap ? $"{QueueCounts.Cap - 1}+" : count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Script.DisposeAsync();
    }
}
