using System.Globalization;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Escalation;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Domain.Rotation;
using GovernanceConsole.Platform.Live;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;

namespace GovernanceConsole.Features.Escalation.Pages;

/// <summary>The trees, and one of them in the editor with the answer to who would be asked beside it. The answer is the rule's own, by the calendars as they are.</summary>
public sealed partial class EscalationPage
{
    private static readonly string[] Risks = ["routine", "elevated", "high", "critical"];

    private TreesView? _view;
    private Refusal? _refusal;
    private string? _said;
    private bool _mayManage;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private TreeForm? _form;
    private string _at = "";
    private IReadOnlyList<EscalationStage>? _stages;
    private string? _faults;

    [Inject] private ReadTrees Read { get; set; } = null!;

    [Inject] private DefineTree Define { get; set; } = null!;

    [Inject] private EndTree EndAct { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    private IEnumerable<string> Others => _view!.Trees.Select(tree => tree.Tree.Name).Where(name => name != _form?.Name);

    protected override void OnInitialized() => Follow(Topics.OnCall);

    protected override Task OnParametersSetAsync() => _view is null ? Refresh() : Task.CompletedTask;

    protected override async Task Refresh()
    {
        var read = await Read.Handle(await Visitor.Actor());
        _view = read.IsRefused ? null : read.Value;
        if (read.IsRefused)
            _refusal = read.Refusal;
        var standing = await Visitor.Standing();
        _mayManage = standing?.Allows(Permission.ManagePolicy) == true;
        _zone = standing?.Person.TimeZone() ?? TimeZoneInfo.Utc;
    }

    private async Task Edit(TreeForm? form)
    {
        (_form, _refusal, _said) = (form, null, null);
        if (_at.Length == 0 && _view is { } view)
            _at = Sunday(WallTime.Of(view.At, _zone)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        await Ask();
    }

    /// <summary>The hour nobody likes to be asked at: three o'clock on the next Sunday.</summary>
    private static DateTime Sunday(DateTime today) => today.Date.AddDays(7 - (int)today.DayOfWeek).AddHours(3);

    private Task At(ChangeEventArgs change)
    {
        _at = change.Value as string ?? "";
        return Ask();
    }

    private async Task Ask()
    {
        (_stages, _faults) = (null, null);
        if (_form is not { } form || form.Levels.TrueForAll(level => level.Targets.Count == 0) || !DateTime.TryParse(_at, CultureInfo.InvariantCulture, out var at))
            return;
        var tree = form.ToTree();
        var answer = await Read.Ask(await Visitor.Actor(), tree with { Name = tree.Name.Length > 0 ? tree.Name : "draft" }, WallTime.ToUtc(at, _zone));
        _stages = answer.IsRefused ? null : answer.Value;
        _faults = answer.Refusal?.Errors is { Count: > 0 } errors ? errors[0].Message : answer.Refusal?.Message;
    }

    private async Task Save()
    {
        if (_form is not { } form)
            return;
        var outcome = await Define.Handle(await Visitor.Actor(), form.ToTree(), form.InsteadOf);
        _refusal = outcome.Refusal;
        if (outcome.IsRefused)
            return;
        _form = null;
        _said = $"The tree {form.Name} is defined. Questions that are open go on as they began.";
        await Refresh();
    }

    private async Task End(string name)
    {
        var outcome = await EndAct.Handle(await Visitor.Actor(), name);
        _refusal = outcome.Refusal;
        _said = outcome.IsRefused ? null : $"The tree {name} is ended. A policy that still names it asks every approver.";
        await Refresh();
    }

    private async Task Up(int at)
    {
        (_form!.Levels[at - 1], _form.Levels[at]) = (_form.Levels[at], _form.Levels[at - 1]);
        await Ask();
    }

    private async Task Remove(int at)
    {
        _form!.Levels.RemoveAt(at);
        await Ask();
    }

    private string Says(AskedPeople people) => people.IsEmpty
        ? "Nobody can be asked then."
        : string.Join(", ", people.Asked.Select(asked => Name(asked.PersonId)
            + (asked.StandsIn.Count > 0 ? $" (for {string.Join(", for ", asked.StandsIn.Reverse().Select(Name))})" : "")
            + (asked.IsBackUp ? " (back-up)" : asked.Why == AskReason.OnCall ? " (on call)" : "")));

    private string? LeftOut(AskedPeople people) => people.NotAsked.Count == 0 ? null
        : "Not asked: " + string.Join(", ", people.NotAsked.Take(6).Select(not => $"{Name(not.Id)}, {Why(not.Why)}")) + ".";

    private static string Why(AskReason why) => why switch
    {
        AskReason.Suspended => "suspended",
        AskReason.NotApprover => "no approver",
        AskReason.NoPasskey => "without a passkey",
        AskReason.OutsideHours => "outside business hours",
        AskReason.Away => "away with nobody to answer",
        AskReason.RequesterChain => "in the requester's chain",
        _ => "unknown",
    };

    private string Name(string id) => _view!.Words(EscalationTarget.Person + id);

    private static string Lasting(int seconds) => seconds % 86400 == 0 ? Count(seconds / 86400, "day") : seconds % 3600 == 0 ? Count(seconds / 3600, "hour") : Count(seconds / 60, "minute");

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
