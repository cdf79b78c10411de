namespace GovernanceConsole.Platform.Sweeps;

/// <summary>Something that happens because time passed. Small, named, restartable; harmless when run twice.</summary>
internal interface ISweep
{
    /// <summary>How often it runs.</summary>
    TimeSpan Every { get; }

    Task Run(CancellationToken stop);
}
