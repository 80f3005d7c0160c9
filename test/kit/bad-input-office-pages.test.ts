import { describePages } from './bad-input-pages.ts';

describePages('bad input in addresses at ONE', (path) => /^\/(office|supervision)/.test(path));
