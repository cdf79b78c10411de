using System.Text;
using GovernanceConsole.Domain;
using GovernanceConsole.Domain.Policy;
using GovernanceConsole.Features.Policy.Bench;
using GovernanceConsole.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GovernanceConsole.Features.Policy.Pages;

/// <summary>
/// Where somebody asks "what if". The address carries the version and where the input comes from; the input itself stays in the page and is fetched as a stream when it is asked with, so that no paste is too big
/// for the circuit. Another version is asked with the input as it stands.
/// </summary>
public sealed partial class BenchPage
{
    /// <summary>Stands in the list of starts for the recorded intent of the address.</summary>
    private const string Recorded = "recorded";

    private readonly CancellationTokenSource _gone = new();
    private readonly CancellationToken _left;
    private BenchView? _view;
    private Refusal? _missing;
    private Refusal? _wrong;
    private Trial? _trial;
    private bool _busy;
    private string? _wanted;
    private (string? Intent, string? Example) _start;
    private ElementReference _root;
    private ElementReference _area;
    private bool _listening;

    public BenchPage() => _left = _gone.Token;

    [SupplyParameterFromQuery(Name = "version")]
    private string? Hex { get; set; }

    [SupplyParameterFromQuery(Name = "intent")]
    private string? Intent { get; set; }

    [SupplyParameterFromQuery(Name = "example")]
    private string? Example { get; set; }

    [Inject] private ReadBench Read { get; set; } = null!;

    [Inject] private TryDecision Try { get; set; } = null!;

    [Inject] private Visitor Visitor { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private PageScript Script => field ??= new PageScript(Js, "/Features/Policy/Pages/BenchPage.razor.js");

    protected override async Task OnParametersSetAsync()
    {
        var before = _view;
        var read = await Read.Handle(await Visitor.Actor(), Hex is null ? null : "sha256:" + Hex, Intent, Example, _left);
        _missing = read.Refusal;
        _view = read.IsRefused ? null : read.Value;
        if (_view is null || !RendererInfo.IsInteractive)
            return;
        var fresh = before is null || _start != (Intent, Example);
        _start = (Intent, Example);
        if (fresh)
        {
            (_trial, _wrong) = (null, null);
            if (before is not null)
                await Write(_view.Text);
            // Whoever comes from a recorded decision comes for its reasons.
            if (_view.Recorded is not null)
                await Ask(Encoding.UTF8.GetBytes(_view.Text));
        }
        else if (before!.Version.Digest != _view.Version.Digest && _trial is not null)
        {
            await Evaluate();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_listening || _view is null)
            return;
        _listening = true;
        await Script.Run("listen", _root);
    }

    private async Task Evaluate() => await WithInput(Ask);

    private async Task Ask(byte[] input)
    {
        var answer = await Try.Handle(await Visitor.Actor(), new TryDecisionCommand(_view!.Version.Digest, input, _view.Recorded?.IntentId), _left);
        // What was answered to another input is not left standing beside this one.
        (_wrong, _trial) = (answer.Refusal, answer.IsRefused ? null : answer.Value);
    }

    private async Task Format() => await WithInput(async bytes =>
    {
        var input = TrialInput.Read(bytes);
        _wrong = input.Refusal;
        if (!input.IsRefused)
            await Write(input.Value.Text);
    });

    private async Task Reset()
    {
        (_trial, _wrong) = (null, null);
        await Write(_view!.Text);
    }

    /// <summary>Fetches what stands in the page. Its length is known before a byte of it comes: too much is refused and never sent.</summary>
    private async Task WithInput(Func<byte[], Task> then)
    {
        if (_busy)
            return;
        _busy = true;
        StateHasChanged();
        try
        {
            await using var text = await Script.Call<IJSStreamReference>("read", _area);
            if (text is null)
                return;
            if (text.Length > TrialInput.MostBytes)
            {
                (_wrong, _trial) = (TrialInput.TooBig(text.Length), null);
                return;
            }
            await using var stream = await text.OpenReadStreamAsync(TrialInput.MostBytes, _left);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, _left);
            await then(bytes.ToArray());
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page is gone; nobody waits for the answer.
        }
        finally
        {
            _busy = false;
        }
    }

    private Task Write(string text) => Script.Run("write", _area, text);

    private void StartFrom(string? start)
    {
        if (start is not (null or Recorded))
            Go(_view!.Version.Digest, null, start);
    }

    private void OpenRecorded()
    {
        if (!string.IsNullOrWhiteSpace(_wanted))
            Go(null, _wanted.Trim(), null);
    }

    private void Go(string? version, string? intent, string? example) => Nav.NavigateTo(Links.Bench(version, intent, example), replace: true);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        await Script.DisposeAsync();
    }
}
