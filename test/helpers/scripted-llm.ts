/** A chat model in a few lines: it reads our prompts and answers well, so that a test can spoil one answer of many. */
import type { SeenChat } from './chat-server.js';

/** What stands between the marks of a prompt, by name: `DOCUMENT`, `QUESTION`, `QUOTE [[1]]`, `OUTDATED`, `ANSWER`. */
export function partsOf(prompt: string): readonly { readonly name: string; readonly text: string }[] {
  return [...prompt.matchAll(/--- BEGIN (.+?) ([0-9a-f]{12}) ---\n([\s\S]*?)\n--- END \1 \2 ---/g)].map((match) => ({
    name: match[1] ?? '',
    text: match[3] ?? '',
  }));
}

export function part(prompt: string, name: string): string {
  return partsOf(prompt).find((one) => one.name === name)?.text ?? '';
}

/** Which of the three tasks a request is. */
export function taskOf({ body }: SeenChat): 'questions' | 'rewrite' | 'reasoning' {
  return body.response_format?.json_schema?.name as 'questions' | 'rewrite' | 'reasoning';
}

/** A good answer to any request. */
export function answerWell(request: SeenChat): unknown {
  const { prompt } = request;
  switch (taskOf(request)) {
    case 'questions':
      return { questions: writeQuestions(prompt) };
    case 'rewrite':
      return { question: reword(part(prompt, 'QUESTION')) };
    case 'reasoning':
      return { reasoning: reasonAbout(prompt) };
  }
}

/** One question about each of the first lines or sentences of the document. */
export function writeQuestions(prompt: string): readonly Record<string, string>[] {
  const count = Number(/Write (\d+) question/.exec(prompt)?.[1] ?? 1);
  const lang = /"lang": "(\w+)"/.exec(prompt)?.[1] ?? 'en';
  const [head = '', ...rest] = part(prompt, 'DOCUMENT').split('\n\n');
  const title = /^Title: (.*)$/m.exec(head)?.[1] ?? '';
  const sentences = rest
    .join('\n\n')
    .split(/\n+|(?<=[.。])\s*/)
    .filter((line) => line.trim().length >= 8);
  return sentences.slice(0, count).map((quote) => {
    const [, label, value] = /^([^:：]{1,30})[:：]\s*(.+)$/.exec(quote) ?? [];
    const topic = quote
      .replace(/[\d¥$€%。.,、「」"]/g, ' ')
      .trim()
      .split(/\s+/)
      .slice(0, 3)
      .join(' ');
    const texts: Readonly<Record<string, readonly [string, string]>> = {
      en: label
        ? [`What is the ${label} of ${title}?`, `The ${label} of ${title} is ${value}.`]
        : [`What does the shop say about ${topic} in ${title}?`, quote],
      ja: [
        `${title}について、${(label ?? topic).slice(0, 12)}はどうなっていますか？`,
        label ? `${title}の${label}は${value}です。` : quote,
      ],
      mixed: [
        `${title}の ${(label ?? topic).slice(0, 12)} の info を教えてください`,
        label ? `${title}の${label}は${value}です。` : quote,
      ],
    };
    const [question = '', answer = ''] = texts[lang] ?? [];
    return { question, answer, quote, type: 'fact', lang };
  });
}

export function reword(question: string): string {
  return /[\u3040-\u30ff]/.test(question) ? `すみません、${question}` : `Hello! ${question}`;
}

export function reasonAbout(prompt: string): string {
  const parts = partsOf(prompt);
  const quotes = parts.filter(({ name }) => name.startsWith('QUOTE'));
  const dates = parts.flatMap(({ text }) => /^Updated: (\d.*)$/m.exec(text)?.[1] ?? []);
  const isOutdated = parts.some(({ name }) => name === 'OUTDATED');
  if (prompt.includes('日本語で')) {
    const marks = quotes.map((_, i) => `資料には[[${i + 1}]]と書かれています。`).join('');
    return `${marks}${isOutdated ? `日付は${dates.join('、')}で、古い方は今では有効ではありません。` : 'これが質問への答えになります。'}`;
  }
  const marks = quotes.map((_, i) => `The document says: [[${i + 1}]]`).join(' ');
  return `${marks} ${isOutdated ? `The dates are ${dates.join(' and ')}, and the older one does not hold any more.` : 'That is what was asked.'}`;
}
