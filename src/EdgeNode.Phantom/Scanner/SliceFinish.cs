using System.Numerics;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Phantom.Anatomy;
using Vector3 = System.Numerics.Vector3;

namespace EdgeNode.Phantom.Scanner;

/// <summary>From painted tissue to what the scanner stores: blur, metal, beam hardening and starvation at the shoulders, noise, field of view, clipping.</summary>
internal sealed class SliceFinish
{
    /// <summary>Outside a round field of view, as some scanners write it.</summary>
    public const short Padding = -2000;
    private readonly PhantomOptions _options;
    private readonly SliceNoise _noise;
    private readonly MetalStreaks _metal;
    private readonly Vector3[] _fillings;
    private readonly PatientMap _map;
    private readonly GridGeometry _grid;
    private readonly float _broad;

    public SliceFinish(PhantomOptions options, PhantomScan scan, HeadAndNeck neck, PatientMap map, GridGeometry grid, float grainMm)
    {
        (_options, _map, _grid) = (options, map, grid);
        _noise = new(options.Seed, (float)scan.NoiseHu, (float)scan.ResolutionMm, grainMm, grid.Size, grid.SpacingMm.X);
        _metal = new(options.Seed, neck.Metal);
        _fillings = [.. neck.Metal.Select(at => Locate(at))];
        _broad = neck.Patient.FatMm / 6;
    }

    public void Apply(float[] hu, int z, float[][] scratch, Span<short> slice)
    {
        var size = _grid.Size;
        _noise.Blur(hu, scratch[2], scratch[3]);
        if (_fillings.Length > 0)
        {
            var places = new Vector2[_fillings.Length];
            var away = new float[_fillings.Length];
            for (var m = 0; m < places.Length; m++) (places[m], away[m]) = (new(_fillings[m].X, _fillings[m].Y), (z - _fillings[m].Z) * (float)_grid.SpacingMm.Z);
            _metal.Add(hu, size, _grid.SpacingMm.X, z, places, away);
        }

        var height = Height(z);
        var shoulders = Math.Clamp((-48 - height) / 35, 0, 1);
        if (shoulders > 0) Harden(hu, z, shoulders);
        _noise.Add(hu, z, 1 + ((0.9f + _broad) * shoulders), 0.55f * shoulders, scratch);
        for (var i = 0; i < slice.Length; i++) slice[i] = (short)Math.Clamp(MathF.Round(hu[i]), -1024, 3071);
        if (_options.FieldOfViewMm is { } field) Cut(slice, field);
    }

    /// <summary>Between the humeral heads the beam is hard: a dark band across.</summary>
    private void Harden(Span<float> hu, int z, float shoulders)
    {
        var size = _grid.Size;
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                var p = _grid.ToPatient(x, y, z);
                float u = ((float)p.Y - 10) / 32, v = (float)p.X / 150;
                var i = (y * size.X) + x;
                if (hu[i] > -900) hu[i] -= 26 * shoulders * MathF.Exp(-u * u) * MathF.Max(0, 1 - (v * v));
            }
        }
    }

    private void Cut(Span<short> slice, double fieldMm)
    {
        var size = _grid.Size;
        var limit = fieldMm / 2 / _grid.SpacingMm.X;
        for (var y = 0; y < size.Y; y++)
        {
            for (var x = 0; x < size.X; x++)
            {
                double dx = x - ((size.X - 1) / 2.0), dy = y - ((size.Y - 1) / 2.0);
                if ((dx * dx) + (dy * dy) > limit * limit) slice[(y * size.X) + x] = Padding;
            }
        }
    }

    private float Height(int z)
    {
        var p = _grid.ToPatient(_grid.Size.X / 2.0, _grid.Size.Y / 2.0, z);
        return _map.ToAnatomy(new((float)p.X, (float)p.Y, (float)p.Z)).Z;
    }

    /// <summary>Voxel of a point of the anatomy: the map only goes the other way, so walk towards it.</summary>
    private Vector3 Locate(Vector3 anatomy)
    {
        var patient = anatomy * _map.Scale;
        for (var i = 0; i < 12; i++) patient += (anatomy - _map.ToAnatomy(patient)) * _map.Scale;
        var v = _grid.ToVoxel(new(patient.X, patient.Y, patient.Z));
        return new((float)v.X, (float)v.Y, (float)v.Z);
    }
}
