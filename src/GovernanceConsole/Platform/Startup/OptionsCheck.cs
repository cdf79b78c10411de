using System.ComponentModel.DataAnnotations;

namespace GovernanceConsole.Platform.Startup;

/// <summary>
/// Reads a section of the configuration and collects what is wrong with it: a value of the wrong kind or out of bounds, and a name that is no option, because a misspelt limit would be a limit that
/// silently does not hold.
/// </summary>
internal static class OptionsCheck
{
    /// <summary>The options as configured, or their defaults where they cannot be read; then <paramref name="wrong"/> says why.</summary>
    public static T Read<T>(IConfiguration configuration, string section, List<string> wrong)
        where T : class, new()
    {
        var options = new T();
        var known = typeof(T).GetProperties().ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var child in configuration.GetSection(section).GetChildren())
        {
            if (!known.TryGetValue(child.Key, out var property))
            {
                wrong.Add($"{section}:{child.Key} is no option. Options are: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.");
                continue;
            }

            try
            {
                if (child.Get(property.PropertyType) is { } value)
                    property.SetValue(options, value);
            }
            catch (InvalidOperationException)
            {
                wrong.Add($"{section}:{child.Key} '{child.Value}' is not {Kind(property.PropertyType)}.");
            }
        }

        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        wrong.AddRange(faults.Select(fault => $"{section}:{string.Join(", ", fault.MemberNames)}: {fault.ErrorMessage}"));
        return options;
    }

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(int) || number == typeof(long) => "a whole number",
        var truth when truth == typeof(bool) => "true or false",
        _ => "a value this option can have",
    };
}
