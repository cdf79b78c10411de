using System.Threading.Channels;
using GovernanceConsole.Domain.Policy;
using Microsoft.Extensions.Options;

namespace GovernanceConsole.Features.Policy.Shadow;

/// <summary>One evaluation that counted, with all a shadow needs to be asked the very same.</summary>
internal sealed record ShadowQuestion(PolicyDecision Decision, Risk Floor, GrantTerm Fallback, Verdict Verdict);

/// <summary>
/// Evaluations on their way to the shadow. The writer leaves them here and never waits: when the shadow is slower, what does not fit is dropped and counted. Counts are those since the console started.
/// </summary>
internal sealed class ShadowQueue(IOptions<PolicyOptions> options)
{
    /// <summary>How many may wait; each holds the input of one intent.</summary>
    public const int Waiting = 256;

    private readonly Channel<ShadowQuestion> _waiting = Channel.CreateBounded<ShadowQuestion>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private long _compared;
    private long _different;
    private long _dropped;

    public bool IsOn { get; } = options.Value.Shadow != PolicyOptions.NoShadow;

    public ChannelReader<ShadowQuestion> Questions => _waiting.Reader;

    public long Compared => Interlocked.Read(ref _compared);

    public long Different => Interlocked.Read(ref _different);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Asked after the decision was made; its act may yet be undone, which the shadow finds out for itself.</summary>
    public void Offer(ShadowQuestion question)
    {
        if (IsOn && !_waiting.Writer.TryWrite(question))
            Drop(1);
    }

    public void Drop(int count) => Interlocked.Add(ref _dropped, count);

    public void Count(int compared, int different)
    {
        Interlocked.Add(ref _compared, compared);
        Interlocked.Add(ref _different, different);
    }
}
