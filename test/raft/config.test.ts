import { describe, expect, it } from 'vitest';
import { raftSchema } from '../../src/raft/config.js';

const problemsOf = (config: unknown): string[] => {
  const parsed = raftSchema.safeParse(config);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('raft: in the config', () => {
  it('has a default for everything', () => {
    expect(raftSchema.parse({})).toMatchObject({
      examples: 1000,
      distractors: 4,
      oracleShare: 0.8,
      absent: 'refuse',
      formats: [],
    });
  });

  it.each([
    [{ types: { fact: 0, policy: 0 } }, 'every type of question has share 0'],
    [{ languages: { de: 1 } }, 'de'],
    [{ oracleShare: 1.5 }, 'oracleShare'],
    [{ distractors: 0 }, 'distractors'],
    [{ distractors: 2, minDistractors: 3 }, 'minDistractors is above distractors'],
    [{ formats: ['chats'] }, 'no format of ours'],
    [{ origins: { stale: 'most' } }, 'origins.stale'],
    [{ exampels: 5 }, 'exampels'],
  ])('refuses %o', (config, problem) => {
    expect(problemsOf(config).join('\n')).toContain(problem);
  });
});
