using GovernanceConsole.Rego;
using GovernanceConsole.Rego.Values;

namespace GovernanceConsole.Commands;

/// <summary><c>policy eval</c>: prints the value of each query as one line of JSON. An error in one query does not keep the others from their answers, but the exit code is 1.</summary>
internal static class EvalCommand
{
    /// <summary>More patience than a decision gets: whoever waits is a person or a script, not an agent.</summary>
    private static readonly EvaluationBudget Budget = new() { Steps = 100_000_000, Time = TimeSpan.FromSeconds(10), ValueSize = 10_000_000 };

    public static int Run(CommandLine line, CommandStreams streams)
    {
        if (line.Mutate)
            throw CommandFailed.Misused("--mutate belongs to policy test.");
        var queryFirst = line.Queries.Count == 0;
        if (queryFirst && line.Arguments.Count == 0)
            throw CommandFailed.Misused("policy eval needs a query, e.g. data.intents.decision.");
        var queries = queryFirst ? [line.Arguments[0]] : line.Queries;
        var paths = line.Arguments.Skip(queryFirst ? 1 : 0);
        var policy = PolicySources.Read([.. line.Data, .. paths]).Compile();
        var input = new RegoInput(line.Input switch { null => null, "-" => Document.Read(streams.In), var file => Document.Read(file) }, streams.Clock.GetUtcNow())
        {
            Budget = Budget,
            StrictBuiltinErrors = line.Strict,
            Print = streams.Complain,
        };
        var fine = true;
        foreach (var query in queries)
            fine &= Answer(policy, query, input, streams, several: queries.Count > 1);
        return fine ? 0 : CommandFailed.Fault;
    }

    private static bool Answer(RegoPolicy policy, string query, RegoInput input, CommandStreams streams, bool several)
    {
        try
        {
            var result = policy.Prepare(query).Evaluate(input);
            if (result.Error is { } error)
                throw error;
            if (result.Value is { } value)
                streams.Out.WriteLine(JsonWriter.ToText(value));
            else if (several)
                streams.Out.WriteLine();
            return true;
        }
        catch (RegoException error)
        {
            if (several)
                streams.Out.WriteLine();
            foreach (var each in error.All)
                streams.Complain(each.Message);
            return false;
        }
    }
}
