namespace GovernanceConsole.Domain.Approvals.WebAuthn;

/// <summary>Every way a passkey ceremony is refused. The code names the step; the sentence is for the person who signed. Nothing is recorded by a refused ceremony.</summary>
public static class CeremonyRefusals
{
    public static readonly Refusal Response = new("webauthn.malformed", "The answer of the browser could not be read. Nothing was recorded; reload the page and try again.");
    public static readonly Refusal ClientData = new("webauthn.client_data", "The browser's part of the signature could not be read. Nothing was recorded; reload the page and try again.");
    public static readonly Refusal AuthenticatorData = new("webauthn.authenticator_data", "The passkey's part of the signature could not be read. Nothing was recorded; try again, or use another passkey.");
    public static readonly Refusal Credential = new("webauthn.credential", "This passkey was not asked for. Nothing was recorded; choose one that is enrolled for you here.");
    public static readonly Refusal UserHandle = new("webauthn.user_handle", "This passkey belongs to another person. Nothing was recorded.");
    public static readonly Refusal Type = new("webauthn.type", "The signature was made for another purpose. Nothing was recorded; reload the page and try again.");
    public static readonly Refusal Challenge = new("webauthn.challenge", "The signature was made over something else than what stands here now. Nothing was recorded; reload the page, read it again and sign.");
    public static readonly Refusal Origin = new("webauthn.origin", "The signature was made on a page at another address. Nothing was recorded; open the console at its own address.");
    public static readonly Refusal CrossOrigin = new("webauthn.cross_origin", "The signature was made inside another site's page. Nothing was recorded; open the console in a tab of its own.");
    public static readonly Refusal TopOrigin = new("webauthn.top_origin", "The signature names another site's page around this one. Nothing was recorded; open the console in a tab of its own.");
    public static readonly Refusal RpId = new("webauthn.rp_id", "The passkey signed for another site. Nothing was recorded.");
    public static readonly Refusal UserPresence = new("webauthn.user_presence", "The passkey did not confirm that somebody was there. Nothing was recorded; try again and touch it when asked.");
    public static readonly Refusal UserVerification = new("webauthn.user_verification", "The passkey did not check who you are. Nothing was recorded; set up a PIN, fingerprint or face check for it and try again.");
    public static readonly Refusal BackupState = new("webauthn.backup_state", "The passkey says it is backed up and cannot be backed up. Nothing was recorded; use another passkey.");
    public static readonly Refusal BackupEligibility = new("webauthn.backup_eligibility", "The passkey is of another kind than the one enrolled. Nothing was recorded; tell an operator.");
    public static readonly Refusal Algorithm = new("webauthn.algorithm", "This passkey signs with a method the console does not accept (ES256 and RS256 are). Nothing was recorded; use another passkey.");
    public static readonly Refusal Key = new("webauthn.key", "The passkey's public key is not usable. Nothing was recorded; use another passkey.");
    public static readonly Refusal Signature = new("webauthn.signature", "The signature does not match what was signed. Nothing was recorded; try again, and tell an operator if it happens twice.");
    public static readonly Refusal Counter = new("webauthn.counter", "The passkey's counter went backwards, as a copied passkey's would. Nothing was recorded; tell an operator before using it again.");
    public static readonly Refusal Attestation = new("webauthn.attestation", "The new passkey could not be read. Nothing was recorded; try again, or use another passkey.");
    public static readonly Refusal CredentialId = new("webauthn.credential_id", "The new passkey's identifier is too long or does not match. Nothing was recorded; use another passkey.");
    public static readonly Refusal AlreadyEnrolled = new("webauthn.already_enrolled", "This passkey is enrolled already. Nothing was changed.");
}
