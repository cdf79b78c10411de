using System.Text.Json.Nodes;
using GovernanceConsole.Domain.Intents;

namespace GovernanceConsole.Domain.People;

/// <summary>What every general statement carries: who issues, for which site, who signs, and from when until when it may be signed.</summary>
public sealed record StatementFrame(string Issuer, string RpId, string SignerId, DateTime NotBefore, DateTime ExpiresAt, byte[] Nonce)
{
    /// <summary>The bytes of a <see cref="SignedStatement"/> of that typ with that body.</summary>
    public byte[] Write(string typ, JsonObject body) => new SignedStatement
    {
        Typ = typ,
        Issuer = Issuer,
        RpId = RpId,
        SignerId = SignerId,
        NotBefore = NotBefore,
        ExpiresAt = ExpiresAt,
        Nonce = Nonce,
        Body = body.ToJsonString(),
    }.Write();
}

/// <summary>
/// What a person signs to add a passkey, to change a role, or to let somebody back in, as <see cref="SignedStatement"/>s. Bodies: <c>enrolment/1</c> holds <c>person, new_credential, new_key</c> (digest
/// of the COSE key); <c>role-change/1</c> holds <c>change, person, action</c> (<c>grant</c> or <c>end</c>)<c>, role, proposed_by, bootstrap</c>; <c>recovery/1</c> the same without action and role.
/// </summary>
public static class PeopleStatements
{
    /// <summary>A further passkey of the signer, named by credential id and the digest of its key.</summary>
    public static byte[] OfPasskey(StatementFrame frame, string credentialId, byte[] coseKey) => frame.Write(SignedStatement.Enrolment, new JsonObject
    {
        ["person"] = frame.SignerId,
        ["new_credential"] = credentialId,
        ["new_key"] = IntentDigest.Of(coseKey),
    });

    /// <summary>A change of standing. <paramref name="bootstrap"/> says that no independent second operator was there to ask.</summary>
    public static byte[] OfChange(StatementFrame frame, StandingChange change, bool bootstrap)
    {
        var body = new JsonObject
        {
            ["change"] = change.Id,
            ["person"] = change.PersonId,
            ["proposed_by"] = change.ProposedById,
            ["bootstrap"] = bootstrap,
        };
        if (change.Kind != StandingChangeKind.Recovery)
        {
            body["action"] = change.Kind == StandingChangeKind.GrantRole ? "grant" : "end";
            body["role"] = RoleName(change.Role!.Value);
        }

        return frame.Write(Typ(change.Kind), body);
    }

    /// <summary>Under which <c>typ</c> a change of that kind is signed.</summary>
    public static string Typ(StandingChangeKind kind) => kind == StandingChangeKind.Recovery ? SignedStatement.Recovery : SignedStatement.RoleChange;

    public static string RoleName(Role role) => role switch
    {
        Role.Approver => "approver",
        Role.Operator => "operator",
        Role.Auditor => "auditor",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
