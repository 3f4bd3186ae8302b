import { expect, it } from 'vitest';
import { endsSentence } from '../../src/text/sentence-ends.js';

/** Whether the text ends a sentence at `|`; what stands before it is one mark. */
function ends(marked: string): boolean {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const marksEnd = at - (/[」）)”"]*$/.exec(text.slice(0, at))?.[0].length ?? 0);
  return endsSentence(text, { start: 0, end: text.length }, { start: marksEnd - 1, marksEnd, end: at });
}

it.each([
  'It is.| We',
  'Is it?| We',
  'In 2026.| We',
  'etc.| Products',
  'です。|次',
  '「です。」|次',
  'なに？|次',
  '(Done.)| Next',
  'No.| We',
])('%s', (text) => expect(ends(text)).toBe(true));

it.each([
  ...[
    'Mr.| Sato',
    'e.g.| Books',
    'Vol.| 12',
    'Art.| IV',
    'U.S.| Customs',
    '1.| Books',
    'ii.| Books',
    'a.|b',
    'Hm.| then',
  ],
  ...['「です。」|と', '「え？」|って', 'キャン！|の', 'Yes!|プリキュア', 'x?|y=1', '3.|5'],
])('not %s', (text) => expect(ends(text)).toBe(false));
