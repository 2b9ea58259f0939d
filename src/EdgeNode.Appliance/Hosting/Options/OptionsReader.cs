using System.Collections;
using System.Globalization;
using System.Reflection;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>
/// Fills an options record from configuration and collects every mistake instead of stopping at the first: unknown keys, values of the
/// wrong kind. Keys compare without case, as environment variables need.
/// </summary>
internal sealed class OptionsReader
{
    private readonly List<OptionError> _errors = [];

    public IReadOnlyList<OptionError> Errors => _errors;

    public T Read<T>(IConfiguration configuration)
        where T : new() => (T)Read(typeof(T), configuration, "");

    private object Read(Type type, IConfiguration section, string path)
    {
        var options = Activator.CreateInstance(type)!;
        foreach (var child in section.GetChildren())
        {
            var property = type.GetProperty(child.Key, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            if (property is { CanWrite: true })
            {
                ReadProperty(options, property, child, path + CamelCase(property.Name));
            }
            else if (!(path.Length == 0 && child.Key == "$schema"))
            {
                _errors.Add(new(path + child.Key, $"is not a setting; known here: {string.Join(", ", type.GetProperties().Where(p => p.CanWrite).Select(p => CamelCase(p.Name)))}"));
            }
        }

        return options;
    }

    private void ReadProperty(object options, PropertyInfo property, IConfigurationSection section, string path)
    {
        if (property.PropertyType != typeof(string) && property.PropertyType.IsClass)
        {
            property.SetValue(options, Read(property.PropertyType, section, path + "."));
        }
        else if (property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
        {
            property.SetValue(options, ReadList(property.PropertyType.GetGenericArguments()[0], section, path));
        }
        else if (Convert(property.PropertyType, section.Value) is { } value)
        {
            property.SetValue(options, value);
        }
        else
        {
            _errors.Add(new(path, $"is not {Expected(property.PropertyType)}"));
        }
    }

    private Array ReadList(Type type, IConfigurationSection section, string path)
    {
        var items = section.GetChildren().Select((item, i) => type == typeof(string) ? item.Value ?? "" : Read(type, item, $"{path}[{i}].")).ToList();
        var list = Array.CreateInstance(type, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            list.SetValue(items[i], i);
        }

        return list;
    }

    private static object? Convert(Type type, string? text)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return text is null ? null
            : kind == typeof(string) ? text
            : kind == typeof(bool) ? bool.TryParse(text, out var flag) ? flag : null
            : kind == typeof(int) ? int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) ? whole : null
            : kind == typeof(double) ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null
            : kind == typeof(TimeSpan) ? TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span : null
            : throw new NotSupportedException($"Options of type {type} are not read.");
    }

    private static string Expected(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(Boolean) => "true or false",
        nameof(Int32) => "a whole number",
        nameof(Double) => "a number",
        nameof(TimeSpan) => "a duration such as \"00:00:05\"",
        _ => "a text in quotes",
    };

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
