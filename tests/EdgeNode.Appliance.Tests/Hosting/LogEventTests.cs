using System.Reflection;
using EdgeNode.Appliance.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Appliance.Tests.Hosting;

/// <summary>Whoever filters the journal by an event's number means one event.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void Every_event_of_the_log_has_a_number_of_its_own()
    {
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var numbers = typeof(ApplianceHost).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()
            .ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct().Order(), numbers.Order());
    }
}
