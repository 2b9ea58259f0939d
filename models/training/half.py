"""Makes the FP16 form of an exported network: weights and convolutions in half precision, instance norms in single, input and output in single
as before. How far it is from FP32 is measured with `edgenode analyze --save-probabilities` (README.md)."""
import sys

import onnx
from onnx import TensorProto, helper, numpy_helper


def halve(model):
    graph = model.graph
    single = {name for node in graph.node if node.op_type == "InstanceNormalization" for name in node.input[1:]}
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and tensor.name not in single:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype("float16"), tensor.name))
    given, wanted = graph.input[0].name, graph.output[0].name
    nodes = [cast(given, given + "_half", TensorProto.FLOAT16)]
    for node in graph.node:
        node.input[:] = [given + "_half" if name == given else name for name in node.input]
        node.output[:] = [wanted + "_half" if name == wanted else name for name in node.output]
        if node.op_type == "InstanceNormalization":
            before, after = node.input[0], node.output[0]
            node.input[0], node.output[0] = before + "_single", after + "_single"
            nodes += [cast(before, node.input[0], TensorProto.FLOAT), node, cast(node.output[0], after, TensorProto.FLOAT16)]
        else:
            nodes.append(node)
    nodes.append(cast(wanted + "_half", wanted, TensorProto.FLOAT))
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def cast(before, after, kind):
    return helper.make_node("Cast", [before], [after], f"cast_{after}", to=kind)


if __name__ == "__main__":
    onnx.save(halve(onnx.load(sys.argv[1])), sys.argv[2])
