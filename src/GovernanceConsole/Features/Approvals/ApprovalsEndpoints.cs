using GovernanceConsole.Domain.Approvals;
using GovernanceConsole.Features.Intents;
using GovernanceConsole.Features.People;
using GovernanceConsole.Platform.Http;

namespace GovernanceConsole.Features.Approvals;

/// <summary>Where the browser brings a signature: a circuit has no HttpContext, so the page asks for the ceremony and this endpoint takes the answer.</summary>
internal static class ApprovalsEndpoints
{
    /// <param name="Answer">The credential as the browser gave it, as a JSON string (WebAuthn L3 §5.1, <c>toJSON</c>).</param>
    internal sealed record Answered(string? Answer);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ceremonies/approvals/{id}", Sign).AddEndpointFilter<SameOrigin>().RequireAuthorization();
        routes.MapPost("/ceremonies/approval-batches/{id}", SignTogether).AddEndpointFilter<SameOrigin>().RequireAuthorization();
    }

    private static async Task<IResult> SignTogether(string id, Answered body, SignBatch sign, CurrentPerson me, HttpContext http)
    {
        var signed = await sign.Handle(await me.Actor(), id, body.Answer ?? "", http.RequestAborted);
        return signed.IsRefused ? signed.Refusal.Problem() : Results.Json(new
        {
            signed = signed.Value.Count(one => !one.Answer.IsRefused),
            left_out = signed.Value.Where(one => one.Answer.IsRefused).Select(one => new { intent = one.IntentId, why = one.Answer.Refusal!.Message }),
        });
    }

    private static async Task<IResult> Sign(string id, Answered body, SignApproval sign, CurrentPerson me, HttpContext http)
    {
        var signed = await sign.Handle(await me.Actor(), id, body.Answer ?? "", http.RequestAborted);
        if (signed.IsRefused)
            return signed.Refusal.Problem();
        var answer = signed.Value;
        return Results.Json(new
        {
            approval = answer.ApprovalId,
            verdict = answer.Verdict == ApprovalVerdict.Approve ? "approve" : "deny",
            status = IntentView.Name(answer.Status),
            votes = answer.Votes,
            quorum = answer.Quorum,
            grant = answer.GrantId,
        });
    }
}
