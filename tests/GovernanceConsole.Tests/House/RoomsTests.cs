using System.Text.RegularExpressions;

namespace GovernanceConsole.Tests.House;

/// <summary>
/// Who may call whom, as data. A room is a folder of the console; a feature's <c>Pages</c> are rooms of their own, because a page may show another feature's panel but an act may not know a page.
/// Whatever stands nowhere here is not allowed, and an exception that nobody needs any more fails, too.
/// </summary>
public sealed partial class RoomsTests
{
    /// <summary>A feature calls features on lower shelves only.</summary>
    private static readonly Dictionary<string, int> Shelves = new()
    {
        ["Evidence"] = 6,
        ["Incidents"] = 6,
        ["Notifications"] = 6,
        ["Approvals"] = 5,
        // Places and releases stops, above whatever a stop holds; whether something is stopped is asked by every shelf, so that reading lies at the bottom.
        ["KillSwitch"] = 5,
        // The same division: what an open episode lets happen is asked below, by whoever declares or redeems; asking, signing and reviewing is done up here.
        ["BreakGlass"] = 5,
        ["Intents"] = 4,
        ["Grants"] = 3,
        ["Queue"] = 3,
        ["Tokens"] = 3,
        ["Escalation"] = 2,
        ["Drills"] = 2,
        ["Agents"] = 1,
        ["Policy"] = 1,
        ["Rotation"] = 1,
        ["Episodes"] = 1,
        ["Audit"] = 1,
        ["People"] = 0,
        ["Oversight"] = 1,
        ["Stops"] = 0,
        // What is to be told is written by every shelf, and read by one.
        ["Outbox"] = -1,
    };

    /// <summary>What breaks the order, each with its reason.</summary>
    private static readonly Dictionary<(string From, string To), string> Exceptions = new()
    {
        [("Features/Grants", "Features/Intents")] = "redeeming looks up the same facts as declaring (LookUpFacts, PolicyInputs) and ends an intent the same way (Ending)",
        [("Features/Grants", "Features/Tokens")] = "an exchange is a grant type of the token service, which knows it only by its interface",
        [("Platform", "Data")] = "the unit of work owns the one write connection",
        [("Data", "Platform")] = "the database checks at start that it belongs to this Place",
    };

    [Fact]
    public void EveryCall_IsAllowedByTheTable()
    {
        var calls = Calls().ToList();

        Assert.NotEmpty(calls);
        Assert.Empty(calls.Where(call => !Allowed(call.From, call.To) && !Exceptions.ContainsKey((call.From, call.To))).Select(call => $"{call.From} must not call {call.To} ({call.File})"));
    }

    [Fact]
    public void EveryException_IsStillNeeded()
    {
        var calls = Calls().Select(call => (call.From, call.To)).ToHashSet();

        Assert.All(Exceptions.Keys, exception => Assert.True(calls.Contains(exception) && !Allowed(exception.From, exception.To), exception.ToString()));
    }

    [Fact]
    public void EveryFeature_HasItsShelf() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Source.Root, "src/GovernanceConsole/Features")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Shelves.Keys.Where(name => Directory.Exists(Path.Combine(Source.Root, "src/GovernanceConsole/Features", name))).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("src/GovernanceConsole.Domain")]
    [InlineData("src/GovernanceConsole.Rego", "YamlDotNet")]
    public void PureProject_CallsNothingOfTheHouse(string project, params string[] packages)
    {
        if (!Directory.Exists(Path.Combine(Source.Root, project)))
            return;
        var self = Path.GetFileName(project);
        var strangers = Source.Files(project, ".cs").SelectMany(path => Used().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value.Trim())
            .Where(name => (name.StartsWith("GovernanceConsole.", StringComparison.Ordinal) && !name.StartsWith(self, StringComparison.Ordinal))
                || name.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(name => $"{Source.Relative(path)} uses {name}"));

        Assert.Empty(strangers);
        Assert.Equal(packages, Referenced().Matches(File.ReadAllText(Path.Combine(Source.Root, project, self + ".csproj"))).Select(match => match.Groups["name"].Value));
    }

    [Theory]
    [InlineData("DateTime.UtcNow")]
    [InlineData("TimeProvider")]
    [InlineData("RandomNumberGenerator")]
    [InlineData("Environment.")]
    [InlineData("HttpClient")]
    public void Domain_KnowsNoClockNoChanceAndNoOutside(string word) =>
        Assert.Empty(Source.Files("src/GovernanceConsole.Domain", ".cs").Where(path => File.ReadLines(path).Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Word(line, word))).Select(Source.Relative));

    private static bool Word(string line, string word)
    {
        var at = line.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && (at == 0 || !char.IsLetter(line[at - 1]));
    }

    private static bool Allowed(string from, string to)
    {
        if (from == to || from is "Program" || to is "Domain")
            return true;
        // The command line checks a bundle with the eyes of the console: what input always holds is said once.
        if (from is "Commands" && to is "Features/Policy")
            return true;
        // The engine is asked by the policy feature and by the command line; a command knows nothing of the console.
        if (to is "Rego")
            return from is "Commands" || from.StartsWith("Features/Policy", StringComparison.Ordinal);
        // The demo plays everybody, so it may know everybody; the shell draws pages of all features.
        if (from is "Ui" or "Demo")
            return true;
        // The address of a page is needed wherever a link is made, and parts are for every page.
        if (to == "Ui")
            return from.StartsWith("Features/", StringComparison.Ordinal);
        if (!from.StartsWith("Features/", StringComparison.Ordinal))
            return false;
        if (to is "Data" or "Platform")
            return true;
        var fromPage = from.EndsWith("/Pages", StringComparison.Ordinal);
        if (to is "Demo")
            return fromPage;
        var toPage = to.EndsWith("/Pages", StringComparison.Ordinal);
        if (fromPage)
            // Its own feature's acts, other features' panels, and who is signed in.
            return toPage || to == from[..^"/Pages".Length] || to == "Features/People" || Shelf(to) < Shelf(from);
        return !toPage && Shelf(to) < Shelf(from);
    }

    private static int Shelf(string room) => Shelves[room.Split('/')[1]];

    private static IEnumerable<(string From, string To, string File)> Calls() =>
        from path in Source.Files("src/GovernanceConsole", ".cs", ".razor")
        let relative = Source.Relative(path)["src/GovernanceConsole/".Length..]
        where relative != "_Imports.razor"
        let parts = relative.Split('/')
        let here = Room(parts.Length == 1 ? ["Program"] : parts[..^1])
        from Match match in Used().Matches(File.ReadAllText(path))
        let name = match.Groups["name"].Value
        where name.StartsWith("GovernanceConsole.", StringComparison.Ordinal)
        let there = Room(name.Split('.')[1..])
        where there != here
        select (here, there, relative);

    private static string Room(string[] parts) => parts switch
    {
        ["Features", var feature, "Pages", ..] => $"Features/{feature}/Pages",
        ["Features", var feature, ..] => $"Features/{feature}",
        [var room, ..] => room,
        [] => "Program",
    };

    [GeneratedRegex(@"^@?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?<name>(?:GovernanceConsole|Microsoft)\.[\w.]+?)\s*;?\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Used();

    [GeneratedRegex("<PackageReference Include=\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Referenced();
}
