/**
 * Adds to package-lock.json the builds for other platforms that a registry did not offer when the lock was made.
 * Without them `npm ci` stops ("Missing: @lancedb/lancedb-darwin-arm64 from lock file"). Run after each change of
 * dependencies: npm run lock:platforms
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

interface LockEntry {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const OS = [
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'android',
  'sunos',
  'aix',
  'openharmony',
  'wasm32',
];
const CPU = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** Entries that are missing for the optional dependencies of every package in the lock. */
export function missingPlatforms(packages: Readonly<Record<string, LockEntry>>): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const present = Object.keys(packages).some((key) => key === path || key.endsWith(`/${path}`));
      if (present || !/^\d/.test(version)) continue;
      const words = name.split(/[-/@.]/);
      const os = OS.filter((word) => words.includes(word));
      const cpu = CPU.filter((word) => words.includes(word));
      missing[path] = {
        version,
        optional: true,
        ...(entry.dev ? { dev: true } : {}),
        ...(os.length > 0 ? { os } : {}),
        ...(cpu.length > 0 ? { cpu } : {}),
      };
    }
  }
  return missing;
}

async function main(): Promise<void> {
  const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
  const lock = JSON.parse(await readFile(path, 'utf8')) as { packages: Record<string, LockEntry> };
  const missing = missingPlatforms(lock.packages);
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    `added ${Object.keys(missing).length} entries: ${Object.keys(missing).join(', ') || 'none were missing'}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
