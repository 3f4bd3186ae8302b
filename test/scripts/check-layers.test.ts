/** The check finds a planted violation of each kind, and the tree itself has none. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkLayers, LAYERS } from '../../scripts/check-layers.js';

const check = (files: Readonly<Record<string, string>>): readonly string[] =>
  checkLayers(new Map(Object.entries(files)));

const GROUND = {
  'core/hash.ts': 'export const a = 1;',
  'store/store.ts': "import { a } from '../core/hash.js';",
  'cli/main.ts': "import '../store/store.js';",
};

describe('the layer check', () => {
  it('lets imports point down and sideways', () => {
    expect(check(GROUND)).toEqual([]);
    expect(check({ ...GROUND, 'store/table.ts': "import { b } from './store.js';" })).toEqual([]);
  });

  it.each([
    ['an import', "import { b } from '../store/store.js';"],
    ['a bare import', "import '../store/store.js';"],
    ['an import over several lines', "import {\n  b,\n  c,\n} from '../store/store.js';"],
    ['a type import', "import type { B } from '../store/store.js';"],
    ['an inline type import', "export type C = import('../store/store.js').B;"],
    ['a dynamic import', "export const load = () => import('../store/store.js');"],
    ['a dynamic import over several lines', "const s = await import(\n  '../store/store.js'\n);"],
    ['a dynamic import in backticks', 'const s = await import(`../store/store.js`);'],
    ['a re-export', "export { b } from '../store/store.js';"],
    ['a re-export of everything', "export * from '../store/store.js';"],
    ['an import with double quotes', 'import { b } from "../store/store.js";'],
    ['an import after another statement', "const a = 1; import { b } from '../store/store.js';"],
  ])('finds %s that points up', (_, code) => {
    const found = check({ ...GROUND, 'core/hash.ts': code });
    expect(found.join('\n')).toContain('core/hash.ts (core) imports store/store.ts (store), which is above it');
  });

  it('finds circles within a layer, through types and dynamic imports too, once each', () => {
    const found = check({
      'core/a.ts': "import type { B } from './b.js';",
      'core/b.ts': "export const load = () => import('./c.js');",
      'core/c.ts': "import './a.js';",
      'core/d.ts': "import './d.js';",
    });
    expect(found).toEqual(['circle: core/a.ts → core/b.ts → core/c.ts → core/a.ts', 'circle: core/d.ts → core/d.ts']);
  });

  it('finds what points up within corpus/', () => {
    const found = check({
      'corpus/document.ts': '',
      'corpus/sources/read.ts': "import '../document.js'; import '../refresh/refresh.js';",
      'corpus/refresh/refresh.ts': '',
    });
    expect(found).toEqual([expect.stringContaining('corpus/sources/read.ts')]);
  });

  it('finds imports of files that are not there, and folders outside every layer', () => {
    expect(check({ 'core/a.ts': "import './gone.js';" })).toEqual([
      'core/a.ts imports core/gone.ts, which is not there',
    ]);
    expect(() => check({ 'misc/a.ts': "import '../core/b.js';", 'core/b.ts': '' })).toThrow(
      'src/misc/a.ts is in no layer',
    );
  });

  it('passes on this tree, over all of its layers', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const said = execFileSync('npx', ['tsx', 'scripts/check-layers.ts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toMatch(/layers: \d{3,} files, every import points down/);
    expect(LAYERS.indexOf('cli')).toBeLessThan(LAYERS.indexOf('store'));
  });
});
