using System.Text.Json.Nodes;

namespace GovernanceConsole.Benchmarks;

/// <summary>What the benchmark's agents declare: something people are always asked about.</summary>
internal static class Bodies
{
    public static string Deprovision(long number) => new JsonObject
    {
        ["type"] = "user.deprovision",
        ["tool"] = "https://directory.example/api",
        ["parameters"] = new JsonObject { ["action"] = "disable", ["account"] = $"user-{number}", ["directory"] = "corp", ["person"] = "Jo Doe", ["end_sessions"] = true },
        ["statement"] = "Left the company.",
        ["purpose"] = "offboarding",
        ["ticket"] = $"HR-{number}",
    }.ToJsonString();
}
