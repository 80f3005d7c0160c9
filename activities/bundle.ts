/** Puts the workflows together and writes them out: in a process of its own, for what webpack takes in memory goes with it. */
import { bundleWorkflows } from './create-worker.ts';

const { code } = await bundleWorkflows();
process.stdout.write(code);
