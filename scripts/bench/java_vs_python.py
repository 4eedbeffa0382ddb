"""The Python side of java-vs-python: `run FOLDER THREADS TIMES` times the sessions, `table FOLDER` prints what was found."""
import pathlib
import statistics
import sys
import time


def tensors(folder, session):
    import numpy as np
    found = {}
    for line in (folder / f"{session}.txt").read_text().splitlines():
        name, *shape = line.split()
        found[name] = np.fromfile(folder / f"{session}-{name}.f32", "<f4").reshape([int(n) for n in shape])
    return found


def run(folder, threads, times):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    names = (folder / "outputs.txt").read_text().split()
    sessions = {s: onnxruntime.InferenceSession(str(folder / f"{s}.onnx"), options, providers=["CPUExecutionProvider"])
                for s in ("encoder", "decoder")}
    feeds = {s: tensors(folder, s) for s in sessions}
    outputs = {"encoder": names[:1], "decoder": names[1:]}
    ms = {s: [] for s in sessions}
    for i in range(-1, times):  # the first is warm-up
        for s in sessions:
            start = time.perf_counter()
            sessions[s].run(outputs[s], feeds[s])
            if i >= 0:
                ms[s].append((time.perf_counter() - start) * 1e3)
    for s in sessions:
        print("python", threads, s, *(f"{t:.3f}" for t in ms[s]))


def table(folder):
    print("| threads | | encoder | decoder | both | whole slice | whole / bare |")
    print("|---|---|---|---|---|---|---|")
    for file in sorted(folder.glob("rounds-*.txt")):
        ms = {}
        for line in file.read_text().splitlines():
            language, threads, what, *times = line.split()
            ms.setdefault((language, what), []).extend(float(t) for t in times)
        for name, of in (("median", statistics.median), ("best", min)):
            java = {w: of(ms["java", w]) for w in ("encoder", "decoder", "whole")}
            python = {w: of(ms["python", w]) for w in ("encoder", "decoder")}
            both = java["encoder"] + java["decoder"]
            print(f"| {threads} | Java, {name} | {java['encoder']:.1f} | {java['decoder']:.1f} | {both:.1f} | {java['whole']:.1f} | "
                  f"{java['whole'] / both:.3f} |")
            print(f"| {threads} | Python, {name} | {python['encoder']:.1f} | {python['decoder']:.1f} | "
                  f"{python['encoder'] + python['decoder']:.1f} | | {java['whole'] / (python['encoder'] + python['decoder']):.3f} |")
    print("\nMilliseconds, ONNX Runtime 1.23.2 in both.")


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[2])
    run(place, int(sys.argv[3]), int(sys.argv[4])) if sys.argv[1] == "run" else table(place)
