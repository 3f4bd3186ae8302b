import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingPlatforms } from '../../scripts/lock-platforms.js';

describe('the lock file', () => {
  it('gets an entry for each build of another platform that it lacks', () => {
    const packages = {
      'node_modules/db': {
        version: '1.0.0',
        optionalDependencies: { '@db/db-darwin-arm64': '1.0.0', '@db/db-linux-x64-gnu': '1.0.0', fsevents: '~2.3.3' },
      },
      'node_modules/@db/db-linux-x64-gnu': { version: '1.0.0', optional: true },
      'node_modules/tool': { version: '2.0.0', dev: true, optionalDependencies: { 'tool-win32-ia32': '2.0.0' } },
    };
    expect(missingPlatforms(packages)).toEqual({
      'node_modules/@db/db-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
      'node_modules/tool-win32-ia32': { version: '2.0.0', optional: true, dev: true, os: ['win32'], cpu: ['ia32'] },
    });
  });

  it('of this project lacks none', () => {
    const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
    expect(missingPlatforms(lock.packages)).toEqual({});
  });
});
