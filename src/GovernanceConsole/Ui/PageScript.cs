using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;

namespace GovernanceConsole.Ui;

/// <summary>
/// The script of one component: fetched when it is first called, told to stop and let go of with the component. Its reader may leave at every step in between: then nothing more is begun, and
/// nothing failed. Calls have no time limit of their own: some wait for a person and a passkey, and the ceremony ends by itself.
/// </summary>
internal sealed class PageScript(IJSRuntime js, string path) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _running;
    private bool _gone;

    /// <summary>Calls the script's <c>start</c>. What it answers has a <c>stop</c>, called when the component goes.</summary>
    public async Task Start(params object?[] arguments)
    {
        _running = await Call<IJSObjectReference>("start", arguments);
        if (_gone)
            await Stop();
    }

    /// <summary>What the script's function answers; default when the reader had left the page by then. What was begun before that (a signature, say) still answers.</summary>
    /// <exception cref="JSException">The function failed in a page that is still there.</exception>
    public async Task<T?> Call<T>(string function, params object?[] arguments)
    {
        try
        {
            if (!_gone)
                _module ??= await js.InvokeAsync<IJSObjectReference>("import", CancellationToken.None, path);
            if (!_gone)
                return await _module!.InvokeAsync<T>(function, CancellationToken.None, arguments);
            await Stop();
        }
        catch (Exception fault) when (fault is JSDisconnectedException or OperationCanceledException || (_gone && fault is JSException or ObjectDisposedException))
        {
            // The page is gone or going, and what its script wanted there with it. Nothing else cancels a call.
        }
        return default;
    }

    /// <summary>The same for a function that answers nothing.</summary>
    public Task Run(string function, params object?[] arguments) => Call<IJSVoidResult>(function, arguments);

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        await Stop();
    }

    private async Task Stop()
    {
        var (running, module) = (_running, _module);
        (_running, _module) = (null, null);
        try
        {
            if (running is not null)
            {
                await running.InvokeVoidAsync("stop");
                await running.DisposeAsync();
            }
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception fault) when (fault is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, or went while it was asked, and took script and listeners along.
        }
    }
}
