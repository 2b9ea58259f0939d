using System.Net;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>How many associations each address has open: one peer, however broken, leaves room for the others. An address that is not known is not limited.</summary>
internal sealed class AddressLimit(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _open = [];

    /// <summary>False, and nothing counted, when the address has as many as it may have.</summary>
    public bool TryEnter(IPAddress? address)
    {
        if (address is null) return true;
        lock (_lock)
        {
            var open = _open.GetValueOrDefault(address);
            if (open >= most) return false;
            _open[address] = open + 1;
            return true;
        }
    }

    public void Leave(IPAddress? address)
    {
        if (address is null) return;
        lock (_lock)
        {
            if (--_open[address] == 0) _open.Remove(address);
        }
    }
}
