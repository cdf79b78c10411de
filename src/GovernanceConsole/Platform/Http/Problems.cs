using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovernanceConsole.Domain;

namespace GovernanceConsole.Platform.Http;

/// <summary>
/// The one map from a refusal's code to an HTTP status, and the one writer of RFC 9457 problem documents. The codes of <c>api.md</c> are a closed list; a code
/// that stands nowhere here answers 422, so that a refusal never looks like success or like a fault of the console.
/// </summary>
internal static class Problems
{
    private const string TypePrefix = "urn:governance-console:problem:";

    private static readonly FrozenDictionary<string, (int Status, string Title)> Known = new Dictionary<string, (int, string)>
    {
        ["malformed"] = (400, "The request cannot be read"),
        ["unauthenticated"] = (401, "Who asks is not known"),
        ["not_allowed"] = (403, "Not allowed"),
        ["not_found"] = (404, "Not found"),
        ["method_not_allowed"] = (405, "Not this method"),
        ["idempotency_conflict"] = (409, "The Idempotency-Key was used for something else"),
        ["already_redeemed"] = (409, "Already redeemed"),
        ["parameters_mismatch"] = (409, "The parameters are not the approved ones"),
        ["wrong_state"] = (409, "Not possible in this state"),
        ["policy.already_active"] = (409, "The version decides already"),
        ["policy.same_proposal_waits"] = (409, "The version is proposed already"),
        ["policy.proposal_ended"] = (409, "The proposal is over"),
        ["policy.active_changed"] = (409, "Another version decides by now"),
        ["grant_expired"] = (410, "The grant has expired"),
        ["too_large"] = (413, "Too large"),
        ["invalid_field"] = (422, "A field is not valid"),
        ["unknown_intent_type"] = (422, "Unknown intent type"),
        ["tool_not_served"] = (422, "No enforcement point serves the tool"),
        ["no_eligible_approver"] = (422, "Nobody could approve this"),
        ["slow_down"] = (429, "Slow down"),
        ["failed"] = (500, "The console failed"),
        ["unavailable"] = (503, "Not available at the moment"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly Refusal Unauthenticated = new("unauthenticated",
        "Send a console token of this issuer in the Authorization header: Bearer, nowhere else. Ask the token endpoint for a new one if yours has ended.");

    public static readonly Refusal NotAllowed = new("not_allowed", "This token does not carry the right to do that. Agents declare intents; enforcement points redeem grants.");

    public static readonly Refusal NotFound = new("not_found", "There is nothing here, or nothing that is yours to see.");

    public static readonly Refusal Failed = new("failed", "Something went wrong on our side. Whether it was done is not known: repeat the request with the same Idempotency-Key, or ask for the state.");

    private static readonly Refusal Unreadable = new("malformed", "The request could not be read. Nothing was changed.");

    private static readonly Refusal TooLarge = new("too_large", "The body is larger than is read here. Nothing was changed.");

    private static readonly Refusal WrongMethod = new("method_not_allowed", "This address does not know that method. Nothing was changed.");

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The status a refusal's code answers with.</summary>
    public static int Status(string code) => Known.TryGetValue(code, out var known) ? known.Status : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The refusal as an endpoint's answer. <paramref name="more"/> are extension members (RFC 9457 §3.2), e.g. when and by whom a grant was redeemed.</summary>
    public static IResult Problem(this Refusal refusal, JsonObject? more = null, int retryAfterSeconds = 1) => new Answer(refusal, more, retryAfterSeconds);

    /// <summary>Writes the problem document where there is no endpoint result: middleware and authentication.</summary>
    public static async Task Write(HttpContext http, Refusal refusal, JsonObject? more = null, int retryAfterSeconds = 1, int? status = null)
    {
        var (known, title) = Known.TryGetValue(refusal.Code, out var entry) ? entry : (StatusCodes.Status422UnprocessableEntity, "Refused");
        var answer = http.Response;
        answer.StatusCode = status ?? known;
        if (answer.StatusCode is 429 or 503)
            answer.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        answer.Headers.CacheControl = "no-store";
        answer.ContentType = "application/problem+json";
        var bytes = Document(refusal, title, answer.StatusCode, more);
        answer.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await answer.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>The problem a bare status code stands for: what routing or the server answered by itself.</summary>
    public static Refusal? Of(int status) => status switch
    {
        400 or 415 => Unreadable,
        401 => Unauthenticated,
        403 => NotAllowed,
        404 => NotFound,
        405 => WrongMethod,
        413 => TooLarge,
        429 => new Refusal("slow_down", "Too many requests at once. Nothing was changed; wait as long as Retry-After says."),
        503 => WorkRefusals.Busy,
        >= 500 => Failed,
        _ => null,
    };

    private static byte[] Document(Refusal refusal, string title, int status, JsonObject? more)
    {
        var to = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(to, Readable))
        {
            json.WriteStartObject();
            json.WriteString("type", TypePrefix + refusal.Code);
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", refusal.Message);
            if (refusal.Errors is { Count: > 0 } errors)
            {
                json.WriteStartArray("errors");
                foreach (var error in errors)
                {
                    json.WriteStartObject();
                    json.WriteString("pointer", error.Pointer);
                    json.WriteString("message", error.Message);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            foreach (var (name, value) in more ?? [])
            {
                json.WritePropertyName(name);
                if (value is null)
                    json.WriteNullValue();
                else
                    value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return to.WrittenSpan.ToArray();
    }

    private sealed class Answer(Refusal refusal, JsonObject? more, int retryAfterSeconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, refusal, more, retryAfterSeconds);
    }
}
