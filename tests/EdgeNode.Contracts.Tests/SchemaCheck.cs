using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EdgeNode.Contracts.Tests;

/// <summary>The few words of JSON Schema that our files use; an unknown word is an error, so that none is passed over.</summary>
internal sealed class SchemaCheck(string schema)
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "title", "description", "format"];

    private readonly JsonObject _root = JsonNode.Parse(schema)!.AsObject();

    public IReadOnlyList<string> Violations(JsonNode? value) => [.. Check(_root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path) => schema
        .Where(rule => !Annotations.Contains(rule.Key))
        .SelectMany(rule => Rule(rule.Key, rule.Value!, value, path));

    private IEnumerable<string> Rule(string word, JsonNode rule, JsonNode? value, string path)
    {
        switch (word)
        {
            case "$ref":
                return Check(_root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, path);
            case "anyOf":
                return rule.AsArray().Any(option => !Check(option!.AsObject(), value, path).Any()) ? [] : [$"{path}: matches no alternative"];
            case "type":
                var names = rule is JsonArray several ? several.Select(name => name!.GetValue<string>()).ToArray() : [rule.GetValue<string>()];
                return names.Any(name => IsA(name, value)) ? [] : [$"{path}: is not {string.Join(" or ", names)}"];
            case "const":
                return JsonNode.DeepEquals(rule, value) ? [] : [$"{path}: is not {rule}"];
            case "enum":
                return rule.AsArray().Any(option => JsonNode.DeepEquals(option, value)) ? [] : [$"{path}: is none of {rule}"];
            case "required" when value is JsonObject fields:
                return rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => !fields.ContainsKey(name)).Select(name => $"{path}.{name}: is missing");
            case "properties" when value is JsonObject fields:
                return rule.AsObject().Where(field => fields.ContainsKey(field.Key)).SelectMany(field => Check(field.Value!.AsObject(), fields[field.Key], $"{path}.{field.Key}"));
            case "items" when value is JsonArray items:
                return items.SelectMany((item, i) => Check(rule.AsObject(), item, $"{path}[{i}]"));
            case "minItems" when value is JsonArray items:
                return items.Count >= rule.GetValue<int>() ? [] : [$"{path}: too few items"];
            case "maxItems" when value is JsonArray items:
                return items.Count <= rule.GetValue<int>() ? [] : [$"{path}: too many items"];
            case "minimum" when IsA("number", value):
                return value!.GetValue<double>() >= rule.GetValue<double>() ? [] : [$"{path}: is below {rule}"];
            case "maximum" when IsA("number", value):
                return value!.GetValue<double>() <= rule.GetValue<double>() ? [] : [$"{path}: is above {rule}"];
            case "pattern" when IsA("string", value):
                return Regex.IsMatch(value!.GetValue<string>(), rule.GetValue<string>()) ? [] : [$"{path}: does not match {rule}"];
            case "required" or "properties" or "items" or "minItems" or "maxItems" or "minimum" or "maximum" or "pattern":
                return [];
            default:
                throw new NotSupportedException($"The schema uses '{word}', which this check does not know.");
        }
    }

    private static bool IsA(string name, JsonNode? value) => (name, value?.GetValueKind()) switch
    {
        ("null", null) => true,
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<double>() % 1 == 0,
        _ => false,
    };
}
