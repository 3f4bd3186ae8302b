/** Runs the search graphs in onnxruntime: products of some queries with one block, and the best of each. */
// The default import: named imports of this CommonJS module pass tsc and fail in Node.
import ort from 'onnxruntime-node';
import { ZERO } from './bytes.js';
import { screenGraph, searchGraph } from './graph.js';

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>;
type Tensor = InstanceType<typeof ort.Tensor>;

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

/** What {@link Kernel.screen} takes. */
export interface ScreenInput {
  /** Row-major [count × dims], `ZERO` added. */
  readonly queries: Uint8Array;
  readonly dims: number;
  /** [dims × rows]; read in place. */
  readonly passages: Int8Array;
  /** 1 ≤ fetch ≤ rows of the block. */
  readonly fetch: number;
}

/** The `fetch` best rows of the block for each query, by product, best first; until the kernel's next run. */
export interface Fetched {
  /** At least [count × fetch]: float32 products, or int32 ones of bytes. */
  readonly products: Float32Array | Int32Array;
  /** Twice as many: the low words of the int64 indices are the even ones; reading them as BigInt is five times slower. */
  readonly rowWords: Int32Array;
}

/**
 * One session of each graph for the process: it holds no vectors, only some 200 bytes of graph, the runtime's threads and
 * its scratch, and onnxruntime-node 1.14 frees one only with the garbage collector (`dispose()` does nothing). No options:
 * for a graph from memory it ignores them, threads and arena too, and takes as many threads as the machine has cores.
 */
function sessionOf(graph: () => Uint8Array): () => Promise<Session> {
  let session: Promise<Session> | undefined;
  return () => {
    session ??= ort.InferenceSession.create(graph()).catch((error: unknown) => {
      // A failure (no memory, say) is not kept: the next search may fare better.
      session = undefined;
      throw error;
    });
    return session;
  };
}

const openSearch = sessionOf(searchGraph);
const openScreen = sessionOf(screenGraph);

/** Runs the graphs again and again into the same buffers: as garbage, results would pile up outside of the heap. */
export class Kernel {
  private scores = new Float32Array();
  private rows = new BigInt64Array();

  /** One run in float32. It blocks the event loop: keep blocks small, and let timers have their turn in between. */
  async fetchBest({ queries, dims, vectors, fetch }: KernelInput): Promise<Fetched> {
    const count = queries.length / dims;
    const inputs = {
      queries: new ort.Tensor('float32', queries, [count, dims]),
      passages: new ort.Tensor('float32', vectors, [vectors.length / dims, dims]),
    };
    const products = this.room(count * fetch);
    return this.run(await openSearch(), inputs, {
      products,
      scores: new ort.Tensor('float32', products, [count, fetch]),
    });
  }

  /** One run over bytes, a third as long. */
  async screen({ queries, dims, passages, fetch }: ScreenInput): Promise<Fetched> {
    const count = queries.length / dims;
    const inputs = {
      queries: new ort.Tensor('uint8', queries, [count, dims]),
      passages: new ort.Tensor('int8', passages, [dims, passages.length / dims]),
      zero: new ort.Tensor('uint8', Uint8Array.of(ZERO), []),
    };
    const products = new Int32Array(this.room(count * fetch).buffer, 0, count * fetch);
    return this.run(await openScreen(), inputs, {
      products,
      scores: new ort.Tensor('int32', products, [count, fetch]),
    });
  }

  private async run(
    session: Session,
    inputs: Readonly<Record<string, Tensor>>,
    { products, scores }: { readonly products: Fetched['products']; readonly scores: Tensor },
  ): Promise<Fetched> {
    const fetch = scores.dims[1] as number;
    const rows = new ort.Tensor('int64', this.rows.subarray(0, products.length), scores.dims);
    const k = new ort.Tensor('int64', BigInt64Array.of(BigInt(fetch)), [1]);
    await session.run({ ...inputs, k }, { scores, rows });
    return { products, rowWords: new Int32Array(this.rows.buffer) };
  }

  /** Room for so many products, and rows. */
  private room(size: number): Float32Array {
    if (this.scores.length < size) {
      this.scores = new Float32Array(size);
      this.rows = new BigInt64Array(size);
    }
    return this.scores.subarray(0, size);
  }
}

let exact: Promise<boolean> | undefined;

/**
 * Whether products of bytes are exact here. Processors that only multiply bytes in pairs (AVX2 without VNNI) cap the sum of
 * a pair at 32,767; asked once, by multiplying the largest.
 */
export function multipliesBytesExactly(): Promise<boolean> {
  exact ??= measureBytes();
  return exact;
}

async function measureBytes(): Promise<boolean> {
  // More columns and rows than one tile of any kernel, and remainders.
  const [count, dims, rows] = [67, 131, 131];
  const queries = new Uint8Array(count * dims).fill(255);
  const passages = new Int8Array(dims * rows).fill(127);
  const { products } = await new Kernel().screen({ queries, dims, passages, fetch: rows });
  return products.every((product) => product === (255 - ZERO) * 127 * dims);
}
