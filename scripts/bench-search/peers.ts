/** faiss as Debian packages it: python3-faiss, with the threaded OpenBLAS behind it. */
import { spawnSync } from 'node:child_process';

/** The interpreter that Debian's packages install for; another python3 on the PATH does not see them. */
export const PYTHON = '/usr/bin/python3';
const PACKAGES = ['python3-faiss', 'libopenblas0-pthread'];

/** Whether faiss can be used; installs it where it is missing, and says so before it does. */
export function haveFaiss(): boolean {
  if (imports()) return true;
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(`faiss is not here and there is no apt-get to install it with: leaving it out.`);
    console.error(`On Debian or Ubuntu: apt-get install -y ${PACKAGES.join(' ')}`);
    return false;
  }
  console.error(`faiss is not here. Installing it now, as the packages ${PACKAGES.join(' and ')} of this system:`);
  if (!apt('install', '-y', ...PACKAGES)) {
    apt('update');
    apt('install', '-y', ...PACKAGES);
  }
  if (imports()) return true;
  console.error(`It did not work. As root: apt-get update && apt-get install -y ${PACKAGES.join(' ')}`);
  return false;
}

function imports(): boolean {
  return spawnSync(PYTHON, ['-c', 'import faiss, numpy']).status === 0;
}

function apt(...args: string[]): boolean {
  console.error(`  apt-get ${args.join(' ')}`);
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
