import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const WORKFLOWS = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** A program of its own: the 130 MB that the bundler takes go back to the machine when it ends. Says where the bundle lies. */
const [folder = '.'] = process.argv.slice(2);
const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: new DefaultLogger('ERROR') });
const codePath = path.join(folder, `workflows-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`);
await mkdir(folder, { recursive: true });
if ((await readFile(codePath, 'utf8').catch(() => null)) !== code) await writeFile(codePath, code);
process.stdout.write(codePath);
