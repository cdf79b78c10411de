using System.Globalization;
using System.Text.Json.Nodes;

namespace GovernanceConsole.Domain.Approvals;

/// <summary>
/// How many different people must sign, as a boolean expression over groups: <c>2 of finance and 1 of security</c>, with <c>or</c>, which binds less, and parentheses. <c>asked</c> stands for everybody the question was put to, and a
/// bare number counts those. Read into its alternatives, each a list of seats, one person a seat; met when all seats of one alternative are filled. What cannot be read is no quorum: unknown means no.
/// </summary>
public sealed class Quorum : IEquatable<Quorum>
{
    /// <summary>The seat of anybody who was asked.</summary>
    public const string Asked = "asked";

    /// <summary>People that one alternative may need.</summary>
    public const int MostPeople = 9;

    private const int MostAlternatives = 16;
    private const int MostCharacters = 300;

    private readonly string[][] _alternatives;

    private Quorum(IEnumerable<string[]> alternatives)
    {
        _alternatives = [.. alternatives.DistinctBy(Words)];
        Text = string.Join(" or ", _alternatives.Select(Words));
    }

    /// <summary>The one spelling: alternatives with <c>or</c> between them, seats of one group counted together.</summary>
    public string Text { get; }

    /// <summary>Each alternative's seats: a group's name or <see cref="Asked"/>, as often as people of it are needed.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Alternatives => _alternatives;

    /// <summary>The fewest people it can be met with.</summary>
    public int Least => _alternatives.Min(seats => seats.Length);

    /// <summary>The groups it names, without <see cref="Asked"/>.</summary>
    public IEnumerable<string> Groups => _alternatives.SelectMany(seats => seats).Where(seat => seat != Asked).Distinct(StringComparer.Ordinal);

    /// <summary>True where whoever was asked counts, and nothing else.</summary>
    public bool IsPlain => _alternatives is [var only] && only.All(seat => seat == Asked);

    /// <summary>So many of those who were asked.</summary>
    public static Quorum Of(int people) => people is >= 1 and <= MostPeople
        ? new([[.. Enumerable.Repeat(Asked, people)]])
        : throw new FormatException($"its quorum is not between 1 and {MostPeople}");

    /// <exception cref="FormatException">It is no such expression, or asks for more than <see cref="MostPeople"/> people.</exception>
    public static Quorum Parse(string text)
    {
        if (text.Length > MostCharacters)
            throw new FormatException($"its quorum is longer than {MostCharacters} characters");
        var tokens = new Queue<string>(text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var read = new Quorum(Either(tokens));
        return tokens.Count == 0 ? read : throw Unreadable(text);

        IReadOnlyList<string[]> Either(Queue<string> rest)
        {
            var all = Both(rest).ToList();
            while (Take(rest, "or"))
                all.AddRange(Both(rest));
            return Bounded(all);
        }

        IReadOnlyList<string[]> Both(Queue<string> rest)
        {
            var all = One(rest);
            while (Take(rest, "and"))
            {
                var more = One(rest);
                all = Bounded([.. all.SelectMany(left => more.Select(right => (string[])[.. left, .. right]))]);
            }
            return all;
        }

        IReadOnlyList<string[]> One(Queue<string> rest)
        {
            if (Take(rest, "("))
            {
                var inside = Either(rest);
                return Take(rest, ")") ? inside : throw Unreadable(text);
            }
            if (!rest.TryDequeue(out var number) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people is < 1 or > MostPeople || number[0] == '0')
                throw Unreadable(text);
            if (!Take(rest, "of") || !rest.TryDequeue(out var group) || People.GroupRules.Name(group).IsRefused && group != Asked)
                throw Unreadable(text);
            return [[.. Enumerable.Repeat(group, people)]];
        }

        IReadOnlyList<string[]> Bounded(IReadOnlyList<string[]> all) =>
            all.Count <= MostAlternatives && all.All(seats => seats.Length <= MostPeople) ? all : throw new FormatException($"its quorum '{text}' asks for more than {MostPeople} people, or in more than {MostAlternatives} ways");
    }

    /// <summary>As it stands in a decision or a statement: a number where it is plain, else the expression.</summary>
    /// <exception cref="FormatException">Neither.</exception>
    public static Quorum Read(JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<int>(out var people) => Of(people),
        JsonValue value when value.TryGetValue<string>(out var text) => Parse(text),
        _ => throw new FormatException("its quorum is neither a number nor an expression"),
    };

    public JsonNode ToJson() => IsPlain ? JsonValue.Create(Least) : JsonValue.Create(Text);

    /// <summary>The same, but never met with fewer people: an alternative that could be asks for more of whom it names last.</summary>
    public Quorum AtLeast(int people) => Least >= people ? this : new(_alternatives.Select(seats => seats.Length >= people ? seats : [.. seats, .. Enumerable.Repeat(seats[^1], people - seats.Length)]));

    /// <summary>True when different people of <paramref name="votes"/> fill every seat of an alternative. A vote is the seats its person may take.</summary>
    public bool IsMet(IReadOnlyList<IReadOnlyCollection<string>> votes) => Missing(votes).Count == 0;

    /// <summary>The seats still empty, in the alternative that is nearest to being met.</summary>
    public IReadOnlyList<string> Missing(IReadOnlyList<IReadOnlyCollection<string>> votes) => _alternatives.Select(seats => Empty(seats, votes)).MinBy(empty => empty.Count)!;

    public bool Equals(Quorum? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as Quorum);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;

    /// <summary>Seats counted by whom they are for, in the order they are first named: <c>2 of finance and 1 of security</c>.</summary>
    public static string Words(IReadOnlyList<string> seats) => string.Join(" and ", seats.GroupBy(seat => seat, StringComparer.Ordinal).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} of {group.Key}")));

    // The largest matching of people to seats, by augmenting paths (Kuhn): nine seats at most.
    private static List<string> Empty(string[] seats, IReadOnlyList<IReadOnlyCollection<string>> votes)
    {
        var sits = new int[seats.Length];
        Array.Fill(sits, -1);
        for (var vote = 0; vote < votes.Count; vote++)
            Place(vote, new bool[seats.Length]);
        return [.. seats.Where((_, seat) => sits[seat] < 0)];

        bool Place(int vote, bool[] tried)
        {
            for (var seat = 0; seat < seats.Length; seat++)
            {
                if (tried[seat] || !votes[vote].Contains(seats[seat]))
                    continue;
                tried[seat] = true;
                if (sits[seat] >= 0 && !Place(sits[seat], tried))
                    continue;
                sits[seat] = vote;
                return true;
            }
            return false;
        }
    }

    private static bool Take(Queue<string> rest, string word)
    {
        if (!rest.TryPeek(out var next) || next != word)
            return false;
        rest.Dequeue();
        return true;
    }

    private static FormatException Unreadable(string text) => new($"its quorum '{text}' is not written as: 2 of finance and 1 of security");
}
