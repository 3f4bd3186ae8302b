/** Runs the search graph in onnxruntime: float32 products of some queries with one block, and the best of each. */
// The default import: named imports of this CommonJS module pass tsc and fail in Node.
import ort from 'onnxruntime-node';
import { searchGraph } from './graph.js';

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>;

/** What {@link Kernel.fetchBest} takes. */
export interface KernelInput {
  /** Row-major [count × dims]. */
  readonly queries: Float32Array;
  readonly dims: number;
  /** Row-major [rows × dims]; read in place. */
  readonly vectors: Float32Array;
  /** 1 ≤ fetch ≤ rows of the block. */
  readonly fetch: number;
}

/** The `fetch` best rows of the block for each query, by float32 product, best first; until the kernel's next run. */
export interface Fetched {
  /** At least [count × fetch] */
  readonly scores: Float32Array;
  /** Twice as many: the low words of the int64 indices are the even ones; reading them as BigInt is five times slower. */
  readonly rowWords: Int32Array;
}

let session: Promise<Session> | undefined;

/**
 * One session for the process: it holds no vectors, only 180 bytes of graph, the runtime's threads and its scratch, and
 * onnxruntime-node 1.14 frees one only with the garbage collector (`dispose()` does nothing). No options: for a graph from
 * memory it ignores them, threads and arena too, and takes as many threads as the machine has cores.
 */
function openSession(): Promise<Session> {
  session ??= ort.InferenceSession.create(searchGraph()).catch((error: unknown) => {
    // A failure (no memory, say) is not kept: the next search may fare better.
    session = undefined;
    throw error;
  });
  return session;
}

/** Runs the graph again and again into the same buffers: as garbage, results would pile up outside of the heap. */
export class Kernel {
  private scores = new Float32Array();
  private rows = new BigInt64Array();

  /** One run. It blocks the event loop: keep blocks small, and let timers have their turn in between. */
  async fetchBest({ queries, dims, vectors, fetch }: KernelInput): Promise<Fetched> {
    const count = queries.length / dims;
    const size = count * fetch;
    if (this.scores.length < size) {
      this.scores = new Float32Array(size);
      this.rows = new BigInt64Array(size);
    }
    const runtime = await openSession();
    await runtime.run(
      {
        queries: new ort.Tensor('float32', queries, [count, dims]),
        passages: new ort.Tensor('float32', vectors, [vectors.length / dims, dims]),
        k: new ort.Tensor('int64', BigInt64Array.of(BigInt(fetch)), [1]),
      },
      {
        scores: new ort.Tensor('float32', this.scores.subarray(0, size), [count, fetch]),
        rows: new ort.Tensor('int64', this.rows.subarray(0, size), [count, fetch]),
      },
    );
    return { scores: this.scores, rowWords: new Int32Array(this.rows.buffer) };
  }
}
