/** What people say before and after a question. Openings end so that any question can follow. */
import type { QuestionLang } from '../../../dataset/raft-row.js';
import type { Register } from './register.js';

export interface Greetings {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const POLITE: Readonly<Record<QuestionLang, Greetings>> = {
  en: {
    before: [
      'Hello! ',
      'Good evening. ',
      'Hi there, I have a question. ',
      'Excuse me. ',
      'Hello, one quick question. ',
    ],
    after: [' Thank you!', ' Thank you in advance.', ' Many thanks.', ' Thanks for your help.'],
  },
  ja: {
    before: [
      'すみません。',
      'お世話になっております。',
      'お尋ねします。',
      'はじめまして。',
      '恐れ入ります。',
      '質問があります。',
    ],
    after: ['よろしくお願いします。', 'よろしくお願いいたします。', 'ご確認をお願いします。'],
  },
  mixed: {
    before: ['Hello! ', 'すみません、question です。', 'Hi、質問です。', 'Excuse me、'],
    after: [' Thank you!', ' よろしくお願いします！', ' Thanks in advance です。'],
  },
};

const CASUAL: Readonly<Record<QuestionLang, Greetings>> = {
  en: {
    before: ['Hey! ', 'Hi! ', 'Quick question: ', 'Hiya. ', 'Hey there! ', 'Random question: '],
    after: [' Thanks!', ' thx', ' cheers', ' Thanks a lot!'],
  },
  ja: {
    before: ['ちょっと質問。', 'こんにちは〜。', 'ねえねえ、', 'あの、', '質問です！', 'ちょっと聞きたいんだけど、'],
    after: ['お願いします！', 'よろしく！', '教えて〜'],
  },
  mixed: {
    before: ['Hi! ', 'Hey、', 'ちょっとquestion！ ', 'Hello〜 '],
    after: [' Thanks!', ' please！', ' thx！'],
  },
};

const NONE: Greetings = { before: [], after: [] };

/** Greetings of a register. */
export function greetingsOf(lang: QuestionLang, register: Register): Greetings {
  return register === 'terse' ? NONE : (register === 'polite' ? POLITE : CASUAL)[lang];
}
