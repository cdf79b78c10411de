using System.Text;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Features.Agents;
using GovernanceConsole.Tests.World;

namespace GovernanceConsole.Tests.Features.Intents;

/// <summary>What agents may send and what they are told, over HTTP. Every line of bad input is a problem document with the place, and stores nothing.</summary>
public sealed class IntentsApiTests(OpenTown open) : IClassFixture<OpenTown>
{
    private sealed record Bad(string Body, int Status, string Code, string? Pointer);

    private static readonly string Good = Payments.Wire().ToJsonString();

    private static readonly Dictionary<string, Bad> BadBodies = new()
    {
        ["unknown member"] = new(With(b => b["colour"] = "red"), 422, "invalid_field", "/colour"),
        ["undeclared field"] = new(With(b => b["parameters"]!["colour"] = "red"), 422, "invalid_field", "/parameters/colour"),
        ["undeclared member of an amount"] = new(With(b => b["parameters"]!["amount"]!["cents"] = 1), 422, "invalid_field", "/parameters/amount/cents"),
        ["duplicate name"] = new(Raw("\"purpose\":", "\"purpose\":\"x\",\"purpose\":"), 400, "malformed", "/purpose"),
        ["duplicate name by escape"] = new(Raw("\"purpose\":", "\"purp\\u006fse\":\"x\",\"purpose\":"), 400, "malformed", "/purpose"),
        ["float"] = new(Raw("\"INV-2041\"", "1.5"), 400, "malformed", "/parameters/reference"),
        ["2^53+1"] = new(Raw("\"INV-2041\"", "9007199254740993"), 400, "malformed", "/parameters/reference"),
        ["lone surrogate"] = new(Raw("\"INV-2041\"", "\"\\ud800\""), 400, "malformed", "/parameters/reference"),
        ["lone surrogate in a name"] = new(Raw("\"purpose\"", "\"\\udfff\""), 400, "malformed", ""),
        ["deep nesting"] = new(Raw("\"INV-2041\"", new string('[', 40) + new string(']', 40)), 400, "malformed", "/parameters/reference" + string.Concat(Enumerable.Repeat("/0", 14))),
        ["oversize"] = new(With(b => b["statement"] = new string('x', 70_000)), 413, "too_large", null),
        ["no object"] = new("[]", 400, "malformed", ""),
        ["nothing"] = new("", 400, "malformed", ""),
        ["cut off"] = new(Good[..^20], 400, "malformed", null),
        ["comment"] = new("/* hello */" + Good, 400, "malformed", ""),
        ["trailing data"] = new(Good + "{}", 400, "malformed", null),
        ["not normalised"] = new(Raw("\"INV-2041\"", "\"e\\u0301\""), 400, "malformed", "/parameters/reference"),
        ["type missing"] = new(With(b => b.Remove("type")), 422, "invalid_field", "/type"),
        ["type of wrong type"] = new(With(b => b["type"] = 5), 422, "invalid_field", "/type"),
        ["unknown intent type"] = new(With(b => b["type"] = "payment.teleport"), 422, "unknown_intent_type", "/type"),
        ["type the agent may not declare"] = new(Deprovision.ToJsonString(), 422, "unknown_intent_type", "/type"),
        ["tool of wrong type"] = new(With(b => b["tool"] = 5), 422, "invalid_field", "/tool"),
        ["tool without https"] = new(With(b => b["tool"] = "http://bank.example/api"), 422, "invalid_field", "/tool"),
        ["tool nobody serves"] = new(With(b => b["tool"] = "https://nowhere.example/api"), 422, "tool_not_served", "/tool"),
        ["parameters missing"] = new(With(b => b.Remove("parameters")), 422, "invalid_field", "/parameters"),
        ["parameters of wrong type"] = new(With(b => b["parameters"] = new JsonArray()), 422, "invalid_field", "/parameters"),
        ["branch of wrong type"] = new(With(b => b["parameters"]!["beneficiary"] = "Nordwind"), 422, "invalid_field", "/parameters/beneficiary"),
        ["required field missing"] = new(With(b => b["parameters"]!.AsObject().Remove("amount")), 422, "invalid_field", "/parameters/amount"),
        ["amount of wrong type"] = new(With(b => b["parameters"]!["amount"] = "7480.00 EUR"), 422, "invalid_field", "/parameters/amount"),
        ["amount null"] = new(Raw("\"7480.00\"", "null"), 422, "invalid_field", "/parameters/amount/value"),
        ["amount -5"] = new(Raw("\"7480.00\"", "-5"), 422, "invalid_field", "/parameters/amount/value"),
        ["amount 1e3"] = new(Raw("\"7480.00\"", "1e3"), 400, "malformed", "/parameters/amount/value"),
        ["amount \"-5\""] = new(Raw("\"7480.00\"", "\"-5\""), 422, "invalid_field", "/parameters/amount/value"),
        ["amount \"1e3\""] = new(Raw("\"7480.00\"", "\"1e3\""), 422, "invalid_field", "/parameters/amount/value"),
        ["amount \"0\""] = new(Raw("\"7480.00\"", "\"0\""), 422, "invalid_field", "/parameters/amount/value"),
        ["amount with a third decimal"] = new(Raw("\"7480.00\"", "\"7480.001\""), 422, "invalid_field", "/parameters/amount/value"),
        ["amount in other digits"] = new(Raw("\"7480.00\"", "\"\\u0667\\u0664\""), 422, "invalid_field", "/parameters/amount/value"),
        ["currency that does not exist"] = new(Raw("\"EUR\"", "\"ZZZ\""), 422, "invalid_field", "/parameters/amount/currency"),
        ["currency in lower case"] = new(Raw("\"EUR\"", "\"eur\""), 422, "invalid_field", "/parameters/amount/currency"),
        ["currency sign"] = new(Raw("\"EUR\"", "\"€\""), 422, "invalid_field", "/parameters/amount/currency"),
        ["IBAN with a bad check digit"] = new(Raw("DE89", "DE88"), 422, "invalid_field", "/parameters/beneficiary/iban"),
        ["IBAN in lower case"] = new(Raw("DE89", "de89"), 422, "invalid_field", "/parameters/beneficiary/iban"),
        ["deadline in the past"] = new(With(b => b["deadline"] = "2026-11-22T08:59:59Z"), 422, "invalid_field", "/deadline"),
        ["deadline without zone"] = new(With(b => b["deadline"] = "2030-01-01T00:00:00"), 422, "invalid_field", "/deadline"),
        ["deadline of wrong type"] = new(With(b => b["deadline"] = 1), 422, "invalid_field", "/deadline"),
        ["statement null"] = new(With(b => b["statement"] = null), 422, "invalid_field", "/statement"),
        ["statement too long"] = new(With(b => b["statement"] = new string('x', 2001)), 422, "invalid_field", "/statement"),
        ["changes of wrong type"] = new(With(b => b["changes"] = new JsonObject()), 422, "invalid_field", "/changes"),
    };

    public static TheoryData<string> BadNames => [.. BadBodies.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task BadBody_IsAProblemWithThePlace_AndNothingIsStored(string name)
    {
        var bad = BadBodies[name];
        await open.Town.Clerk.ConsoleToken();
        var before = open.Holdings();

        var answer = await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", bad.Body, "bad-" + Guid32());

        AssertProblem(answer, bad.Status, bad.Code);
        if (bad.Pointer is not null)
            Assert.Contains(bad.Pointer, answer.Pointers);
        Assert.Equal(before, open.Holdings());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    [InlineData("tab\tbed")]
    [InlineData("201")]
    public async Task OddIdempotencyKey_IsMalformed_AndNothingIsStored(string? key)
    {
        await open.Town.Clerk.ConsoleToken();
        var before = open.Holdings();

        var answer = await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", Good, key == "201" ? new string('k', 201) : key);

        AssertProblem(answer, 400, "malformed");
        Assert.Equal(before, open.Holdings());
    }

    [Fact]
    public async Task BodyWithoutALength_IsMeasuredWhileItIsRead()
    {
        await open.Town.Clerk.ConsoleToken();
        var before = open.Holdings();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/intents");
        request.Headers.Authorization = new("Bearer", await open.Town.Clerk.ConsoleToken());
        request.Headers.Add("Idempotency-Key", "endless");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(With(b => b["statement"] = new string('x', 200_000)))));
        request.Content.Headers.ContentType = new("application/json");
        using var response = await open.World.Http.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal(before, open.Holdings());
    }

    [Fact]
    public async Task NobodyWhoCouldSign_IsSaidAtOnce_AndNothingIsStored()
    {
        // Mei is the only one in group security, and owns the agent.
        var agent = await open.World.Agent("leaver", open.Town.Mei, ["user.deprovision"]);
        await agent.ConsoleToken();
        var before = open.Holdings();

        var answer = await agent.Declares(Deprovision);

        AssertProblem(answer, 422, "no_eligible_approver");
        Assert.Equal(before, open.Holdings());
    }

    [Fact]
    public async Task PointSuspended_ItsToolIsServedByNobody()
    {
        const string till = "https://till.example/api";
        var point = await open.World.Point("till", till);
        var agent = await open.World.Agent("cashier", open.Town.Ana, tools: [till]);
        await open.World.Get<SuspendPoint>().Handle(open.World.Olga.Actor, point.Id, "Broken.");

        var body = Payments.Wire(iban: open.FreshAccount());
        body["tool"] = till;
        AssertProblem(await agent.Declares(body), 422, "tool_not_served");
    }

    [Fact]
    public async Task SameKeySameMeaning_AnswersTheSameIntentAsItIsNow()
    {
        var account = open.FreshAccount();
        var first = await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", Payments.Wire(iban: account).ToJsonString(), "again-1");
        await open.Town.Mei.Denies(first["id"]!);

        // The same JSON in other clothes: members turned round, white space, escapes.
        var other = new JsonObject(Payments.Wire(iban: account).Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())))
            .ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }).Replace("due today", "\\u0064ue today", StringComparison.Ordinal);
        var again = await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", other, "again-1");

        Assert.Equal((201, "pending", $"/api/v1/intents/{first["id"]}"), (first.Status, first["status"], first.Headers["Location"]));
        Assert.Equal((200, "denied", first["id"], first["digest"]), (again.Status, again["status"], again["id"], again["digest"]));
    }

    [Fact]
    public async Task SameKeyOtherMeaning_IsAConflict_AlsoWhenItIsNotValid()
    {
        await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", Payments.Wire(iban: open.FreshAccount()).ToJsonString(), "again-2");
        var before = open.Holdings();

        AssertProblem(await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", Payments.Wire("7481.00").ToJsonString(), "again-2"), 409, "idempotency_conflict");
        AssertProblem(await open.Town.Clerk.Send(HttpMethod.Post, "/api/v1/intents", With(b => b["colour"] = "red"), "again-2"), 409, "idempotency_conflict");
        Assert.Equal(before, open.Holdings());
    }

    [Fact]
    public async Task RepeatAfterTheDeadline_StillFindsTheIntent()
    {
        var body = Payments.Wire(iban: open.FreshAccount(), deadline: open.World.Clock.GetUtcNow().AddMinutes(1).ToString("yyyy-MM-ddTHH:mm:ssZ", null));
        var first = await open.Town.Clerk.Declares(body, "again-3");
        await open.World.FastForward(TimeSpan.FromMinutes(2));

        var again = await open.Town.Clerk.Declares(body, "again-3");

        Assert.Equal((200, "expired", first["id"]), (again.Status, again["status"], again["id"]));
    }

    [Fact]
    public async Task SameKeyOfAnotherAgent_IsAnotherIntent()
    {
        var other = await open.World.Agent("second-clerk", open.Town.Ana);
        var mine = await open.Town.Clerk.Declares(Payments.Wire(iban: open.FreshAccount()), "shared-key");
        var theirs = await other.Declares(Payments.Wire(iban: open.FreshAccount()), "shared-key");

        Assert.Equal((201, 201), (mine.Status, theirs.Status));
        Assert.NotEqual(mine["id"], theirs["id"]);
    }

    [Fact]
    public async Task SixteenAtOnceWithOneKey_MakeOneIntent()
    {
        var body = Payments.Wire(iban: open.FreshAccount());
        await open.Town.Clerk.ConsoleToken();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => open.Town.Clerk.Declares(body, "at-once")));

        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(15, answers.Count(a => a.Status == 200));
        Assert.Single(answers.Select(a => a["id"]).Distinct());
    }

    [Fact]
    public async Task ForeignAgent_FindsNothing()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        var stranger = await open.World.Agent("stranger", open.Town.Ana);

        AssertProblem(await stranger.Looks(id), 404, "not_found");
        AssertProblem(await stranger.Send(HttpMethod.Get, $"/api/v1/intents/{id}/events"), 404, "not_found");
        AssertProblem(await stranger.Withdraws(id), 404, "not_found");
        AssertProblem(await stranger.Looks("int_00000000000000000000000000"), 404, "not_found");
        Assert.Equal("pending", (await open.Town.Clerk.Looks(id))["status"]);
    }

    [Fact]
    public async Task TokenInTheAddress_LetsNobodyIn()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        var token = await open.Town.Clerk.ConsoleToken();

        using var bare = await open.World.Http.GetAsync(new Uri($"/api/v1/intents/{id}?access_token={token}", UriKind.Relative));
        Assert.Equal(401, (int)bare.StatusCode);
        AssertProblem(await open.Town.Clerk.Send(HttpMethod.Get, $"/api/v1/intents/{id}?access_token={token}"), 401, "unauthenticated");
    }

    [Fact]
    public async Task PointThatDeclares_IsNotLetIn()
    {
        var before = (await open.Town.Bank.ConsoleToken(), open.Holdings());
        AssertProblem(await open.Town.Bank.Send(HttpMethod.Post, "/api/v1/intents", Good, "point"), 403, "not_allowed");
        Assert.Equal(before.Item2, open.Holdings());
    }

    [Fact]
    public async Task WithdrawnTwice_IsWithdrawnOnce()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());

        var first = await open.Town.Clerk.Withdraws(id);
        var second = await open.Town.Clerk.Withdraws(id);

        Assert.Equal((200, "withdrawn", "withdrawn"), (first.Status, first["status"], (string?)first.Json["outcome"]!["code"]));
        Assert.Equal((200, first["version"]), (second.Status, second["version"]));
        await using var db = open.World.Read();
        Assert.Equal(1, db.LogEntries.Count(e => e.SubjectId == id && e.Type == "intent.withdrawn"));
        Assert.Equal("approval.closed", (await open.Town.Mei.Approves(id)).Refusal?.Code);
        Assert.Equal("access_denied", (await open.Town.Clerk.Claims(id))["error"]);
    }

    [Fact]
    public async Task WithdrawnAfterADenial_IsTooLate()
    {
        var id = await open.Town.Pending(iban: open.FreshAccount());
        await open.Town.Mei.Denies(id);

        AssertProblem(await open.Town.Clerk.Withdraws(id), 409, "wrong_state");
    }

    private static JsonObject Deprovision => new()
    {
        ["type"] = "user.deprovision",
        ["tool"] = World.World.Bank,
        ["parameters"] = new JsonObject { ["action"] = "disable", ["account"] = "jdoe", ["directory"] = "corp", ["end_sessions"] = true },
    };

    private static void AssertProblem(Answered answer, int status, string code)
    {
        Assert.True((status, code) == (answer.Status, answer.Problem), $"{answer.Status} {answer.Json.ToJsonString()}");
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", answer.Headers["X-Request-ID"]);
        Assert.False(string.IsNullOrWhiteSpace(answer["title"]));
        Assert.False(string.IsNullOrWhiteSpace(answer["detail"]));
    }

    private static string With(Action<JsonObject> change)
    {
        var body = Payments.Wire();
        change(body);
        return body.ToJsonString();
    }

    private static string Raw(string find, string replace)
    {
        Assert.Contains(find, Good, StringComparison.Ordinal);
        return Good.Replace(find, replace, StringComparison.Ordinal);
    }

    private string Guid32() => open.World.Get<GovernanceConsole.Platform.IdSource>().New("k_");
}
