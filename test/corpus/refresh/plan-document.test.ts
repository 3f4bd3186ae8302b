import { describe, expect, it } from 'vitest';
import { catalog, createShop, page, policies } from '../../helpers/shop.js';

describe('a catalog passage whose words still stand', () => {
  const facts = { volumes: 'number', ended: 'date' };
  const fields = { id: 'sku', title: 'title', updatedAt: 'updated_at', facts };

  it('is superseded all the same once a fact is known that it is silent on', async () => {
    const shop = createShop({ sources: [catalog({ fields })] });
    const entry = { sku: 'a', title: 'Blue Sea', volumes: 12 };
    shop.entries([{ ...entry, updated_at: '2026-01-01' }]);
    await shop.refresh('2026-01-02');
    shop.entries([{ ...entry, ended: '2026-03-01', updated_at: '2026-03-02' }]);
    const report = await shop.refresh('2026-03-03');
    expect(report.flagged).toMatchObject([
      { verdict: 'superseded', severity: 'material', drift: [{ field: 'ended', old: null, new: '2026-03-01' }] },
    ]);
    expect(report.sources[0]).toMatchObject({ passages: 1, rechunked: 0 });
    expect(await shop.stale('2026-03-04')).toMatchObject([{ drift: [{ field: 'ended' }] }]);

    shop.entries([{ ...entry, ended: '2026-04-01', updated_at: '2026-03-20' }]);
    await shop.refresh('2026-03-21');
    const drifts = (await shop.stale('2026-03-22')).map(({ drift }) => drift);
    expect(drifts).toHaveLength(2);
    expect(drifts).toContainEqual([{ field: 'ended', old: null, new: '2026-04-01' }]);
  });
});

describe('a stale passage', () => {
  it('is stale no more when its page says it again within a longer passage, and past states keep it', async () => {
    const shop = createShop({ sources: [policies()] });
    const write = (date: string, body: string): void => shop.write('policies/returns.md', page(date, body));
    write('2026-01-01', '# Returns\n\nReturns are free within 30 days.');
    await shop.refresh('2026-01-02');
    write('2026-02-01', '# Returns\n\nNothing can be returned.');
    await shop.refresh('2026-02-02');
    expect(await shop.stale('2026-02-03')).toHaveLength(1);
    write('2026-03-01', '# Returns\n\nReturns are free within 30 days.\n\nGift cards cannot be returned.');
    await shop.refresh('2026-03-02');
    const stale = (await shop.passages(3)).filter((row) => row.verdict !== null).map((row) => row.text);
    expect(stale).toEqual(['Nothing can be returned.']);
    const past = await shop.view('2026-02-03');
    expect(past.passages.map(({ text, verdict }) => [text, verdict]).sort()).toEqual([
      ['Nothing can be returned.', null],
      ['Returns are free within 30 days.', 'superseded'],
    ]);
    expect(past.passages.every((row) => row.retired_in === null)).toBe(true);
  });
});

describe('a page whose structure changed and whose words did not', () => {
  const html = (line: string): string => `<h1>Help</h1>${line}<p>We ship on weekdays.</p>`;
  const pages = policies({ path: 'policies/*.html', timestamps: ['mtime'] });

  it('is cut anew: a line that became a heading is one, and nothing is stale', async () => {
    const shop = createShop({ sources: [pages] });
    shop.write('policies/help.html', html('<p>Shipping</p>'));
    await shop.refresh('2026-02-01');
    shop.write('policies/help.html', html('<h2>Shipping</h2>'));
    const report = await shop.refresh('2026-03-01');
    expect(report.sources[0]).toMatchObject({ changed: 1, passages: 1, rechunked: 1 });
    expect(report.newly_stale).toEqual({});
    expect(await shop.passages(2)).toMatchObject([
      { heading_path: ['Help', 'Shipping'], text: 'We ship on weekdays.' },
    ]);
  });
});

describe('a catalog entry under another title', () => {
  it('is superseded, and the drift is the title', async () => {
    const shop = createShop({ sources: [catalog()] });
    const entry = { sku: 'a', title: 'The Lantern of Nara 22', volumes: 3, updated_at: '2026-01-01' };
    shop.entries([entry]);
    const dry = await shop.refresh('2026-02-01', { dryRun: true });
    const first = await shop.refresh('2026-02-01');
    expect([dry, first].map((report) => report.sources[0]?.embedded)).toEqual([1, 1]);
    shop.entries([{ ...entry, title: 'The Lantern of Sakai 22', updated_at: '2026-02-10' }]);
    await shop.refresh('2026-03-01');
    expect(await shop.stale('2026-03-01')).toMatchObject([
      {
        verdict: 'superseded',
        severity: 'material',
        drift: [{ field: 'title', old: 'The Lantern of Nara 22', new: 'The Lantern of Sakai 22' }],
      },
    ]);
  });
});

describe('a passage that was superseded', () => {
  it('keeps its successor and its drift when another part of the page changes later', async () => {
    const shop = createShop({ sources: [policies()] });
    const write = (date: string, days: number, shipping: string) =>
      shop.write(
        'policies/returns.md',
        page(
          date,
          `# Returns\n\nYou can return books within ${days} days of delivery.\n\n## Shipping\n\n${shipping}\n\n## Gifts\n\nGifts are wrapped in paper of your choice.`,
        ),
      );
    write('2026-01-01', 30, 'Parcels leave our warehouse in Osaka on weekdays.');
    await shop.refresh('2026-02-01', { maxTokens: 24 });
    write('2026-02-10', 14, 'Parcels leave our warehouse in Osaka on weekdays.');
    await shop.refresh('2026-03-01', { maxTokens: 24 });
    const [told] = await shop.stale('2026-03-01');
    expect(told).toMatchObject({ drift: [{ old: '30 days', new: '14 days' }], superseded_by: expect.any(String) });
    write('2026-03-10', 14, 'Nothing is sent abroad any longer, sorry.');
    await shop.refresh('2026-04-01', { maxTokens: 24 });
    const later = (await shop.stale('2026-04-01')).find(({ passage_id }) => passage_id === told?.passage_id);
    expect(later).toEqual(told);
  });
});
