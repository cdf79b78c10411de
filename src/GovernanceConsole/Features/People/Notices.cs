using GovernanceConsole.Domain;
using GovernanceConsole.Domain.People;
using GovernanceConsole.Platform;
using Microsoft.EntityFrameworkCore;

namespace GovernanceConsole.Features.People;

/// <summary>Tells people what happened to them, and operators what happened to anybody, in the transaction in which it happened.</summary>
internal static class Notices
{
    public static void Tell(Act act, string personId, string text)
    {
        act.Db.Notices.Add(new Notice { Id = act.Ids.New(Ids.Notice), PersonId = personId, At = act.Now, Text = text });
        act.Signal(PeopleTopics.Of(personId));
        act.Signal(PeopleTopics.All);
    }

    /// <summary>Tells the person the one sentence and every other operator the other, which is given the person's name.</summary>
    public static async Task TellPersonAndOperators(Act act, string personId, string toThePerson, Func<string, string> toOperators)
    {
        Tell(act, personId, toThePerson);
        await TellOperators(act, personId, toOperators);
    }

    /// <summary>Tells every operator but the person it is about.</summary>
    public static async Task TellOperators(Act act, string personId, Func<string, string> text)
    {
        var name = act.Db.People.Local.FirstOrDefault(p => p.Id == personId)?.Name ?? await act.Db.People.Where(p => p.Id == personId).Select(p => p.Name).SingleAsync();
        var operators = await act.Db.RoleHoldings.Where(h => h.Role == Role.Operator && h.UntilAt == null && h.PersonId != personId).Select(h => h.PersonId).Distinct().ToListAsync();
        foreach (var operatorId in operators)
            Tell(act, operatorId, text(name));
    }
}
