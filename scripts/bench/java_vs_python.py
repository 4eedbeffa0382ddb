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
    for i in range(-3, times):  # as much warm-up as in Java
        for s in sessions:
            start, cpu = time.perf_counter(), time.process_time()
            sessions[s].run(outputs[s], feeds[s])
            if i >= 0:
                print("python", threads, s, f"{(time.perf_counter() - start) * 1e3:.3f} {(time.process_time() - cpu) * 1e3:.3f}")


def table(folder):
    print("| threads | ms | Java encoder | Java decoder | Python encoder | Python decoder | whole slice in Java | / bare in Java | "
          "/ bare in Python |")
    print("|---|---|---|---|---|---|---|---|---|")
    for file in sorted(folder.glob("rounds-*.txt")):
        ms = {}
        for line in file.read_text().splitlines():
            language, threads, what, *times = line.split()
            for clock, t in zip(("clock", "processor"), times):
                ms.setdefault((clock, language, what), []).append(float(t))
        for clock, name, of in (("clock", "median", statistics.median), ("clock", "best", min), ("processor", "median",
                                statistics.median), ("processor", "best", min)):
            java = {w: of(ms[clock, "java", w]) for w in ("encoder", "decoder", "whole")}
            python = {w: of(ms[clock, "python", w]) for w in ("encoder", "decoder")}
            print(f"| {threads} | {clock}, {name} | {java['encoder']:.1f} | {java['decoder']:.1f} | {python['encoder']:.1f} | "
                  f"{python['decoder']:.1f} | {java['whole']:.1f} | {java['whole'] / (java['encoder'] + java['decoder']):.3f} | "
                  f"{java['whole'] / (python['encoder'] + python['decoder']):.3f} |")
    print("\nONNX Runtime 1.23.2 in both; processor: time of all threads, which a busy machine changes less.")


if __name__ == "__main__":
    place = pathlib.Path(sys.argv[2])
    run(place, int(sys.argv[3]), int(sys.argv[4])) if sys.argv[1] == "run" else table(place)
