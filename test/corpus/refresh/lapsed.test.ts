/** What a refresh says about passages that the calendar, and no source, made stale. */
import { describe, expect, it } from 'vitest';
import { registerArtifact } from '../../../src/corpus/downstream.js';
import { createShop, page, policies, type Shop } from '../../helpers/shop.js';

const until = (date: string): string => `valid_to: ${date}\n`;

async function shopWithCampaign(more: Record<string, unknown> = {}): Promise<Shop> {
  const shop = createShop({ sources: [policies(more)] });
  shop.write('policies/points.md', page('2026-01-01', '# Points\n\nDouble points in March.', until('2026-03-31')));
  shop.write('policies/wrap.md', page('2026-01-01', '# Wrapping\n\nGift wrapping is free.'));
  await shop.refresh('2026-03-01');
  return shop;
}

describe('a passage that went stale by the calendar', () => {
  it('is told once, by the first refresh after its end, dry or real, with what rests on it', async () => {
    const shop = await shopWithCampaign();
    const [passage] = (await shop.passages(1)).filter((row) => row.doc_id === 'points.md');
    await shop.withStore((store) =>
      registerArtifact(store, {
        kind: 'dataset',
        name: 'd',
        path: 'out/d',
        tag: 'r-000001',
        createdAt: '2026-03-01T00:00:00.000Z',
        items: [{ item_id: 'q1', passage_ids: [passage?.passage_id ?? ''] }],
      }),
    );
    expect((await shop.refresh('2026-03-15')).newly_stale).toEqual({});
    const dry = await shop.refresh('2026-04-15', { dryRun: true });
    const report = await shop.refresh('2026-04-15');
    expect(report).toMatchObject({
      newly_stale: { expired: 1 },
      newly_material: 1,
      flagged: [{ doc_id: 'points.md', verdict: 'expired', severity: 'material', drift: [] }],
      downstream: [{ invalidated: 1, examples: ['q1'] }],
    });
    expect(dry.flagged).toEqual(report.flagged);
    const again = await shop.refresh('2026-04-16');
    expect(again).toMatchObject({ newly_stale: {}, downstream: [{ invalidated: 0 }] });
    expect(again.stale).toMatchObject({ expired: 1 });
  });

  it('is told when its page was edited, or brought forward, with the same refresh', async () => {
    const shop = await shopWithCampaign();
    const body = '# Points\n\nDouble points in March.\n\n## Terms\n\nNot on gift cards.';
    shop.write('policies/points.md', page('2026-03-10', body, until('2026-03-05')));
    const report = await shop.refresh('2026-03-10');
    // The new section never was current; the old one was.
    expect(report.stale).toMatchObject({ expired: 2 });
    expect(report.newly_stale).toEqual({ expired: 1 });
  });

  it('is told for every page of a source that nobody read in time', async () => {
    const guides = { id: 'guides', kind: 'guide', path: 'guides/*.md', lang: 'en', timestamps: ['frontmatter'] };
    const shop = createShop({ sources: [policies({ maxAge: '30d' }), guides] });
    shop.write('policies/wrap.md', page('2026-01-01', '# Wrapping\n\nGift wrapping is free.'));
    shop.write('guides/a.md', page('2026-01-01', '# Guide\n\nHow to read a spine.'));
    await shop.refresh('2026-03-01');
    expect((await shop.refresh('2026-03-20', { only: ['guides'] })).newly_stale).toEqual({});
    expect((await shop.refresh('2026-04-20', { only: ['guides'] })).newly_stale).toEqual({ overdue: 1 });
    expect((await shop.refresh('2026-04-21', { only: ['guides'] })).newly_stale).toEqual({});
  });
});
