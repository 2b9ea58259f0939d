"""nnU-Net's networks as plans.json describes them, for inference: PlainConvUNet and ResidualEncoderUNet, without deep supervision. Names of
parameters are those of dynamic-network-architectures, so that its checkpoints load; what is not known here is refused."""
import torch
from torch import nn


class Unsupported(Exception):
    """The plans ask for something that this definition does not have."""


def triple(value):
    return [value] * 3 if isinstance(value, int) else list(value)


class ConvBlock(nn.Module):
    """Convolution, instance norm, and LeakyReLU where there is one."""

    def __init__(self, inputs, outputs, kernel, stride, settings, nonlin=True, bias=None):
        super().__init__()
        kernel = triple(kernel)
        self.conv = nn.Conv3d(inputs, outputs, kernel, triple(stride), [(k - 1) // 2 for k in kernel], bias=settings.bias if bias is None else bias)
        self.norm = nn.InstanceNorm3d(outputs, **settings.norm)
        self.act = nn.LeakyReLU(settings.slope) if nonlin else nn.Identity()

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))


class ConvBlocks(nn.Module):
    def __init__(self, count, inputs, outputs, kernel, stride, settings):
        super().__init__()
        self.convs = nn.Sequential(*(
            ConvBlock(inputs if i == 0 else outputs, outputs, kernel, stride if i == 0 else 1, settings) for i in range(count)))

    def forward(self, x):
        return self.convs(x)


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, settings):
        super().__init__()
        stride = triple(stride)
        self.conv1 = ConvBlock(inputs, outputs, kernel, stride, settings)
        self.conv2 = ConvBlock(outputs, outputs, kernel, 1, settings, nonlin=False)
        shortcut = [nn.AvgPool3d(stride, stride)] if any(s != 1 for s in stride) else []
        if inputs != outputs:
            shortcut.append(ConvBlock(inputs, outputs, 1, 1, settings, nonlin=False, bias=False))
        self.skip = nn.Sequential(*shortcut)
        self.act = nn.LeakyReLU(settings.slope)

    def forward(self, x):
        return self.act(self.conv2(self.conv1(x)) + self.skip(x))


class ResidualStage(nn.Module):
    def __init__(self, count, inputs, outputs, kernel, stride, settings):
        super().__init__()
        self.blocks = nn.Sequential(*(
            ResidualBlock(inputs if i == 0 else outputs, outputs, kernel, stride if i == 0 else 1, settings) for i in range(count)))

    def forward(self, x):
        return self.blocks(x)


class Encoder(nn.Module):
    def __init__(self, channels, settings):
        super().__init__()
        s = settings
        inputs = [channels] + s.features[:-1]
        if s.residual:
            self.stem = ConvBlocks(1, channels, s.features[0], s.kernels[0], 1, s)
            inputs[0] = s.features[0]
            stages = [ResidualStage(s.encoder_blocks[i], inputs[i], s.features[i], s.kernels[i], s.strides[i], s) for i in range(s.stages)]
        else:
            self.stem = None
            stages = [nn.Sequential(ConvBlocks(s.encoder_blocks[i], inputs[i], s.features[i], s.kernels[i], s.strides[i], s)) for i in range(s.stages)]
        self.stages = nn.Sequential(*stages)

    def forward(self, x):
        x = x if self.stem is None else self.stem(x)
        skips = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        return skips


class Decoder(nn.Module):
    def __init__(self, heads, settings):
        super().__init__()
        s = settings
        below = range(s.stages - 2, -1, -1)
        self.transpconvs = nn.ModuleList(
            nn.ConvTranspose3d(s.features[i + 1], s.features[i], triple(s.strides[i + 1]), triple(s.strides[i + 1]), bias=s.bias) for i in below)
        self.stages = nn.ModuleList(
            ConvBlocks(s.decoder_blocks[n], 2 * s.features[i], s.features[i], s.kernels[i], 1, s) for n, i in enumerate(below))

        # One for each resolution in the checkpoint; the last one answers.
        self.seg_layers = nn.ModuleList(nn.Conv3d(s.features[i], heads, 1) for i in below)

    def forward(self, skips):
        x = skips[-1]
        for up, stage, skip in zip(self.transpconvs, self.stages, skips[-2::-1]):
            x = stage(torch.cat((up(x), skip), 1))
        return self.seg_layers[-1](x)


class UNet(nn.Module):
    """[n, channels, d, h, w] normalised in, [n, heads, d, h, w] logits out."""

    def __init__(self, channels, heads, settings):
        super().__init__()
        self.encoder = Encoder(channels, settings)
        self.decoder = Decoder(heads, settings)

    def forward(self, x):
        return self.decoder(self.encoder(x))
