/** What can be asked of policies, guides and FAQs, alone and together with what the catalogs know. */
import type { Random } from '../../../core/random.js';
import type { StageCounts } from '../../../core/stage.js';
import type { QuestionLang } from '../../../dataset/raft-row.js';
import type { Candidate, CandidateScope, Candidates } from '../candidate.js';
import type { Question } from '../question.js';
import { mixJapanese } from './japanese-mixed.js';
import { type MultiHopOptions, prepareMultiHop } from './multi-hop/candidates.js';
import { withTopic } from './naming.js';
import { findPolicyIntents, type PolicyIntent } from './policy-questions.js';
import { goldOf, type Reply } from './wording.js';

/** Finds the intents once; what it returns draws those of one split. */
export function preparePolicies(
  options: MultiHopOptions & { readonly counts: StageCounts },
): (scope: CandidateScope) => Candidates {
  const { intents } = findPolicyIntents(options.index, options);
  const multiHop = prepareMultiHop(intents, options);
  return (scope) => ({
    policy: intents.filter(({ group }) => scope.isInside(group)).map(policyCandidate),
    multi_hop: multiHop(scope),
  });
}

function policyCandidate(intent: PolicyIntent): Candidate {
  return { group: intent.group, bucket: intent.group, word: (lang, random) => wordPolicy(intent, lang, random) };
}

/** The question in one of its wordings; null in a language that its page is not written in, or where nothing mixes. */
export function wordPolicy(intent: PolicyIntent, lang: QuestionLang, random: Random): Question | null {
  if ((lang === 'en') !== (intent.lang === 'en')) return null;
  const { wording, passage, span, group } = intent;
  const form = random.int(wording.asks.length);
  const topic = intent.topics[form] ?? null;
  const asked = withTopic(wording.asks[form] ?? '', topic, { lang, random });
  const text = lang === 'mixed' ? mixJapanese(asked) : asked;
  if (text === null) return null;
  return {
    text,
    lang,
    type: 'policy',
    form: `policy/${lang}/${wording.form}/${form}`,
    group,
    evidence: [{ passage, span }],
    facts: [],
    answer: `${REPLIES[intent.lang][wording.reply ?? 'none']}${wording.answer}`,
    subjects: topic === null || lang === 'mixed' ? [] : [topic.replace(/[“”]/g, '')],
    gold: goldOf(wording),
  };
}

const REPLIES: Readonly<Record<'en' | 'ja', Readonly<Record<Exclude<Reply, null> | 'none', string>>>> = {
  en: { yes: 'Yes. ', no: 'No. ', none: '' },
  ja: { yes: 'はい。', no: 'いいえ。', none: '' },
};
