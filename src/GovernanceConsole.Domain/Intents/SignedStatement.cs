using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace GovernanceConsole.Domain.Intents;

/// <summary>
/// What a person signs about anything but an intent: canonical JSON (RFC 8785) with exactly the members <c>typ</c>, <c>issuer</c>, <c>rp</c>, <c>signer</c>, <c>not_before</c>, <c>expires_at</c>,
/// <c>nonce</c> (as in <see cref="ApprovalStatement"/>) and <c>body</c>, an object that the act named by <c>typ</c> defines. A signature under one typ never counts under another.
/// </summary>
public sealed partial record SignedStatement
{
    public const string Enrolment = "enrolment/1";
    public const string RoleChange = "role-change/1";
    public const string Recovery = "recovery/1";
    public const string PolicyActivation = "policy-activation/1";
    public const string Stop = "stop/1";
    public const string Release = "release/1";
    public const string BreakGlass = "break-glass/1";
    public const string BreakGlassReview = "break-glass-review/1";

    public required string Typ { get; init; }

    public required string Issuer { get; init; }

    public required string RpId { get; init; }

    public required string SignerId { get; init; }

    public required DateTime NotBefore { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Nonce { get; init; }

    /// <summary>A JSON object.</summary>
    public required string Body { get; init; }

    /// <summary>The 32 bytes that an authenticator is asked to sign, for a statement of any typ: SHA-256("governance-console/statement/v1" ‖ 0x00 ‖ statement).</summary>
    public static byte[] Challenge(ReadOnlySpan<byte> statement)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("governance-console/statement/v1\0"u8);
        hash.AppendData(statement);
        return hash.GetHashAndReset();
    }

    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["typ"] = TypShape().IsMatch(Typ) && Typ is not (ApprovalStatement.Typ or ApprovalStatement.OldTyp) ? Typ : throw new FormatException($"{Typ} is no typ of a general statement."),
        ["issuer"] = Issuer,
        ["rp"] = RpId,
        ["signer"] = SignerId,
        ["not_before"] = DisplayZone.Record(NotBefore),
        ["expires_at"] = DisplayZone.Record(ExpiresAt),
        ["nonce"] = StatementReading.Nonce(Nonce),
        ["body"] = JsonNode.Parse(Body)!.AsObject(),
    });

    /// <summary>Reads bytes that were signed under <paramref name="typ"/>. Refused (<c>malformed</c>, with pointers) unless they are exactly what <see cref="Write"/> gives.</summary>
    public static Outcome<SignedStatement> Parse(ReadOnlySpan<byte> bytes, string typ)
    {
        var document = IntentJson.Parse(bytes);
        if (document.IsRefused)
            return document.Refusal;
        var errors = new List<FieldError>();
        var at = new ObjectReader(document.Value.Root, "", errors);
        var statement = new SignedStatement
        {
            Typ = at.Choice("typ", null, typ),
            Issuer = at.Text("issuer"),
            RpId = at.Text("rp"),
            SignerId = at.Text("signer"),
            NotBefore = at.Moment("not_before"),
            ExpiresAt = at.Moment("expires_at"),
            Nonce = at.Nonce("nonce"),
            Body = at.Raw("body", JsonValueKind.Object),
        };
        at.Finish();
        if (errors.Count == 0 && !bytes.SequenceEqual(statement.Write()))
            errors.Add(new FieldError("", "Is not the canonical spelling."));
        return errors.Count > 0 ? IntentRefusals.NotAStatement with { Errors = errors } : statement;
    }

    [GeneratedRegex(@"\A[a-z]+(-[a-z]+)*/[1-9][0-9]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypShape();
}
