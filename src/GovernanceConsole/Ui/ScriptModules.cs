using Microsoft.JSInterop;

namespace GovernanceConsole.Ui;

/// <summary>How a component lets go of its script. A browser that is gone took module and listeners along, and that is no fault.</summary>
internal static class ScriptModules
{
    /// <param name="module">What the component imported, if it came to that.</param>
    /// <param name="running">What the module answered when it was started: it is told to stop first.</param>
    public static async ValueTask LetGo(this IJSObjectReference? module, IJSObjectReference? running = null)
    {
        try
        {
            if (running is not null)
                await running.InvokeVoidAsync("stop");
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // Nothing is left to let go of.
        }
    }
}
