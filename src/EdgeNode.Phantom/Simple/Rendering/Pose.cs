using System.Numerics;

namespace EdgeNode.Phantom.Simple.Rendering;

/// <summary>How the patient lies: patient LPS millimetres to anatomy millimetres (scale, turn about z, nod, small shift).</summary>
internal sealed record Pose(float Scale, float TurnDegrees, float NodDegrees, float ShiftX, float ShiftY)
{
    public static Pose Draw(ulong seed)
    {
        var r = PhantomRandom.Branch(seed, 1);
        return new(r.Between(0.93f, 1.08f), r.Around(4), r.Around(4), r.Around(5), r.Around(3));
    }

    public Matrix4x4 PatientToAnatomy
    {
        get
        {
            Matrix4x4.Invert(AnatomyToPatient, out var inverse);
            return inverse;
        }
    }

    public Matrix4x4 AnatomyToPatient =>
        Matrix4x4.CreateScale(Scale)
        * Matrix4x4.CreateRotationX(NodDegrees * MathF.PI / 180)
        * Matrix4x4.CreateRotationZ(TurnDegrees * MathF.PI / 180)
        * Matrix4x4.CreateTranslation(ShiftX, ShiftY, 0);
}
