"""What plans.json and dataset.json say about a network."""
from architecture import Unsupported


class Settings:
    """Shape of a UNet. Reads `architecture`, or the keys that nnU-Net wrote before 2.4."""

    def __init__(self, configuration):
        if "architecture" in configuration:
            self._read(configuration["architecture"]["network_class_name"].split(".")[-1], configuration["architecture"]["arch_kwargs"])
        elif "UNet_class_name" in configuration:
            self._read(configuration["UNet_class_name"], legacy(configuration))
        else:
            raise Unsupported("plans.json says nothing about the network (neither architecture nor UNet_class_name)")

    def _read(self, name, k):
        if name not in ("PlainConvUNet", "ResidualEncoderUNet"):
            raise Unsupported(f"network class {name}; PlainConvUNet and ResidualEncoderUNet are known")
        expected = {"conv_op": "Conv3d", "norm_op": "InstanceNorm3d", "nonlin": "LeakyReLU", "dropout_op": "None"}
        for key, value in expected.items():
            if str(k.get(key, value)).split(".")[-1] != value:
                raise Unsupported(f"{key} {k[key]}; {value} is known")
        for key in ("squeeze_excitation", "bottleneck_channels", "stem_channels", "disable_default_stem", "nonlin_first"):
            if k.get(key):
                raise Unsupported(f"{key} {k[key]}")
        if k.get("pool_type", k.get("pool", "conv")) != "conv":
            raise Unsupported("pooling other than by strided convolutions")
        self.residual = name == "ResidualEncoderUNet"
        self.stages = k["n_stages"]
        self.features = per_stage(k["features_per_stage"], self.stages)
        self.kernels = per_stage(k["kernel_sizes"], self.stages)
        self.strides = per_stage(k["strides"], self.stages)
        self.encoder_blocks = per_stage(k["n_blocks_per_stage" if self.residual else "n_conv_per_stage"], self.stages)
        self.decoder_blocks = per_stage(k["n_conv_per_stage_decoder"], self.stages - 1)
        self.bias = k.get("conv_bias", False)
        self.norm = dict(k.get("norm_op_kwargs") or {})
        self.slope = (k.get("nonlin_kwargs") or {}).get("negative_slope", 0.01)


def per_stage(value, stages):
    return [value] * stages if isinstance(value, int) else list(value)[:stages]


def legacy(c):
    stages = len(c["conv_kernel_sizes"])
    base, most = c["UNet_base_num_features"], c["unet_max_num_features"]
    return {
        "n_stages": stages,
        "features_per_stage": [min(base * 2 ** i, most) for i in range(stages)],
        "kernel_sizes": c["conv_kernel_sizes"],
        "strides": c["pool_op_kernel_sizes"],
        "n_conv_per_stage": c["n_conv_per_stage_encoder"],
        "n_blocks_per_stage": c["n_conv_per_stage_encoder"],
        "n_conv_per_stage_decoder": c["n_conv_per_stage_decoder"],
        "conv_bias": True,
        "norm_op_kwargs": {"eps": 1e-5, "affine": True},
    }


def configuration(plans, name):
    """A configuration with what it inherits."""
    seen, merged = set(), {}
    while name:
        if name in seen:
            raise Unsupported(f"configuration {name} inherits from itself")
        seen.add(name)
        merged = {**plans["configurations"][name], **merged}
        name = plans["configurations"][name].get("inherits_from")
    return merged


def channels_and_heads(dataset, chosen):
    """Input and output channels: the image, plus one for each foreground label after a first stage; labels, or regions without background."""
    labels = {name: value if isinstance(value, list) else [value] for name, value in dataset["labels"].items() if name != "ignore"}
    foreground = {number for numbers in labels.values() for number in numbers if number != 0}
    regions = any(len(numbers) > 1 for numbers in labels.values())
    heads = sum(1 for numbers in labels.values() if any(numbers)) if regions else len(foreground) + 1
    images = len(dataset.get("channel_names") or dataset["modality"])
    return images + (len(foreground) if chosen.get("previous_stage") else 0), heads
