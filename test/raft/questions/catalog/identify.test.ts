import { describe, expect, it } from 'vitest';
import { ambiguousAnswer, identifiesSubject } from '../../../../src/raft/questions/catalog/identify.js';
import { shortNames } from '../../../../src/raft/questions/catalog/short-names.js';
import { indexSubjects } from '../../../../src/raft/questions/catalog/subject-index.js';
import { indexView } from '../../../../src/verify/view-index.js';
import { passageId, type SmallDocument, smallView, text, yen } from '../../../helpers/small-view.js';

const DOCUMENTS: readonly SmallDocument[] = [
  {
    doc: 'p6',
    title: 'Moss, Vol. 6',
    facts: { format: text('paperback'), price: yen(700), title_ja: text('苔の家 6巻') },
  },
  {
    doc: 'd6',
    title: 'Moss, Vol. 6 (digital)',
    facts: { format: text('digital'), price: yen(600), title_ja: text('苔の家 6巻（電子版）') },
  },
  {
    doc: 'p7',
    title: 'Moss, Vol. 7',
    facts: { format: text('paperback'), price: yen(750), title_ja: text('苔の家 7巻') },
  },
  { doc: 'long', title: 'Kingfisher: A Story of Rivers', facts: { price: yen(900) } },
  { doc: 'other', title: 'Heron: A Story of Lakes', facts: { price: yen(910) } },
  { doc: 'third', title: 'Heron: Second Story', facts: { price: yen(920) } },
  { doc: 'room', title: 'Room 6', facts: { price: yen(500) } },
];
const index = indexView(await smallView(DOCUMENTS));
const subjects = indexSubjects(index);

function question(doc: string, words: string) {
  const passage = index.passage(passageId(doc))!;
  const value = index.factValue(passage, 'price')!;
  return {
    text: words,
    subjects: [],
    facts: [{ passage, field: 'price', value }],
    evidence: [{ passage, span: { start: 0, end: 1 } }],
  };
}

describe('identifiesSubject', () => {
  it.each([
    ['How much is Moss vol. 6 in paperback?', true],
    ['苔の家の6巻（紙の本）はいくら？', true],
    ['how much is MOSS 6 paperback', true],
    ['How much is volume 6?', false],
    ['How much does it cost?', false],
    ['それはいくらですか？', false],
    ['How much is Mossy vol. 6?', false],
  ])('%s', (words, expected) => {
    expect(identifiesSubject(question('p6', words), subjects)).toBe(expected);
  });

  it('takes a short name that is no one else’s', () => {
    expect(identifiesSubject(question('long', 'what does kingfisher cost'), subjects)).toBe(true);
    expect(identifiesSubject(question('other', 'what does heron cost'), subjects)).toBe(false);
  });

  it('wants every subject of a question on nothing that the corpus has, its volume too', () => {
    const missing = (words: string) =>
      identifiesSubject({ text: words, subjects: ['Moss', '8'], facts: [], evidence: [] }, subjects);
    expect(missing('When does Moss v8 come out?')).toBe(true);
    expect(missing('When does Moss come out?')).toBe(false);
    expect(missing('When does Moss vol. 18 come out?')).toBe(false);
    expect(identifiesSubject({ text: 'How long does it take?', subjects: [], facts: [], evidence: [] }, subjects)).toBe(
      false,
    );
  });
});

describe('ambiguousAnswer', () => {
  it.each([
    ['p6', 'How much is Moss vol. 6?', true],
    ['p6', 'How much is the paperback of Moss?', true],
    ['p6', 'How much is Moss vol. 6 in paperback?', false],
    ['p6', '苔の家の6巻（紙の本）はいくら？', false],
    ['d6', 'How much is the e-book of Moss vol. 6?', false],
    ['d6', 'Is Moss vol. 6 cheaper in print or digital?', true],
    ['p7', 'How much is Moss vol. 7?', false],
    ['p7', 'How much is Moss vol. 17?', true],
    ['room', 'What does Room 6 cost?', false],
  ])('%s: %s', (doc, words, expected) => {
    expect(ambiguousAnswer(question(doc, words), subjects)).toBe(expected);
  });
});

describe('shortNames', () => {
  const names = (title: string) => shortNames(title, { en: title, ja: null }, subjects);

  it('are the part before a subtitle, where no other title has it', () => {
    expect(names('Kingfisher: A Story of Rivers')).toEqual(['Kingfisher']);
    expect(names('Heron: A Story of Lakes')).toEqual([]);
  });

  it('are never a single common word', () => {
    expect(names('River: A Life')).toEqual([]);
    expect(names('The Moss')).toEqual([]);
  });
});
