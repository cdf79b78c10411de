using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace GovernanceConsole.Demo.Stories;

/// <summary>Why somebody said no, and what of it the agent may read.</summary>
internal sealed record Denial(string Reason, string ForAgent);

/// <summary>A kind of thing an agent asks for: a template, what is rolled for it, and how people answer it in the made-up past.</summary>
/// <param name="Agent">Key of the agent in the cast.</param>
/// <param name="History">How often in the past, against the other stories.</param>
/// <param name="Live">How often in the live mix.</param>
/// <param name="Deny">Of those that people are asked about, how many in a hundred they refuse.</param>
/// <param name="Expire">… and how many nobody answers.</param>
/// <param name="Burst">How many at once; 0 is one.</param>
/// <param name="Unused">The agent never comes for what it was granted.</param>
/// <param name="Quiet">Policy mostly decides it alone, so it goes on while much waits for people.</param>
internal sealed record Story(string Id, string Agent, int History, int Live, int Deny, int Expire, int Burst, bool Unused, bool Quiet, JsonObject Roll, JsonObject Body, IReadOnlyList<string> Says, IReadOnlyList<Denial>? Denials);

/// <summary>The stories of <c>assets/demo/stories.json</c> and the lists they draw from. Fails the start when the file cannot be read.</summary>
internal sealed record Storybook(JsonObject Lists, IReadOnlyList<Story> Stories)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    public static Storybook Read(string assetsFolder) =>
        JsonSerializer.Deserialize<Storybook>(File.ReadAllBytes(Path.Combine(assetsFolder, "demo", "stories.json")), Names) ?? throw new JsonException("The demo's stories are empty.");

    public Story this[string id] => Stories.Single(s => s.Id == id);
}
