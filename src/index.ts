/**
 * The library's public face. Everything takes its clock, seed, store and embedder as arguments: nothing here reads
 * the time, the environment or a global.
 */

export { type LoadedConfig, loadConfig } from './config/load.js';
export { type Config, configSchema } from './config/schema.js';
export { type Clock, fixedClock } from './core/clock.js';
export { RaftCorpusError } from './core/errors.js';
export { type Progress, SILENT } from './core/progress.js';
export { downstreamOf, registerArtifact } from './corpus/downstream.js';
export { prune } from './corpus/prune.js';
export type { RefreshOptions } from './corpus/refresh/options.js';
export { refresh } from './corpus/refresh/refresh.js';
export type { RefreshReport } from './corpus/refresh/report.js';
export { listStale, type StalePassage } from './corpus/stale.js';
export { corpusStatus } from './corpus/status.js';
export { type CorpusView, loadView, streamView, type ViewPassage } from './corpus/view.js';
export type { Embedder } from './embed/embedder.js';
export { openEmbedder } from './embed/open-embedder.js';
export type { Network } from './endpoint/transport.js';
export { type CorpusText, corpusOfTexts, corpusOfView, type MiningCorpus } from './negatives/corpus.js';
export { mineHardNegatives, streamHardNegatives } from './negatives/mine.js';
export type { MiningOptions, RerankOptions } from './negatives/options.js';
export { DROP_REASONS, type DropReason } from './negatives/reasons.js';
export { type MiningReport, reportMining } from './negatives/report.js';
export type { MinedNegative, MinedRow, MiningQuery, MiningResult, MiningSummary } from './negatives/types.js';
export { openStore, type Store } from './store/store.js';
