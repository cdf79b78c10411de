namespace GovernanceConsole.Rego.Syntax;

/// <summary>The value of a default rule is fixed: no names, no calls, no references. Comprehensions are allowed, as in OPA.</summary>
internal static class DefaultValueCheck
{
    public static void MustBeGround(Term term)
    {
        switch (term)
        {
            case VariableTerm or RefTerm or CallTerm or TemplateTerm:
                throw new RegoException(RegoErrorCodes.Parse, "default rule value cannot contain a variable, a reference or a call; write a constant.", term.Position);
            case ArrayTerm array: Each(array.Items); break;
            case SetTerm set: Each(set.Items); break;
            case ObjectTerm members:
                Each(members.Entries.Select(entry => entry.Key));
                Each(members.Entries.Select(entry => entry.Value));
                break;
            default: break;
        }
    }

    private static void Each(IEnumerable<Term> terms)
    {
        foreach (var term in terms) MustBeGround(term);
    }
}
