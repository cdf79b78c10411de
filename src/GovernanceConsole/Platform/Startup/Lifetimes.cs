namespace GovernanceConsole.Platform.Startup;

/// <summary>Waiting for the console to open.</summary>
internal static class Lifetimes
{
    /// <summary>True once every service has started and the server listens; false when it was stopped before.</summary>
    public static async Task<bool> Opened(this IHostApplicationLifetime lifetime, CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStart = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await using var onStop = stop.Register(() => started.TrySetCanceled(stop));
        try
        {
            await started.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
