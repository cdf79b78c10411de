namespace GovernanceConsole.Domain.Queue;

/// <summary>Every way passing an item on, asking about it and answering say no.</summary>
public static class ItemRefusals
{
    public static readonly Refusal NotFound = new("not_found", "There is no such item, or it is not yours to see. Nothing was changed.");

    public static readonly Refusal Over = new("wrong_state", "This was decided or ended in the meantime. Nothing was changed.");

    public static readonly Refusal Reason = new Refusal("invalid_field", "Say why, in at most 500 characters. Nothing was changed.").At(new FieldError("/reason", "Say why, in at most 500 characters."));

    public static readonly Refusal Target = new Refusal("invalid_field", "Choose to whom. Nothing was changed.").At(new FieldError("/target", "Choose a person or a group."));

    public static readonly Refusal Self = new Refusal("invalid_field", "You have it already. Nothing was changed; choose somebody else.").At(new FieldError("/target", "Choose somebody else."));

    public static readonly Refusal NotEligible = new Refusal("item.not_eligible",
        "They could not sign this: policy does not ask them, or they stand too near to the agent. Nothing was changed; choose somebody policy asks.").At(new FieldError("/target", "Could not sign this."));

    public static readonly Refusal TooMany = new("wrong_state", "As much as can be passed on or asked about one item was passed on and asked. Nothing was changed.");

    public static readonly Refusal Question = new Refusal("invalid_field", "Write the question, in at most 500 characters. Nobody was asked.").At(new FieldError("/question", "Write the question, in at most 500 characters."));

    public static readonly Refusal Person = new Refusal("invalid_field", "Choose somebody else who is enrolled here. Nobody was asked.").At(new FieldError("/person_id", "Choose somebody else who is enrolled here."));

    public static readonly Refusal Answer = new Refusal("invalid_field", "Write the answer, in at most 500 characters. Nothing was stored.").At(new FieldError("/answer", "Write the answer, in at most 500 characters."));

    public static readonly Refusal Answered = new("wrong_state", "There is no such question to you, or it was answered already. Nothing was changed.");

    public static readonly Refusal NotNeeded = new("wrong_state", "What the question was about was decided or ended meanwhile, so no answer is needed. Nothing was changed.");
}
