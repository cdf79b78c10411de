namespace GovernanceConsole.Features.Queue;

/// <summary>The exception queue.</summary>
internal static class QueueModule
{
    public static IServiceCollection AddQueue(this IServiceCollection services) => services.AddSingleton<ListQueue>().AddSingleton<ReadQueueItems>()
        .AddSingleton<PassOnItem>().AddSingleton<AskSomeone>().AddSingleton<AnswerQuestion>().AddSingleton<ReadQuestions>().AddSingleton<ReadItemTalk>();
}
