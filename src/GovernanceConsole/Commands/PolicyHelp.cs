namespace GovernanceConsole.Commands;

/// <summary>What <c>policy --help</c> says.</summary>
internal static class PolicyHelp
{
    public const string Text = """
        policy check <folder>           compiles the folder as a bundle and lists what fails open
                                          such a finding, with its mend, is a warning; '# lint:ignore id because reason' above it answers for one
        policy test <folder>            runs its test_ rules and shows which lines they cover
          --mutate                        also changes the policy a little at a time: a change no test notices is a test that is missing
        policy eval <query> <file or folder>…
          -i, --input FILE                the input document; '-' reads standard input. Without it, input is undefined
          -d, --data FILE                 a document that is merged into data at its root (or a .rego file or folder, as below); may be repeated
          -q, --query QUERY               instead of the first argument; may be repeated
          --strict-builtin-errors         an error of a builtin ends the evaluation instead of being undefined
          --                              what follows are arguments, even where they begin with '-'

        A query is the body of a rule in Rego: expressions separated by ';' (with 'with' and all). Its value is the value of its last
        expression in its first solution; an expression that only binds variables (x := 1) has the value true.

        A folder is read as OPA reads a bundle: every *.rego below it, and every data.json at the path of its folder. A .json file given by
        name is merged into data at the root, whatever it is called. Documents are merged; where two of them disagree nothing is evaluated.
        YAML (.yaml, .yml) is taken wherever JSON is.

        eval prints the value as one line of JSON: keys sorted, sets as sorted arrays. Where it is undefined it prints nothing. With several
        --query there is one line for each, in their order: an empty line stands for undefined and for an error. print() goes to standard error.
        Time is pinned to the moment of the start. An evaluation ends after 10 seconds or 100 million steps with eval_cancel_error.

        Exit codes: 0 fine, also when undefined or with warnings only · 1 a policy, a document, a test or an evaluation is at fault, each fault
        on standard error as file:row:column: code: sentence, with OPA's codes · 2 the command line is, or a file that is not there.

        """;
}
