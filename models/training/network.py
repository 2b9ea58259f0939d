"""PlainConvUNet as nnU-Net v2 describes it (inference contract section 9), without deep supervision."""
import torch
from torch import nn

FEATURES = (8, 16, 32, 64, 80)
STRIDES = ((1, 1, 1), (1, 2, 2), (2, 2, 2), (2, 2, 2), (2, 2, 2))
KERNELS = ((1, 3, 3), (3, 3, 3), (3, 3, 3), (3, 3, 3), (3, 3, 3))
PATCH = (24, 64, 64)  # z, y, x; a multiple of the total stride (8, 16, 16)
SPACING = (1.5, 1.0, 1.0)  # mm, z, y, x
LABELS = ("background", "negative", "positive", "ENE")


def conv_block(inputs, outputs, kernel, stride=(1, 1, 1)):
    return nn.Sequential(
        nn.Conv3d(inputs, outputs, kernel, stride, padding=[k // 2 for k in kernel]),
        nn.InstanceNorm3d(outputs, eps=1e-5, affine=True),
        nn.LeakyReLU(0.01, inplace=True),
    )


def stage(inputs, outputs, kernel, stride):
    return nn.Sequential(conv_block(inputs, outputs, kernel, stride), conv_block(outputs, outputs, kernel))


class PlainConvUNet(nn.Module):
    """[N, 1, d, h, w] normalised CT in, [N, 4, d, h, w] logits out."""

    def __init__(self):
        super().__init__()
        channels = (1,) + FEATURES
        self.encoder = nn.ModuleList(
            stage(channels[i], channels[i + 1], KERNELS[i], STRIDES[i]) for i in range(len(FEATURES)))
        below = list(range(len(FEATURES) - 2, -1, -1))
        self.up = nn.ModuleList(
            nn.ConvTranspose3d(FEATURES[i + 1], FEATURES[i], STRIDES[i + 1], STRIDES[i + 1]) for i in below)
        self.decoder = nn.ModuleList(stage(2 * FEATURES[i], FEATURES[i], KERNELS[i], (1, 1, 1)) for i in below)
        self.head = nn.Conv3d(FEATURES[0], len(LABELS), 1)
        for module in self.modules():
            if isinstance(module, (nn.Conv3d, nn.ConvTranspose3d)):
                nn.init.kaiming_normal_(module.weight, a=0.01)
                nn.init.zeros_(module.bias)
        # Start from "nearly everything is background", as it is.
        with torch.no_grad():
            self.head.weight.mul_(0.2)
            self.head.bias.copy_(torch.tensor([2.5, -1.0, -1.0, -1.0]))

    def forward(self, x):
        skips = []
        for encode in self.encoder:
            x = encode(x)
            skips.append(x)
        for up, decode, skip in zip(self.up, self.decoder, skips[-2::-1]):
            x = decode(torch.cat((up(x), skip), 1))
        return self.head(x)
