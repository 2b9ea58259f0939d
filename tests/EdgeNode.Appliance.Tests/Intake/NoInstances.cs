using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>Behind a listener that is sent no images.</summary>
internal sealed class NoInstances : IInstanceSink
{
    public void AssociationOpened(AssociationInfo association)
    {
    }

    public void AssociationClosed(AssociationInfo association, AssociationEnd end)
    {
    }

    public ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel) => throw new NotSupportedException();
}
