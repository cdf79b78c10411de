namespace GovernanceConsole.Domain.Audit;

/// <summary>Every way the log's formats say no. What cannot be read or verified is refused whole; no part of it is used.</summary>
public static class AuditRefusals
{
    public const string Malformed = "malformed";
    public const string NotVerified = "not_verified";

    public static Refusal NotANote(string why) => new(Malformed, $"This is no signed note: {why}.");

    public static Refusal NotAKey(string why) => new(Malformed, $"This is no verifier key: {why}.");

    public static Refusal NotACheckpoint(string why) => new(Malformed, $"This is no checkpoint: {why}.");

    public static Refusal NotAProof(string why) => new(Malformed, $"This is no log proof: {why}.");

    public static Refusal NotAnEntry(string why) => new(Malformed, $"This is no log entry of version 1: {why}.");

    public static Refusal WrongOrigin(string origin) => new(NotVerified, $"The checkpoint is one of the log {origin}, not of the one asked about.");

    public static Refusal BadSignature() => new(NotVerified, "The checkpoint does not carry a valid signature by the log's key.");

    public static Refusal NotIncluded() => new(NotVerified, "The proof does not lead from the entry to the root that the checkpoint signs.");
}
