/** Verdicts that come and go: by the calendar, by another source, by boilerplate. */
import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hashEmbedder } from '../../helpers/hash-embedder.js';
import { catalog, createShop, page, policies, type Shop } from '../../helpers/shop.js';

const verdicts = async (shop: Shop, asOf: string): Promise<Record<string, string>> =>
  Object.fromEntries((await shop.stale(asOf)).map(({ doc_id, verdict }) => [doc_id, verdict]));

const fieldsOf = (source: Readonly<Record<string, unknown>>): object => source.fields as object;

describe('verdicts of the calendar', () => {
  it('follow the as-of date without another refresh', async () => {
    const shop = createShop({ sources: [policies({ maxAge: '90d' })] });
    const dated = (from: string, to: string): string => `valid_from: ${from}\nvalid_to: ${to}\n`;
    shop.write('policies/sale.md', page('2026-01-01', '# Sale\n\nTen percent off.', dated('2026-03-01', '2026-04-01')));
    shop.write('policies/always.md', page('2026-01-01', '# Always\n\nGift wrapping is free.'));
    const report = await shop.refresh('2026-02-01');
    expect(report.stale).toMatchObject({ pending: 1, expired: 0, overdue: 0 });
    expect(await verdicts(shop, '2026-02-28T23:59:59.999Z')).toEqual({ 'sale.md': 'pending' });
    expect(await verdicts(shop, '2026-03-01')).toEqual({});
    expect(await verdicts(shop, '2026-03-31T23:59:59.999Z')).toEqual({});
    expect(await verdicts(shop, '2026-04-01')).toEqual({ 'sale.md': 'expired' });
    expect(await verdicts(shop, '2026-05-02')).toEqual({ 'sale.md': 'expired' });
    expect(await verdicts(shop, '2026-05-02T00:00:01Z')).toEqual({ 'sale.md': 'expired', 'always.md': 'overdue' });
    const [expired] = await shop.stale('2026-05-03', { verdicts: ['expired'] });
    expect(expired).toMatchObject({ verdicts: ['expired', 'overdue'], stale_since: '2026-04-01T00:00:00.000Z' });
    await shop.refresh('2026-05-03');
    expect(await verdicts(shop, '2026-05-03')).toEqual({ 'sale.md': 'expired' });
  });

  it('move with new dates, and rewrite no passage for it', async () => {
    const shop = createShop({ sources: [catalog()] });
    const sale = { sku: 'SALE', title: 'Campaign', synopsis: 'Ten percent off.', updated_at: '2026-01-01' };
    shop.entries([{ ...sale, valid_to: '2026-03-01' }]);
    await shop.refresh('2026-02-01');
    const rows = await shop.allPassages();
    shop.entries([{ ...sale, valid_to: '2026-05-01' }]);
    await shop.refresh('2026-02-15');
    expect(await shop.allPassages()).toEqual(rows);
    expect(await verdicts(shop, '2026-04-01')).toEqual({});
    expect(await verdicts(shop, '2026-05-01')).toEqual({ SALE: 'expired' });
  });

  it('make a source overdue that could only be read in part', async () => {
    const shop = createShop({ sources: [catalog({ maxAge: '30d' })] });
    const entry = '{"sku":"A","title":"Alpha","synopsis":"A story.","updated_at":"2026-01-01"}\n';
    shop.write('catalog.jsonl', entry);
    await shop.refresh('2026-02-01');
    shop.write('catalog.jsonl', `${entry}{"sku":\n`);
    const report = await shop.refresh('2026-04-01', { onError: 'skip' });
    expect(report.stale).toMatchObject({ overdue: 1 });
    expect(await verdicts(shop, '2026-04-01')).toEqual({ A: 'overdue' });
    shop.write('catalog.jsonl', entry);
    expect((await shop.refresh('2026-04-02')).stale).toMatchObject({ overdue: 0 });
  });

  it('make a source overdue from its first read on, when that was in part, and the report says so too', async () => {
    const shop = createShop({ sources: [catalog({ maxAge: '30d' })] });
    shop.write('catalog.jsonl', '{"sku":"A","title":"Alpha","updated_at":"2026-01-01"}\n{"sku":\n');
    const report = await shop.refresh('2026-02-01', { onError: 'skip' });
    expect(await verdicts(shop, '2026-02-01')).toEqual({ A: 'overdue' });
    expect(report.stale).toMatchObject({ overdue: 1 });
  });

  it('count by the age that the config asks for now, in the report as in the list', async () => {
    const shop = createShop({ sources: [catalog({ maxAge: '90d' })] });
    const entry = '{"sku":"A","title":"Alpha","updated_at":"2026-01-01"}\n';
    shop.write('catalog.jsonl', entry);
    await shop.refresh('2026-02-01');
    shop.write('catalog.jsonl', `${entry}{"sku":\n`);
    const report = await shop.refresh('2026-03-15', { onError: 'skip', sources: [catalog({ maxAge: '30d' })] });
    expect(await verdicts(shop, '2026-03-15')).toEqual({ A: 'overdue' });
    expect(report.stale).toMatchObject({ overdue: 1 });
  });
});

describe('contradicted', () => {
  const STATEMENTS = [{ field: 'return_window', type: 'duration', patterns: ['returned within {value} of delivery'] }];
  const faq = { id: 'faq', kind: 'faq', path: 'faq/*.md', lang: 'en', timestamps: ['frontmatter'] };
  const returns = (days: number): string => `# Returns\n\nBooks can be returned within ${days} days of delivery.`;

  async function shopWithFaq(): Promise<Shop> {
    const shop = createShop({ sources: [policies(), faq], statements: STATEMENTS });
    shop.write('policies/returns.md', page('2026-01-01', returns(30)));
    shop.write(
      'faq/returns.md',
      page(
        '2026-01-01',
        `# Questions\n\n## Can I send books back?\n\nYes. They can be returned within 30 days of delivery.`,
      ),
    );
    await shop.refresh('2026-02-01');
    expect(await verdicts(shop, '2026-02-01')).toEqual({});
    shop.write('policies/returns.md', page('2026-03-01', returns(14)));
    return shop;
  }

  it('appears on a page that nobody touched, with both values and the page that says otherwise', async () => {
    const shop = await shopWithFaq();
    const embedded = shop.embedder.seen.length;
    const report = await shop.refresh('2026-03-01');
    expect(shop.embedder.seen).toHaveLength(embedded + 1);
    expect(report.newly_stale).toEqual({ superseded: 1, contradicted: 1 });
    expect(report.sources.find(({ id }) => id === 'faq')).toMatchObject({ unchanged: 1, passages: 1, embedded: 0 });
    const [stale] = await shop.stale('2026-03-01', { sources: ['faq'] });
    expect(stale).toMatchObject({
      verdict: 'contradicted',
      severity: 'material',
      stale_since: '2026-03-01T00:00:00.000Z',
      drift: [{ field: 'return_window', old: '30 days', new: '14 days' }],
    });
    const by = (await shop.passages(2)).find((row) => row.passage_id === stale?.superseded_by);
    expect(by).toMatchObject({ source_id: 'policies', verdict: null });
  });

  it('is flagged once, and stays as it is while nothing changes', async () => {
    const shop = await shopWithFaq();
    await shop.refresh('2026-03-01');
    const rows = await shop.allPassages();
    const again = await shop.refresh('2026-04-01');
    expect(again.newly_stale).toEqual({});
    expect(again.stale).toMatchObject({ contradicted: 1 });
    expect(await shop.allPassages()).toEqual(rows);
  });

  it('disappears when the page is corrected, or the policy goes back', async () => {
    const shop = await shopWithFaq();
    await shop.refresh('2026-03-01');
    shop.write('policies/returns.md', page('2026-04-01', returns(30)));
    const report = await shop.refresh('2026-04-01');
    expect(report.stale).toMatchObject({ contradicted: 0 });
    expect(await shop.stale('2026-04-01', { sources: ['faq'] })).toEqual([]);
    expect(report.sources.map(({ passages }) => passages)).toEqual([1, 1]);
  });

  it('is told by a dry run as by the real one', async () => {
    const shop = await shopWithFaq();
    const dry = await shop.refresh('2026-03-01', { dryRun: true });
    const real = await shop.refresh('2026-03-01');
    expect(dry.flagged).toEqual(real.flagged);
    expect(dry.stale).toEqual(real.stale);
  });

  it('comes with a statement that the config declares, and goes with it, though no file changed', async () => {
    const shop = createShop({ sources: [policies(), faq] });
    shop.write('policies/points.md', page('2026-01-01', '# Points\n\nPoints lapse one year after you earn them.'));
    shop.write('faq/points.md', page('2026-01-01', '# Points\n\nYour balance? It lapses 2 years after the purchase.'));
    expect((await shop.refresh('2026-02-01')).stale).toMatchObject({ contradicted: 0 });
    const lapse = { field: 'points_lapse', type: 'duration' as const, patterns: ['lapses? {value} after'] };
    expect((await shop.refresh('2026-03-01', { statements: [lapse] })).newly_stale).toEqual({ contradicted: 1 });
    expect((await shop.refresh('2026-04-01')).stale).toMatchObject({ contradicted: 0 });
  });

  it('weighs a source that the config no longer names as it was', async () => {
    const shop = await shopWithFaq();
    await shop.refresh('2026-03-01');
    const report = await shop.refresh('2026-04-01', { sources: [faq] });
    expect(report.undeclared_sources).toEqual(['policies']);
    expect(report.stale).toMatchObject({ contradicted: 1 });
  });

  it('follows the authority in the config, though no file changed', async () => {
    const shop = await shopWithFaq();
    await shop.refresh('2026-03-01');
    const report = await shop.refresh('2026-04-01', {
      sources: [policies({ authority: 0 }), { ...faq, authority: 5 }],
    });
    expect(report.newly_stale).toEqual({ contradicted: 1 });
    const contradicted = await shop.stale('2026-04-01', { verdicts: ['contradicted'] });
    expect(contradicted.map(({ source_id }) => source_id)).toEqual(['policies']);
  });

  it('is not claimed by an entry that is not in force yet', async () => {
    const stated = { type: 'number', unit: 'volumes', stated: ['{value} volumes'] };
    const entries = catalog({ authority: 5, fields: { ...fieldsOf(catalog()), facts: { volumes: stated } } });
    const shop = createShop({ sources: [entries, faq] });
    const entry = {
      sku: 'A',
      title: 'Harbor Lights',
      volumes: 110,
      updated_at: '2026-01-01',
      valid_from: '2026-06-01',
    };
    shop.entries([entry]);
    shop.write('faq/harbor.md', page('2026-01-01', '# Harbor\n\nHarbor Lights has 107 volumes.'));
    expect((await shop.refresh('2026-02-01')).stale).toMatchObject({ pending: 1, contradicted: 0 });
    expect((await shop.refresh('2026-06-01')).stale).toMatchObject({ pending: 0, contradicted: 1 });
  });

  it('gives way to superseded when the contradicted text itself is replaced', async () => {
    const shop = await shopWithFaq();
    await shop.refresh('2026-03-01');
    shop.write(
      'faq/returns.md',
      page(
        '2026-04-01',
        `# Questions\n\n## Can I send books back?\n\nYes. They can be returned within 14 days of delivery.`,
      ),
    );
    const report = await shop.refresh('2026-04-01');
    expect(report.sources.find(({ id }) => id === 'faq')).toMatchObject({ changed: 1, passages: 1 });
    expect(await shop.stale('2026-04-01', { sources: ['faq'] })).toMatchObject([{ verdict: 'superseded' }]);
  });
});

describe('boilerplate', () => {
  const FOOTER = 'Write to our friendly customer service team at any hour of the day.';
  const body = (i: number): string => `# Page ${i}\n\nWhat page number ${i} says about itself.\n\n${FOOTER}`;
  const config = (boilerplate: unknown) => [policies({ boilerplate })];

  function pages(shop: Shop, count: number, updatedAt = '2026-01-01'): void {
    for (let i = 0; i < count; i++) shop.write(`policies/${i}.md`, page(updatedAt, body(i)));
  }

  const holdFooter = async (shop: Shop, n: number): Promise<number> =>
    (await shop.passages(n)).filter((row) => row.verdict === null && row.text.includes(FOOTER)).length;

  it('leaves retrieval as soon as it repeats, from pages whose timestamps alone changed too', async () => {
    const shop = createShop({ sources: config({ minDocuments: 4, minShare: 0.5 }) });
    pages(shop, 3);
    await shop.refresh('2026-02-01');
    expect(await holdFooter(shop, 1)).toBe(3);
    pages(shop, 4, '2026-02-10');
    const report = await shop.refresh('2026-03-01');
    expect(report.sources[0]?.boilerplate).toEqual([{ text: FOOTER, documents: 4 }]);
    expect(await holdFooter(shop, 2)).toBe(0);
    expect(report.newly_stale).toEqual({});
    expect(report.sources[0]?.passages).toBe((await shop.passages(2)).length);
  });

  it('of files whose dates alone moved is left out with the rest', async () => {
    const sources = [policies({ boilerplate: { minDocuments: 4, minShare: 0.5 }, timestamps: ['mtime'] })];
    const shop = createShop({ sources });
    const write = (i: number, date: string): void => {
      shop.write(`policies/${i}.md`, body(i));
      utimesSync(`${shop.folder}/policies/${i}.md`, new Date(date), new Date(date));
    };
    for (const i of [0, 1, 2]) write(i, '2026-01-01');
    await shop.refresh('2026-02-01');
    for (const i of [0, 1, 2, 3]) write(i, '2026-02-10');
    const report = await shop.refresh('2026-03-01');
    expect(report.sources[0]).toMatchObject({ touched: 3, added: 1, boilerplate: [{ documents: 4 }] });
    expect(await holdFooter(shop, 2)).toBe(0);
  });

  it('comes back when the config turns it off', async () => {
    const shop = createShop({ sources: config({ minDocuments: 3, minShare: 0.5 }) });
    pages(shop, 3);
    await shop.refresh('2026-02-01');
    expect(await holdFooter(shop, 1)).toBe(0);
    await shop.refresh('2026-03-01', { sources: config(false) });
    expect(await holdFooter(shop, 2)).toBe(3);
    await shop.refresh('2026-04-01', { embedder: hashEmbedder() });
    expect(await holdFooter(shop, 3)).toBe(0);
  });
});
