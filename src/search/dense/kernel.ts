/** Runs the search graph in onnxruntime: float32 products of some queries with one block, and the best of each. */
// The default import: named imports of this CommonJS module pass tsc and fail in Node.
import ort from 'onnxruntime-node';
import { searchGraph } from './graph.js';

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>;

/** What {@link fetchBest} takes. */
export interface KernelInput {
  /** Row-major [count × dims]. */
  readonly queries: Float32Array;
  readonly dims: number;
  /** Row-major [rows × dims]; read in place. */
  readonly vectors: Float32Array;
  /** 1 ≤ fetch ≤ rows of the block. */
  readonly fetch: number;
}

/** The `fetch` best rows of the block for each query, by float32 product, best first. */
export interface Fetched {
  /** [count × fetch] */
  readonly scores: Float32Array;
  /** [2 × count × fetch]: the low words of the int64 indices are the even ones; reading them as BigInt is five times slower. */
  readonly rowWords: Int32Array;
}

let session: Promise<Session> | undefined;

/**
 * One session for the process: it holds no vectors, only 180 bytes of graph, the runtime's threads and its scratch, and
 * onnxruntime-node 1.14 frees one only with the garbage collector (`dispose()` does nothing). No options: for a graph from
 * memory it ignores them, threads and arena too, and takes as many threads as the machine has cores.
 */
function openSession(): Promise<Session> {
  session ??= ort.InferenceSession.create(searchGraph());
  return session;
}

/** One run. It blocks the event loop: keep blocks small, and let timers have their turn in between. */
export async function fetchBest({ queries, dims, vectors, fetch }: KernelInput): Promise<Fetched> {
  const runtime = await openSession();
  const { scores, rows } = await runtime.run({
    queries: new ort.Tensor('float32', queries, [queries.length / dims, dims]),
    passages: new ort.Tensor('float32', vectors, [vectors.length / dims, dims]),
    k: new ort.Tensor('int64', BigInt64Array.of(BigInt(fetch)), [1]),
  });
  const indices = rows?.data;
  if (!(scores?.data instanceof Float32Array) || !(indices instanceof BigInt64Array)) {
    throw new TypeError('the search graph gave no float32 scores and int64 rows');
  }
  return { scores: scores.data, rowWords: new Int32Array(indices.buffer, indices.byteOffset, indices.length * 2) };
}
