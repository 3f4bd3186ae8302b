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
export { findBeirFiles } from './dataset/beir/files.js';
export { readJudged } from './dataset/beir/read-judged.js';
export { type QuestionRecord, readQuestions } from './dataset/beir/read-questions.js';
export { type RaftFileItem, readRaftFile } from './dataset/raft-formats/read/read-file.js';
export type { RaftRecord, RecordDocument } from './dataset/raft-formats/read/record.js';
export { RAFT_FORMATS, type RaftFormat } from './dataset/raft-formats/shapes.js';
export { type PromptTemplate, parseTemplate } from './dataset/raft-formats/template.js';
export type { RaftRow, Split, SplitRow } from './dataset/raft-row.js';
export { type Qrels, readQrels } from './dataset/trec/read-qrels.js';
export { type Run, type RunDocument, readRun } from './dataset/trec/read-run.js';
export { writeQrels, writeRun } from './dataset/trec/write-run.js';
export { embedderSchema } from './embed/config.js';
export type { Embedder, EmbedKind } from './embed/embedder.js';
export { openEmbedder } from './embed/open-embedder.js';
export { rerankerSchema } from './embed/reranker/config.js';
export { openReranker } from './embed/reranker/open-reranker.js';
export type { Reranker, RerankPair } from './embed/reranker.js';
export type { Network } from './endpoint/transport.js';
export {
  type CollectionQuestion,
  type CollectionReport,
  type EvaluateCollectionOptions,
  evaluateCollection,
} from './evals/collection/evaluate-collection.js';
export { judgesEnough, POOL_SIZES, poolQueries } from './evals/collection/pool-queries.js';
export { rowsOfTexts, type TextRowsOptions } from './evals/collection/text-rows.js';
export { type CompareOptions, type Comparison, compareSides } from './evals/compare/compare.js';
export { readReport } from './evals/compare/read-report.js';
export { type NamedReport, pairSides } from './evals/compare/side.js';
export { type EvaluatedSuite, type EvaluateOptions, evaluateSuite } from './evals/evaluate.js';
export {
  type EvalQuery,
  type EvaluateQueriesOptions,
  evaluateQueries,
  type RetrieverSummary,
} from './evals/evaluate-queries.js';
export { checkGates, type GateResult, type GateSpec } from './evals/gates.js';
export { type GatheredEvidence, gatherEvidence } from './evals/hardness/evidence/gather-evidence.js';
export { gradesOf } from './evals/hardness/evidence/grades.js';
export { type ReviewedLabels, type ReviewLabel, readReviewed } from './evals/hardness/evidence/labels.js';
export { type PairToReview, pairsToReview } from './evals/hardness/evidence/to-review.js';
export { type HardnessOptions, measureHardness } from './evals/hardness/measure-hardness.js';
export type { Evidence, Pool, PoolCandidate, PoolSet } from './evals/hardness/pool.js';
export { type Assessment, type AssessOptions, assessPools } from './evals/hardness/pools/assess.js';
export { type MadePools, type MakePoolsOptions, makePools } from './evals/hardness/pools/make-pools.js';
export type { PoolKind } from './evals/hardness/pools/pool-kinds.js';
export type { PoolSource } from './evals/hardness/pools/pool-source.js';
export { lookupOf, type PassageLookup } from './evals/hardness/pools/read/gather.js';
export { type PoolsOfFile, type ReadPoolsOptions, readPools } from './evals/hardness/pools/read/read-pools.js';
export { trainingChecks } from './evals/hardness/pools/training-checks.js';
export type { HardnessGate, HardnessReport, HardnessVerdict } from './evals/hardness/report.js';
export { embedderScorer, rerankerScorer } from './evals/hardness/scorers/models.js';
export type { ScorableText, Scorer, ScoringList } from './evals/hardness/scorers/scorer.js';
export { wordScorers } from './evals/hardness/scorers/word-scorers.js';
export { type KeptEval, keptEvals, loadEval } from './evals/history/kept-evals.js';
export { recordEval } from './evals/history/record-eval.js';
export { type Trend, trendOf } from './evals/history/trend.js';
export { MEASURE_FAMILIES } from './evals/measures/families.js';
export type { Measure, RankedList, VersionPair } from './evals/measures/measure.js';
export { type MeasureDefaults, parseMeasure } from './evals/measures/parse-measure.js';
export { DEFAULT_POLICIES, type Policies, policiesSchema, statePolicies } from './evals/policies.js';
export { type Judgements, rankedList } from './evals/ranked-list.js';
export type { ScoredPassage } from './evals/ranking.js';
export { type QuestionModel, questionModel } from './evals/retrieve/question-vectors.js';
export {
  openRetrievers,
  openRowRetrievers,
  type Retriever,
  type RetrieverContext,
  type RowRetrieverContext,
  retrieverNames,
} from './evals/retrieve/retriever.js';
export { type RowVectors, rowsOfView, type SearchedRows } from './evals/retrieve/searched-rows.js';
export { type ScoreCounts, type ScoreOptions, type ScoreReport, scoreRun } from './evals/score/score-run.js';
export { type CheckedQuestion, checkSuite } from './evals/suite/check-suite.js';
export { createGoldResolver, type GoldPlace, type ResolvedGold, type StaleGold } from './evals/suite/gold.js';
export { type EvalSuite, loadSuite, parseSuite, suiteHash } from './evals/suite/suite.js';
export { type EvalReport, evalReport, type SuiteEvaluation } from './evals/suite-report.js';
export { type CorpusText, corpusOfTexts, corpusOfView, type MiningCorpus } from './negatives/corpus.js';
export { mineHardNegatives, streamHardNegatives } from './negatives/mine.js';
export type { MiningOptions, RerankOptions } from './negatives/options.js';
export { DROP_REASONS, type DropReason } from './negatives/reasons.js';
export { type MiningReport, reportMining } from './negatives/report.js';
export type { MinedNegative, MinedRow, MiningQuery, MiningResult, MiningSummary } from './negatives/types.js';
export { type Build, type BuildOptions, type BuildPreview, buildRaft, previewRaft } from './raft/build.js';
export { type CheckedRow, checkDataset } from './raft/check/check-dataset.js';
export { createRowJudge, type RowJudge, type RowVerdict } from './raft/check/check-row.js';
export { createDecontamination, readEvalQuestions } from './raft/decontaminate.js';
export { type WriteFormatsOptions, type WrittenFormats, writeFormats } from './raft/formats/write-formats.js';
export { type Import, type ImportOptions, openImport } from './raft/import/open-import.js';
export { type ImportedQuestion, readImported } from './raft/import/read-imported.js';
export { type LintOptions, type LintSummary, lintRaft } from './raft/lint/lint.js';
export { type LintFinding, RULES, type RuleId } from './raft/lint/rules.js';
export type { QuestionStage, QuestionStream, StreamScope } from './raft/questions/stage.js';
export { prepareRepair, type Repair, type RepairOptions } from './raft/repair/repair.js';
export { type WriteRepairedOptions, writeRepaired } from './raft/repair/write-repaired.js';
export { type WriteDatasetOptions, type WrittenDataset, writeDataset } from './raft/write-dataset.js';
export { type SearchConfig, searchSchema } from './search/config.js';
export {
  type DenseIndex,
  type DenseIndexOptions,
  type DenseQueries,
  openDenseIndex,
} from './search/dense/dense-index.js';
export type { PassageBatch } from './search/dense/scan.js';
export { type ScanHits, type ScanSearchOptions, searchScan } from './search/dense/search-scan.js';
export { type DenseSearchOptions, searchDense } from './search/dense.js';
export { type FusionPart, fuseByRank, fuseByScore, type ScaledPart } from './search/fusion.js';
export { type Hits, hitsOf, type ScoredRow } from './search/hits.js';
export { fuseHybrid, HYBRID_DEFAULTS, type HybridInput, type HybridOptions } from './search/hybrid.js';
export {
  buildLexicalIndex,
  type LexicalIndex,
  type LexicalResult,
  type LexicalSearchOptions,
} from './search/lexical/lexical-index.js';
export { rerank } from './search/rerank.js';
export { openStore, type Store } from './store/store.js';
export { indexView, type ViewIndex } from './verify/view-index.js';
